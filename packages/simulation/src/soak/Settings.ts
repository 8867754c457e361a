/** What the command line says. */

export interface Settings {
  readonly minutes: number
  /** How many workers there are; all but a few hold a session of their own. */
  readonly sessions: number
  readonly seed: number
  /** Whether the service is killed after a third of the time, so that the second half measures a warm one. */
  readonly kill: boolean
  /** Whether to wait at the end until sessions that nobody knows of have idled out. */
  readonly wait: boolean
}
