/**
 * `xl/externalLinks/externalLink1.xml`: what a file remembers of a workbook that its formulas refer to.
 *
 * Excel writes the cells that formulas named when it saved, those that were not blank. So a cell that is missing from a
 * sheet is blank; of a sheet without any cell, or that could not be read then (`refreshError`), nothing is known.
 *
 * @since 0.1.0
 */
import { type Area, boundingRect, maxColumn } from "@effect-workbook/schema/Area"
import { CellError, errorFromText, type Scalar } from "../formula/Value.js"
import * as Xml from "../package/Xml.js"
import * as Reference from "./Reference.js"

/** The cells that are known of a sheet. */
export interface LinkedCells {
  readonly area: Area
  readonly values: ReadonlyMap<number, Scalar>
}

/** A sheet of the linked workbook. */
export interface LinkedSheet {
  readonly name: string
  /** `undefined` if nothing of the sheet is known. */
  cells: LinkedCells | undefined
}

/** A name of the linked workbook. */
export interface LinkedName {
  readonly name: string
  /** The position of the sheet that it belongs to; the workbook's own without. */
  readonly sheet: number | undefined
  /** Without `=`; absent for a function. */
  readonly formula: string | undefined
}

/** A linked workbook. */
export interface ExternalLink {
  readonly sheets: ReadonlyArray<LinkedSheet>
  readonly names: ReadonlyArray<LinkedName>
}

const keyOf = (row: number, column: number): number => row * (maxColumn + 1) + column

const valueOf = (type: string | undefined, text: string): Scalar => {
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

const cellsOf = (source: string, data: Xml.Element): LinkedCells | undefined => {
  const values = new Map<number, Scalar>()
  let area: Area | undefined
  for (const row of Xml.children(source, data)) {
    for (const cell of Xml.children(source, row)) {
      const tag = Xml.startTag(source, cell)
      const place = Reference.parse(Xml.attribute(tag, "r") ?? "")
      const value = Xml.child(source, cell, "v")
      if (place === undefined || value === undefined) continue
      const text = Xml.content(source, value.contentStart, value.contentEnd)
      values.set(keyOf(place.top, place.left), valueOf(Xml.attribute(tag, "t"), text))
      area = area === undefined ? place : boundingRect(area, place)
    }
  }
  return area && { area, values }
}

/** Reads the part; a link to something else than a workbook knows no sheets. */
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
      } else if (element.name === "sheetData" && !Xml.flag(tag, "refreshError")) {
        const sheet = sheets[Number(id)]
        if (sheet !== undefined) sheet.cells = cellsOf(source, element)
      }
    }
  }
  return { sheets, names }
}

/** The value of a cell. */
export const value = ({ values }: LinkedCells, row: number, column: number): Scalar =>
  values.get(keyOf(row, column)) ?? null
