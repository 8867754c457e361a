/** The content of a saved workbook as another program reads it, and the comparison with what was expected of it. */

export type Value = string | number | boolean | null

/** Colors are `#RRGGBB`. */
export interface Cell {
  readonly value?: Value
  /** What the cell shows. */
  readonly text?: string
  /** Without the equals sign. */
  readonly formula?: string | null
  readonly numberFormat?: string
  readonly fill?: string | null
  readonly fontColor?: string | null
  readonly fontName?: string | null
  readonly fontSize?: number | null
  readonly bold?: boolean
  readonly underline?: boolean
  readonly horizontal?: string | null
  readonly vertical?: string | null
  readonly wrap?: boolean
  readonly borderBottom?: string | null
  readonly borderBottomColor?: string | null
  readonly locked?: boolean
  readonly formulaHidden?: boolean
  /** The last line of the note, which repeats the thread of comments for older programs. */
  readonly endOfNote?: string | null
}

export interface Sheet {
  readonly position?: number
  readonly isVisible?: boolean
  readonly isProtected?: boolean
  readonly allowsSort?: boolean
  /** By address, such as `A1:B2`. */
  readonly merges?: Readonly<Record<string, true | null>>
}

export interface Column {
  /** The width, in digits of the default font. */
  readonly digits?: number
  readonly isHidden?: boolean
}

export interface Row {
  /** In points. */
  readonly height?: number
  readonly isHidden?: boolean
}

export interface Table {
  readonly range?: string
  readonly hasTotals?: boolean
  readonly showsButtons?: boolean
  readonly style?: string
  readonly highlightsFirstColumn?: boolean
}

export interface Series {
  readonly name?: string
  readonly values?: string
  readonly fill?: string | null
  readonly line?: string | null
  readonly labels?: string | null
  /** The kind of the fill of the first point. */
  readonly firstPoint?: string | null
}

export interface Chart {
  readonly sheet?: string
  readonly kind?: string
  readonly start?: string
  readonly end?: string
  /** In points. */
  readonly height?: number
  readonly title?: string | null
  readonly titleIsBold?: boolean
  readonly titleSize?: number | null
  readonly titleColor?: string | null
  readonly legend?: string | null
  readonly series?: Readonly<Record<number, Series>>
  readonly maximum?: number | null
  readonly minimum?: number | null
  readonly majorUnit?: number | null
  readonly axisTitle?: string | null
  readonly hasGridlines?: boolean
}

/**
 * What a workbook contains, or the part of it that is expected. Cells have keys such as `Sheet!A1`, columns `Sheet!A`,
 * rows `Sheet!1`; `null` stands for what does not exist.
 */
export interface Workbook {
  readonly calculatesAutomatically?: boolean
  readonly sheets?: Readonly<Record<string, Sheet | null>>
  readonly cells?: Readonly<Record<string, Cell>>
  readonly columns?: Readonly<Record<string, Column>>
  readonly rows?: Readonly<Record<string, Row>>
  readonly tables?: Readonly<Record<string, Table | null>>
  readonly names?: Readonly<Record<string, string | null>>
  readonly charts?: Readonly<Record<string, Chart | null>>
}

type Property =
  | keyof Workbook
  | keyof Cell
  | keyof Sheet
  | keyof Column
  | keyof Row
  | keyof Table
  | keyof Chart
  | keyof Series

/** A program that reads workbooks. */
export interface Reader {
  readonly name: "exceljs" | "LibreOffice"
  /** The properties that the program does not read, with the reason. */
  readonly unread: Readonly<{ [P in Property]?: string }>
}

/** Programs round lengths to pixels or twips. */
const tolerance: Readonly<Record<string, number>> = { digits: 0.2, height: 1 }

interface Comparison {
  /** The reasons why expected properties were not compared. */
  readonly unread: Set<string>
  readonly differences: Array<string>
  compared: number
}

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

const step = (
  comparison: Comparison,
  reader: Reader,
  path: string,
  key: string,
  expected: unknown,
  actual: unknown
): void => {
  const reason = member(reader.unread, key)
  if (typeof reason === "string") {
    comparison.unread.add(reason)
  } else if (typeof expected === "object" && expected !== null) {
    for (const [name, inside] of Object.entries(expected)) {
      step(comparison, reader, `${path}/${name}`, name, inside, member(actual, name))
    }
  } else {
    comparison.compared++
    const isSame = typeof expected === "number" && typeof actual === "number"
      ? Math.abs(expected - actual) <= (tolerance[key] ?? 1e-9)
      : expected === (typeof expected === "boolean" ? actual ?? false : actual ?? null)
    if (!isSame) {
      comparison.differences.push(`${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`)
    }
  }
}

/** Compares what a workbook contains with the part of it that is expected. */
export const compare = (reader: Reader, expected: Workbook, actual: Workbook): Comparison => {
  const comparison: Comparison = { unread: new Set(), differences: [], compared: 0 }
  step(comparison, reader, "", "", expected, actual)
  return comparison
}

/** Why a program cannot find any of what is expected; `undefined` if it can find some. */
export const unreadable = (reader: Reader, expected: Workbook): string | undefined => {
  const { compared, unread } = compare(reader, expected, {})
  return compared === 0 ? [...unread].join("; ") : undefined
}

/** The last line of a text. */
export const lastLine = (text: string): string => text.slice(text.lastIndexOf("\n") + 1).trim()

/** The name of a column from its index. */
export const letters = (index: number): string =>
  (index < 26 ? "" : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + index % 26)
