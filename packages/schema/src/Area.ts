/**
 * Rectangles of cells, described by their bounds. An area does not name a worksheet; an `Address` does.
 *
 * @since 0.1.0
 */
import { dual } from "effect/Function"
import * as Option from "effect/Option"

/**
 * A rectangle of cells. Bounds are zero-based and inclusive. A whole column extends from row 0 to {@link maxRow}, and a
 * whole row from column 0 to {@link maxColumn}.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const b2toC9: Area.Area = { top: 1, left: 1, bottom: 8, right: 2 }
 * strictEqual(Area.cellCount(b2toC9), 16)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Area {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/**
 * The greatest zero-based row index: a worksheet has 1,048,576 rows.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Area.maxRow, 1_048_575)
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const maxRow = 1_048_575

/**
 * The greatest zero-based column index: a worksheet has 16,384 columns, A to XFD.
 *
 * @example
 * ```ts
 * import { Address, Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Address.columnName(Area.maxColumn), "XFD")
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const maxColumn = 16_383

/**
 * The area of one cell, from its zero-based row and column.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Area.cell(4, 2), { top: 4, left: 2, bottom: 4, right: 2 })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const cell = (row: number, column: number): Area => ({ top: row, left: column, bottom: row, right: column })

/**
 * The number of rows of an area.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Area.rowCount({ top: 1, left: 0, bottom: 3, right: 0 }), 3)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const rowCount = (area: Area): number => area.bottom - area.top + 1

/**
 * The number of columns of an area.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Area.columnCount({ top: 0, left: 1, bottom: 0, right: 3 }), 3)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const columnCount = (area: Area): number => area.right - area.left + 1

/**
 * The number of cells of an area. It is exact for every area; the `cellCount` of the service is `-1` above
 * 2,147,483,647.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Area.cellCount({ top: 0, left: 0, bottom: 1, right: 2 }), 6)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const cellCount = (area: Area): number => rowCount(area) * columnCount(area)

/**
 * Whether an area is one cell.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Area.isCell(Area.cell(0, 0)), true)
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isCell = (area: Area): boolean => area.top === area.bottom && area.left === area.right

/**
 * Whether an area consists of whole columns, such as `A:C`.
 *
 * @example
 * ```ts
 * import { Address, Area } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Either.map(Address.parse("A:C"), Area.isWholeColumns), Either.right(true))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isWholeColumns = (area: Area): boolean => area.top === 0 && area.bottom === maxRow

/**
 * Whether an area consists of whole rows, such as `2:5`.
 *
 * @example
 * ```ts
 * import { Address, Area } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Either.map(Address.parse("2:5"), Area.isWholeRows), Either.right(true))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isWholeRows = (area: Area): boolean => area.left === 0 && area.right === maxColumn

/**
 * Whether an area consists of whole rows or whole columns. The service returns `null` for the values of such a range,
 * and rejects writes to it.
 *
 * @example
 * ```ts
 * import { Address, Area } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Either.map(Address.parse("A1:B2"), Area.isUnbounded), Either.right(false))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isUnbounded = (area: Area): boolean => isWholeColumns(area) || isWholeRows(area)

/**
 * Whether every cell of `that` is in `self`.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const area = { top: 0, left: 0, bottom: 9, right: 9 }
 * strictEqual(Area.contains(area, { top: 5, left: 5, bottom: 6, right: 9 }), true)
 * strictEqual(Area.contains(area, { top: 5, left: 5, bottom: 10, right: 5 }), false)
 * ```
 *
 * @category predicates
 * @since 0.1.0
 */
export const contains: {
  (that: Area): (self: Area) => boolean
  (self: Area, that: Area): boolean
} = dual(
  2,
  (self: Area, that: Area): boolean =>
    self.top <= that.top && that.bottom <= self.bottom && self.left <= that.left && that.right <= self.right
)

/**
 * Whether a cell is in an area.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Area.containsCell({ top: 0, left: 0, bottom: 9, right: 9 }, 9, 0), true)
 * ```
 *
 * @category predicates
 * @since 0.1.0
 */
export const containsCell: {
  (row: number, column: number): (self: Area) => boolean
  (self: Area, row: number, column: number): boolean
} = dual(
  3,
  (self: Area, row: number, column: number): boolean =>
    self.top <= row && row <= self.bottom && self.left <= column && column <= self.right
)

/**
 * Whether two areas have a cell in common.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const a = { top: 0, left: 0, bottom: 4, right: 4 }
 * strictEqual(Area.intersects(a, { top: 4, left: 4, bottom: 9, right: 9 }), true)
 * strictEqual(Area.intersects(a, { top: 5, left: 4, bottom: 9, right: 9 }), false)
 * ```
 *
 * @category predicates
 * @since 0.1.0
 */
export const intersects: {
  (that: Area): (self: Area) => boolean
  (self: Area, that: Area): boolean
} = dual(
  2,
  (self: Area, that: Area): boolean =>
    self.top <= that.bottom && that.top <= self.bottom && self.left <= that.right && that.left <= self.right
)

/**
 * The area of the cells that two areas have in common. `None` if they have no cell in common.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const a = { top: 0, left: 0, bottom: 4, right: 4 }
 * const b = { top: 4, left: 4, bottom: 9, right: 9 }
 * deepStrictEqual(Area.intersection(a, b), Option.some(Area.cell(4, 4)))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const intersection: {
  (that: Area): (self: Area) => Option.Option<Area>
  (self: Area, that: Area): Option.Option<Area>
} = dual(2, (self: Area, that: Area): Option.Option<Area> =>
  intersects(self, that)
    ? Option.some({
      top: Math.max(self.top, that.top),
      left: Math.max(self.left, that.left),
      bottom: Math.min(self.bottom, that.bottom),
      right: Math.min(self.right, that.right)
    })
    : Option.none())

/**
 * The smallest area that contains both areas.
 *
 * @example
 * ```ts
 * import { Area } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Area.boundingRect(Area.cell(0, 0), Area.cell(2, 1)), { top: 0, left: 0, bottom: 2, right: 1 })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const boundingRect: {
  (that: Area): (self: Area) => Area
  (self: Area, that: Area): Area
} = dual(2, (self: Area, that: Area): Area => ({
  top: Math.min(self.top, that.top),
  left: Math.min(self.left, that.left),
  bottom: Math.max(self.bottom, that.bottom),
  right: Math.max(self.right, that.right)
}))
