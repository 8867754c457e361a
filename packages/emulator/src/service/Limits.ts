/**
 * Limits on what one request may read or change. A request beyond them is refused with `rangeExceedsLimit` or
 * `payloadTooLargeUncategorized` before anything is executed.
 *
 * @since 0.1.0
 */

/**
 * The largest range whose cells are included in a response; the cells of a larger one are `null`. Excel on the web
 * reads at most five million cells.
 *
 * @see https://learn.microsoft.com/office/dev/add-ins/concepts/resource-limits-and-performance-optimization
 */
export const cellsRead = 5_000_000

/**
 * The largest range that one value can fill. Excel Services refused larger ones with `RangeRequestAreaExceeded`.
 * Clearing is limited by {@link cellsRead} only, because it touches existing cells only.
 */
export const cellsFilled = 1_000_000

/** The largest number of whole rows whose format can be changed at a time. Each of them becomes a row of the file. */
export const rowsFormatted = 100_000

/**
 * The maximum size of a request or response body in bytes: 5 MB, as in Excel on the web.
 *
 * @see https://learn.microsoft.com/office/dev/add-ins/concepts/resource-limits-and-performance-optimization
 */
export const payload = 5 * 1_048_576

/**
 * The maximum size of an uploaded file in bytes. The service takes 250 MB in one request, but Excel on the web opens
 * smaller files only.
 */
export const upload = 100 * 1_048_576
