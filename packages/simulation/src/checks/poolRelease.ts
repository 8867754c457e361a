import { type History, isBefore, type Moment } from "../History.js"
import type { Plan } from "../Plan.js"

/**
 * When the pool started, or will start, to release the session of a workbook after a given moment. Undefined while the
 * session is in use.
 */
export const poolRelease = (
  { scopes }: History,
  { poolKeeps, users }: Plan,
  book: number | undefined,
  moment: Moment
): number | undefined => {
  const left = scopes.flatMap(({ closed, closing, opened, opening, user }) => {
    const visitor = users.find(({ id }) => id === user)
    if (visitor?.session !== "pooled" || visitor.book !== book || isBefore(moment, opening)) return []
    const leaving = closing ?? closed
    if (leaving !== undefined && isBefore(leaving, moment)) return [leaving.at]
    const holds = opened !== undefined && isBefore(opened, moment)
    return holds ? [Infinity] : []
  })
  const last = Math.max(...left) + poolKeeps
  return last === Infinity ? undefined : last
}
