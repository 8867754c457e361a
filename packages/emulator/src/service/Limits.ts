/**
 * How much one request may ask for or change. What is beyond is refused with `rangeExceedsLimit` or
 * `payloadTooLargeUncategorized`, and nothing has been done then.
 *
 * @since 0.1.0
 */

/**
 * The greatest range whose cells are shown; of a greater one they are `null`. Excel on the web reads five million cells
 * at most.
 *
 * @see https://learn.microsoft.com/office/dev/add-ins/concepts/resource-limits-and-performance-optimization
 */
export const cellsRead = 5_000_000

/**
 * The greatest range that one value fills. Excel Services refused more with `RangeRequestAreaExceeded`. Clearing is
 * bounded by {@link cellsRead} alone, for it concerns only the cells that are there.
 */
export const cellsFilled = 1_000_000

/**
 * Bytes of a request's body, and of an answer: 5 MB, as in Excel on the web.
 *
 * @see https://learn.microsoft.com/office/dev/add-ins/concepts/resource-limits-and-performance-optimization
 */
export const payload = 5 * 1_048_576
