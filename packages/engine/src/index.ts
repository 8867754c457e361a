/**
 * @since 0.1.0
 */

/**
 * A workbook: opened from the bytes of an .xlsx file, read, changed, and saved with everything that nobody touched
 * byte for byte as it was.
 *
 * @since 0.1.0
 */
export * as Book from "./Book.js"

/**
 * What a workbook refuses when it is opened or changed.
 *
 * @since 0.1.0
 */
export * as BookError from "./BookError.js"

/**
 * Sheets, cells, tables and names of a workbook as plain data.
 *
 * @since 0.1.0
 */
export * as Model from "./Model.js"
