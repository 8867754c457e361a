/** When the pool is free to close a session. */
import { type History, isBefore, type Moment } from "../History.js"
import type { Plan } from "../Plan.js"

/**
 * When the pool began, or will begin, to let go of what it had for a workbook at some moment: undefined while somebody
 * holds it.
 */
export const lettingGo = (
  { stays }: History,
  { poolKeeps, users }: Plan,
  book: number | undefined,
  moment: Moment
): number | undefined => {
  const left = stays.flatMap(({ closed, closing, opened, opening, user }) => {
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
