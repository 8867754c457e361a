/**
 * @since 0.1.0
 */

/**
 * The Excel workbook API of Microsoft Graph, served from real .xlsx files by this very process.
 *
 * @since 0.1.0
 */
export * as Emulator from "./Emulator.js"

/**
 * The emulator behind a socket, on Node.js.
 *
 * @since 0.1.0
 */
export * as EmulatorServer from "./EmulatorServer.js"

/**
 * What can go wrong with a request, as data: which requests a fault strikes, and what it does to them.
 *
 * Faults are given to the emulator when it starts, while it runs, or as JSON over HTTP.
 *
 * @since 0.1.0
 */
export * as Fault from "./Fault.js"
