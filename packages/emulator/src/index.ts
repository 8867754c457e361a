/**
 * @since 0.1.0
 */

/**
 * The Excel workbook API of Microsoft Graph, served from real .xlsx files in the same process.
 *
 * @since 0.1.0
 */
export * as Emulator from "./Emulator.js"

/**
 * The emulator as an HTTP server on Node.js.
 *
 * @since 0.1.0
 */
export * as EmulatorServer from "./EmulatorServer.js"

/**
 * Faults as data: which requests a fault strikes, and what it does to them.
 *
 * Faults can be added when the emulator starts, while it runs, or as JSON over HTTP.
 *
 * @since 0.1.0
 */
export * as Fault from "./Fault.js"

/**
 * The behavior of the service that its documentation leaves open, or that reports contradict, as switches with two
 * positions. All of them are options of the emulator.
 *
 * @since 0.1.0
 */
export * as Undocumented from "./Undocumented.js"
