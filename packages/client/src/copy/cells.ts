/**
 * The contents and the number formats of the cells of a copied worksheet.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import * as Range from "@effect-workbook/schema/Range"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { unexpectedAnswer } from "../call/errors.js"
import { updateOfCells } from "../call/updateOfCells.js"
import { cellsOf, inParts, joined } from "../cells/parts.js"
import * as Query from "../Query.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as WorkbookSession from "../WorkbookSession.js"
import * as Formula from "./formula.js"

/**
 * Makes the reference to an area of a worksheet.
 *
 * @internal
 */
export type At = (area: Area.Area) => Navigation.Reference<"workbookRange", "stable">

/**
 * The cells of an area.
 *
 * @internal
 */
export interface Cells {
  readonly area: Area.Area
  readonly values: CellValue.Matrix
  readonly formulas: CellValue.Matrix
  readonly types: CellValue.Matrix
  readonly formats: CellValue.Matrix
}

const matrices = Resource.pick(Range.Range, { select: ["values", "formulas", "valueTypes", "numberFormat"] })

const onlyValues = Resource.pick(Range.Range, { select: ["values"] })

const readValues = (range: ReturnType<At>) =>
  Effect.map(Query.read(Catalogue.range.get, range, onlyValues), ({ values }) => values ?? [])

/**
 * Writes values and formulas.
 *
 * @internal
 */
export const writeValues = (range: ReturnType<At>, values: CellValue.Matrix) =>
  WorkbookSession.call(updateOfCells, range, { values })

/** The number of cells that are read and written in one request. Their JSON is usually far below the limit of 5 MB. */
const cellsPerRequest = 20_000

/**
 * Divides an area into areas of whole rows that are small enough for one request.
 *
 * @internal
 */
export const blocksOf = (area: Area.Area): ReadonlyArray<Area.Area> => {
  const height = Math.max(1, Math.floor(cellsPerRequest / Area.columnCount(area)))
  return Array.from({ length: Math.ceil(Area.rowCount(area) / height) }, (_, index) => {
    const top = area.top + index * height
    return { ...area, top, bottom: Math.min(area.bottom, top + height - 1) }
  })
}

/**
 * Reads the cells of an area, each part with `limited`.
 *
 * @internal
 */
export const read = (
  at: At,
  area: Area.Area,
  limited: <A, E, R>(read: Effect.Effect<A, E, R>) => Effect.Effect<A, E | WorkbookError.InvalidArguments, R>
) =>
  inParts(area, (area) =>
    Effect.flatMap(
      limited(Query.read(Catalogue.range.get, at(area), matrices)),
      ({ formulas, numberFormat: formats, valueTypes: types, values }) =>
        formulas === null || formats === null || types === null || values === null
          ? unexpectedAnswer(Catalogue.range.get, "the matrices of a small range are null")
          : Effect.succeed<Cells>({ area, values, formulas, types, formats })
    ))

const isFormula = (cells: Cells, row: number, column: number): boolean => {
  const formula = cells.formulas[row]?.[column]
  return typeof formula === "string" && formula.startsWith("=") &&
    // A text that begins with `=` is its own formula.
    (formula !== cells.values[row]?.[column] || cells.types[row]?.[column] !== "String")
}

/** Maps the cells of a row of an area. */
const mapCells = (
  { area, formulas }: Cells,
  f: (row: number, column: number, formula: CellValue.CellValue) => CellValue.CellValue
): CellValue.Matrix => {
  const columns = Array.from({ length: Area.columnCount(area) }, (_, column) => column)
  return formulas.map((cells, row) => columns.map((column) => f(row, column, cells[column] ?? "")))
}

const hasCells = (matrix: CellValue.Matrix): boolean => matrix.some((cells) => cells.some((cell) => cell !== null))

const isBlank = ({ types }: Cells, row: number, column: number): boolean => types[row]?.[column] === "Empty"

/** What a user types to get the content of a cell, `null` for a blank one. A text stays a text because of its `'`. */
const typed = (cells: Cells, renaming: Formula.Renaming): CellValue.Matrix =>
  mapCells(cells, (row, column, formula) => {
    if (isFormula(cells, row, column)) return Formula.renamed(String(formula), renaming)
    if (isBlank(cells, row, column)) return null
    return cells.types[row]?.[column] === "String" ? `'${formula}` : formula
  })

/**
 * Writes the contents of cells to a blank worksheet, and then their number formats. A formula that is written to a cell with
 * the format of texts would become a text.
 *
 * @internal
 */
export const write = (
  at: At,
  cells: Cells,
  renaming: Formula.Renaming
) =>
  Effect.gen(function*() {
    const contents = typed(cells, renaming)
    if (hasCells(contents)) {
      yield* inParts(cells.area, (part) => writeValues(at(part), cellsOf(contents, cells.area, part)))
    }
    // Excel chooses the format of a formula, so `General` is written too.
    const formats = mapCells(cells, (row, column) => {
      const format = cells.formats[row]?.[column] ?? null
      return format === "General" && !isFormula(cells, row, column) ? null : format
    })
    if (hasCells(formats)) {
      yield* inParts(cells.area, (part) =>
        WorkbookSession.call(updateOfCells, at(part), { numberFormat: cellsOf(formats, cells.area, part) }))
    }
  })

/** The number of cells after a cell that are filled and have no formula. */
const filledAfter = (cells: Cells, row: number, column: number, down: number, right: number): number => {
  let count = 0
  for (;;) {
    const [nextRow, nextColumn] = [row + down * (count + 1), column + right * (count + 1)]
    if (
      cells.formulas[nextRow]?.[nextColumn] === undefined || isBlank(cells, nextRow, nextColumn) ||
      isFormula(cells, nextRow, nextColumn)
    ) return count
    count++
  }
}

/**
 * Repairs array formulas that fill other cells. The service returns the filled cells as values, and a formula cannot fill
 * cells that have values. So they are made blank, and those that the formula does not fill are written again.
 *
 * @internal
 */
export const repairSpills = (at: At, cells: Cells) =>
  Effect.gen(function*() {
    const { area } = cells
    const rows = cells.formulas.flatMap((formulas, row) =>
      formulas.some((_, column) => isFormula(cells, row, column)) ? [row] : []
    )
    if (rows.length === 0) return
    const contents = typed(cells, { sheet: { from: "", to: "" }, tables: new Map() })
    const copied = joined(
      area,
      yield* inParts(area, (part) => Effect.map(readValues(at(part)), (values) => ({ area: part, cells: values })))
    )
    for (const row of rows) {
      for (const [column, value] of (copied[row] ?? []).entries()) {
        if (value !== "#SPILL!" || cells.values[row]?.[column] === value || !isFormula(cells, row, column)) continue
        const bottom = row + filledAfter(cells, row, column, 1, 0)
        const right = column + filledAfter(cells, row, column, 0, 1)
        const filled = at({
          top: area.top + row,
          left: area.left + column,
          bottom: area.top + bottom,
          right: area.left + right
        })
        const constants = contents.slice(row, bottom + 1).map((typed, below) =>
          typed.slice(column, right + 1).map((cell, beside) =>
            isFormula(cells, row + below, column + beside) ? null : cell
          )
        )
        yield* writeValues(filled, constants.map((row) => row.map((cell) => cell === null ? null : "")))
        const spilled = yield* readValues(filled)
        const others = constants.map((row, below) =>
          row.map((cell, beside) => spilled[below]?.[beside] === "" ? cell : null)
        )
        if (hasCells(others)) yield* writeValues(filled, others)
      }
    }
  })

/**
 * The texts of a row, for the headers of a table.
 *
 * @internal
 */
export const textsOf = (blocks: ReadonlyArray<Cells>, row: Area.Area): CellValue.Matrix => [
  blocks.flatMap(({ area, values }) => {
    const part = Option.getOrUndefined(Area.intersection(area, row))
    return part === undefined ? [] : cellsOf(values, area, part).flat().map((cell) => `'${cell}`)
  })
]
