/** The options of the command. */

export interface Settings {
  readonly minutes: number
  /** The number of workers. Most of them hold a session of their own. */
  readonly sessions: number
  readonly seed: number
  /** Whether the service is killed after a third of the time. The second half then measures a warm process. */
  readonly kill: boolean
  /** Whether to wait at the end until lost sessions have expired. */
  readonly wait: boolean
}
