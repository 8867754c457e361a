/**
 * The format of cells: alignment, fill, font, protection and borders, the width of columns and the height of rows.
 *
 * A property that was read is `null` if it differs between the cells. Colours are `#RRGGBB`: colours of the theme, of
 * the palette and their tints are resolved. Widths and heights are in points.
 *
 * @since 0.1.0
 */

/**
 * The horizontal alignment of a cell. `General` aligns texts to the left, and numbers to the right.
 *
 * @category models
 * @since 0.1.0
 */
export type HorizontalAlignment =
  | "General"
  | "Left"
  | "Center"
  | "Right"
  | "Fill"
  | "Justify"
  | "CenterAcrossSelection"
  | "Distributed"

/**
 * The vertical alignment of a cell.
 *
 * @category models
 * @since 0.1.0
 */
export type VerticalAlignment = "Top" | "Center" | "Bottom" | "Justify" | "Distributed"

/**
 * The kind of an underline.
 *
 * @category models
 * @since 0.1.0
 */
export type Underline = "None" | "Single" | "Double" | "SingleAccountant" | "DoubleAccountant"

/**
 * The side of an area. The diagonals go through each cell.
 *
 * @category models
 * @since 0.1.0
 */
export type BorderSide =
  | "EdgeTop"
  | "EdgeBottom"
  | "EdgeLeft"
  | "EdgeRight"
  | "InsideVertical"
  | "InsideHorizontal"
  | "DiagonalDown"
  | "DiagonalUp"

/**
 * The style of the line of a border.
 *
 * @category models
 * @since 0.1.0
 */
export type BorderStyle =
  | "None"
  | "Continuous"
  | "Dash"
  | "DashDot"
  | "DashDotDot"
  | "Dot"
  | "Double"
  | "SlantDashDot"

/**
 * The weight of the line of a border.
 *
 * @category models
 * @since 0.1.0
 */
export type BorderWeight = "Hairline" | "Thin" | "Medium" | "Thick"

/**
 * The size and the alignment of the cells of an area.
 *
 * @category models
 * @since 0.1.0
 */
export interface Layout {
  /** In points, `0` for hidden columns. */
  readonly columnWidth: number
  /** In points, `0` for hidden rows. */
  readonly rowHeight: number
  readonly horizontalAlignment: HorizontalAlignment
  readonly verticalAlignment: VerticalAlignment
  readonly wrapText: boolean
}

/**
 * The font of a cell.
 *
 * @category models
 * @since 0.1.0
 */
export interface Font {
  readonly bold: boolean
  readonly color: string
  readonly italic: boolean
  readonly name: string
  /** In points. */
  readonly size: number
  readonly underline: Underline
}

/**
 * The protection of a cell. It has an effect while its sheet is protected.
 *
 * @category models
 * @since 0.1.0
 */
export interface Protection {
  readonly formulaHidden: boolean
  readonly locked: boolean
}

/**
 * A border of an area.
 *
 * @category models
 * @since 0.1.0
 */
export interface Border {
  readonly color: string
  readonly style: BorderStyle
  readonly weight: BorderWeight
}

/**
 * Properties that are `null` if they differ between the cells of an area.
 *
 * @category models
 * @since 0.1.0
 */
export type Common<A> = { readonly [K in keyof A]: A[K] | null }

/**
 * Properties to change. Those that are left out stay unchanged.
 *
 * @category models
 * @since 0.1.0
 */
export type Changes<A> = { readonly [K in keyof A]?: A[K] | undefined }

/**
 * Reads the format of an area. Each function computes its result when it is called.
 *
 * @example
 * ```ts
 * import { Book, type Format } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   yield* book.setFormat(data, { top: 0, left: 0, bottom: 0, right: 1 }, { font: { bold: true } })
 *   const format: Format.Format = book.format(data, { top: 0, left: 0, bottom: 1, right: 1 })
 *   assert.deepEqual([format.font().bold, format.font().name], [null, "Calibri"])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Format {
  readonly layout: () => Common<Layout>
  /** The background colour. `#FFFFFF` for cells without a fill. */
  readonly fill: () => string | null
  readonly font: () => Common<Font>
  readonly protection: () => Common<Protection>
  /** A border. A cell without a border of its own shows that of its neighbour. */
  readonly border: (side: BorderSide) => Common<Border>
}

/**
 * A change of the format of an area. A border without a style becomes `Continuous` if its colour or weight is changed.
 * Excel has no line for some pairs of style and weight: a style then keeps its nearest weight, and a weight that is
 * changed without a style makes the line `Continuous`.
 *
 * @example
 * ```ts
 * import { Book, type Format } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const area = { top: 0, left: 0, bottom: 0, right: 1 }
 *   const changes: Format.Update = { fill: "#FFA500", borders: { EdgeBottom: { style: "Double" } } }
 *   yield* book.setFormat(data, area, changes)
 *   assert.equal(book.format(data, area).fill(), "#FFA500")
 *   assert.equal(book.format(data, area).border("EdgeBottom").style, "Double")
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Update {
  readonly layout?: Changes<Layout> | undefined
  /** The background colour, or `null` for no fill. */
  readonly fill?: string | null | undefined
  readonly font?: Changes<Font> | undefined
  readonly protection?: Changes<Protection> | undefined
  readonly borders?: { readonly [Side in BorderSide]?: Changes<Border> | undefined } | undefined
}
