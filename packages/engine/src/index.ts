/**
 * @since 0.1.0
 */

/**
 * A workbook: it is opened from the bytes of an .xlsx file, read, changed and saved. Everything that was not changed is
 * kept byte for byte.
 *
 * @since 0.1.0
 */
export * as Book from "./Book.js"

/**
 * The errors of opening and changing a workbook.
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
