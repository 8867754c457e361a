/**
 * `xl/externalLinks/externalLink1.xml`: the cached cells of a workbook that formulas refer to.
 *
 * Excel saves the cells that formulas refer to and that are not blank. Therefore a cell that is missing from a sheet is
 * blank. The values of a sheet without any cell, or with `refreshError`, are unknown.
 *
 * @since 0.1.0
 */
import { type Area, boundingRect, maxColumn } from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import { CellError, errorFromText, type Scalar } from "../value/Value.js"
import * as A1Reference from "./A1Reference.js"

/** The cached cells of a sheet. `values` is keyed by `row * (maxColumn + 1) + column`. */
export interface LinkedCells {
  readonly area: Area
  readonly values: ReadonlyMap<number, Scalar>
}

/** A sheet of a linked workbook. */
export interface LinkedSheet {
  readonly name: string
  /** `undefined` if its values are unknown. */
  cells: LinkedCells | undefined
}

/** A defined name of a linked workbook. */
export interface LinkedName {
  readonly name: string
  /** The zero-based position of its sheet, or `undefined` for a name of the whole workbook. */
  readonly sheet: number | undefined
  /** The formula of the name without `=`, or `undefined` for a function. */
  readonly formula: string | undefined
}

/** A linked workbook. */
export interface ExternalLink {
  readonly sheets: ReadonlyArray<LinkedSheet>
  readonly names: ReadonlyArray<LinkedName>
}

const cellKey = (row: number, column: number): number => row * (maxColumn + 1) + column

const parseValue = (type: string | undefined, text: string): Scalar => {
  switch (type) {
    case "str":
      return Xml.decodeXstring(text)
    case "b":
      return text === "1" || text === "true"
    case "e":
      return errorFromText(text) ?? CellError.of("#UNKNOWN!")
    default:
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null
  }
}

const readCells = (source: string, data: Xml.Element): LinkedCells | undefined => {
  const values = new Map<number, Scalar>()
  let area: Area | undefined
  for (const row of Xml.children(source, data)) {
    for (const cell of Xml.children(source, row)) {
      const tag = Xml.startTag(source, cell)
      const position = A1Reference.parse(Xml.attribute(tag, "r") ?? "")
      const value = Xml.child(source, cell, "v")
      if (position === undefined || value === undefined) continue
      const text = Xml.content(source, value.contentStart, value.contentEnd)
      values.set(cellKey(position.top, position.left), parseValue(Xml.attribute(tag, "t"), text))
      area = area === undefined ? position : boundingRect(area, position)
    }
  }
  return area && { area, values }
}

/** Parses the part. A link to something other than a workbook has no sheets. */
export const parse = (source: string): ExternalLink => {
  const sheets: Array<LinkedSheet> = []
  const names: Array<LinkedName> = []
  const book = Xml.child(source, Xml.root(source), "externalBook")
  for (const section of book === undefined ? [] : Xml.children(source, book)) {
    for (const element of Xml.children(source, section)) {
      const tag = Xml.startTag(source, element)
      const id = Xml.attribute(tag, "sheetId")
      if (element.name === "sheetName") {
        sheets.push({ name: Xml.decodeXstring(Xml.attribute(tag, "val") ?? ""), cells: undefined })
      } else if (element.name === "definedName") {
        names.push({
          name: Xml.decodeXstring(Xml.attribute(tag, "name") ?? ""),
          sheet: id === undefined ? undefined : Number(id),
          formula: Xml.attribute(tag, "refersTo")?.replace(/^=/, "")
        })
      } else if (element.name === "sheetData" && !Xml.booleanAttribute(tag, "refreshError")) {
        const sheet = sheets[Number(id)]
        if (sheet !== undefined) sheet.cells = readCells(source, element)
      }
    }
  }
  return { sheets, names }
}

/** Returns the cached value of a cell. */
export const value = ({ values }: LinkedCells, row: number, column: number): Scalar =>
  values.get(cellKey(row, column)) ?? null
