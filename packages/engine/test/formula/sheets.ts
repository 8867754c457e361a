/** Sheets in memory as host of a calculation. */
import type { Area } from "@effect-workbook/schema/Area"
import type { ArrayArea, Host, TableShape } from "../../src/internal/formula/Host.js"
import { type Bounds, parseBounds } from "../../src/internal/formula/ReferenceText.js"
import { isError, Matrix, type Scalar } from "../../src/internal/value/Value.js"

interface Content {
  value: Scalar
  formula: string | undefined
  array: ArrayArea | undefined
}

/** `A1: 5`, `B1: "=A1*2"`, `C1: "{=A1:A3}"` (fixed to its cell), `D1: "#=A1:A3"` (spills). */
export type Cells = Readonly<Record<string, Scalar>>

export interface Options {
  readonly names?: Readonly<Record<string, string>>
  readonly tables?: ReadonlyArray<TableShape>
  readonly date1904?: boolean
  readonly hiddenRows?: ReadonlyArray<number>
  readonly now?: number
}

export const bounds = (text: string): Bounds => {
  const found = parseBounds(text)
  if (found === undefined) throw new Error(`no reference: ${text}`)
  return found
}

const keyOf = (row: number, column: number): number => row * 16_384 + column

export class Sheets implements Host {
  readonly date1904: boolean
  readonly iterativeCalculation = false
  readonly sheetNames: ReadonlyArray<string>
  readonly names: Record<string, string>
  readonly tables: Array<TableShape>
  private readonly cells: ReadonlyArray<Map<number, Content>>
  private readonly options: Options
  /** The results of `now` and `random`. */
  moment: number
  chance = 0.25

  constructor(sheets: Readonly<Record<string, Cells>>, options: Options = {}) {
    this.options = options
    this.date1904 = options.date1904 ?? false
    this.moment = options.now ?? 45_000.5
    this.names = { ...options.names }
    this.tables = [...options.tables ?? []]
    this.sheetNames = Object.keys(sheets)
    this.cells = this.sheetNames.map(() => new Map<number, Content>())
    for (const [sheet, name] of this.sheetNames.entries()) {
      for (const [address, value] of Object.entries(sheets[name] ?? {})) this.put(sheet, address, value)
    }
  }

  /** Sets a constant, or a formula that starts with `=`, in a cell or in each cell of a range. */
  put(sheet: number, address: string, content: Scalar): void {
    const { bottom, left, right, top } = bounds(address)
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) this.putAt(sheet, row, column, content)
    }
  }

  putAt(sheet: number, row: number, column: number, content: Scalar): void {
    const cells = this.cells[sheet]
    const text = typeof content === "string" ? /^([#{]?)=(.*?)\}?$/s.exec(content) : null
    if (text === null) {
      if (content === null) cells?.delete(keyOf(row, column))
      else cells?.set(keyOf(row, column), { value: content, formula: undefined, array: undefined })
      return
    }
    const [, kind = "", formula = ""] = text
    const area = { top: row, left: column, bottom: row, right: column }
    const array = kind === "" ? undefined : { area, dynamic: kind === "#" }
    cells?.set(keyOf(row, column), { value: null, formula: kind === "{" ? formula : text[2], array })
  }

  get(sheet: number, address: string): Scalar {
    const { left, top } = bounds(address)
    return this.value(sheet, top, left)
  }

  /** Yields all formula cells. */
  *formulaCells(): Iterable<{ readonly sheet: number; readonly row: number; readonly column: number }> {
    for (const [sheet, cells] of this.cells.entries()) {
      for (const [key, { formula }] of cells) {
        if (formula !== undefined) yield { sheet, row: Math.floor(key / 16_384), column: key % 16_384 }
      }
    }
  }

  private content(sheet: number, row: number, column: number): Content | undefined {
    return this.cells[sheet]?.get(keyOf(row, column))
  }

  readonly value = (sheet: number, row: number, column: number): Scalar =>
    this.content(sheet, row, column)?.value ?? null
  readonly formula = (sheet: number, row: number, column: number): string | undefined =>
    this.content(sheet, row, column)?.formula
  readonly arrayArea = (sheet: number, row: number, column: number): ArrayArea | undefined =>
    this.content(sheet, row, column)?.array
  readonly existingCells = (sheet: number, area: Area): Iterable<readonly [row: number, column: number]> =>
    [...this.cells[sheet]?.keys() ?? []].sort((one, two) => one - two).map((key) =>
      [Math.floor(key / 16_384), key % 16_384] as const
    ).filter(([row, column]) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right)
  readonly contentArea = (sheet: number): Area | undefined => {
    const cells = this.cells[sheet]
    if (cells === undefined || cells.size === 0) return undefined
    const area = { top: Infinity, left: Infinity, bottom: 0, right: 0 }
    for (const key of cells.keys()) {
      const row = Math.floor(key / 16_384)
      const column = key % 16_384
      area.top = Math.min(area.top, row)
      area.bottom = Math.max(area.bottom, row)
      area.left = Math.min(area.left, column)
      area.right = Math.max(area.right, column)
    }
    return area
  }
  readonly rowHidden = (_: number, row: number): boolean => this.options.hiddenRows?.includes(row) === true
  readonly definedName = (name: string): string | undefined =>
    Object.entries(this.names).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1]
  readonly isDeletedName = (): boolean => false
  readonly linkedSheets = (): undefined => undefined
  readonly linkedName = (): undefined => undefined
  readonly setUncomputed = (): void => {}
  readonly table = (name: string): TableShape | undefined =>
    this.tables.find((each) => each.name.toLowerCase() === name.toLowerCase())
  readonly tableAt = (sheet: number, row: number, column: number): TableShape | undefined =>
    this.tables.find(({ area, sheet: home }) =>
      home === sheet && row >= area.top && row <= area.bottom && column >= area.left && column <= area.right
    )
  readonly numberFormat = (): string => "General"
  readonly store = (sheet: number, row: number, column: number, value: Scalar): void => {
    const content = this.content(sheet, row, column)
    if (content !== undefined) content.value = value
  }
  readonly spill = (
    sheet: number,
    row: number,
    column: number,
    values: ReadonlyArray<ReadonlyArray<Scalar>>
  ): void => {
    const anchor = this.content(sheet, row, column)
    if (anchor?.array === undefined) return
    const { area, dynamic } = anchor.array
    for (let atRow = area.top; atRow <= area.bottom; atRow++) {
      for (let atColumn = area.left; atColumn <= area.right; atColumn++) {
        if (atRow !== row || atColumn !== column) this.cells[sheet]?.delete(keyOf(atRow, atColumn))
      }
    }
    for (const [down, line] of values.entries()) {
      for (const [right, value] of line.entries()) {
        if (down === 0 && right === 0) anchor.value = value
        else this.putValue(sheet, row + down, column + right, value)
      }
    }
    const bottom = row + values.length - 1
    const right = column + (values[0]?.length ?? 1) - 1
    anchor.array = { area: { top: row, left: column, bottom, right }, dynamic }
  }
  private putValue(sheet: number, row: number, column: number, value: Scalar): void {
    this.cells[sheet]?.set(keyOf(row, column), { value, formula: undefined, array: undefined })
  }
  readonly now = (): number => this.moment
  readonly random = (): number => this.chance
}

/** Converts errors to their codes, so that results can be compared and printed. */
export const plain = (value: Scalar | ReadonlyArray<ReadonlyArray<Scalar>> | Matrix): unknown => {
  if (value instanceof Matrix) return plain(value.toRows())
  if (Array.isArray(value)) return value.map((row: ReadonlyArray<Scalar>) => row.map((each) => plain(each)))
  return isError(value) ? value.code : value
}
