/**
 * @since 0.1.0
 */

/**
 * Opens, reads, changes, calculates and saves workbooks in memory. Parts of a file that were not changed are saved byte
 * for byte.
 *
 * @since 0.1.0
 */
export * as Book from "./Book.js"

/**
 * The error of opening and changing a workbook.
 *
 * @since 0.1.0
 */
export * as BookError from "./BookError.js"

/**
 * The picture of a chart as plain data: everything that is needed to draw it, with all values, texts, scales and colors
 * computed. It does not depend on a program that draws.
 *
 * @since 0.1.0
 */
export * as ChartPicture from "./ChartPicture.js"

/**
 * The format of cells as plain data.
 *
 * @since 0.1.0
 */
export * as Format from "./Format.js"

/**
 * Sheets, cells, tables and names of a workbook as plain data.
 *
 * @since 0.1.0
 */
export * as Model from "./Model.js"
