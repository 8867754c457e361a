/**
 * Areas of a worksheet whose cells have the same look.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Effect from "effect/Effect"
import { cutAt } from "../cells/parts.js"

/**
 * An area whose cells have the same look.
 *
 * @internal
 */
export interface Uniform<out Look> {
  readonly area: Area.Area
  readonly look: Look
}

/**
 * Divides an area into areas whose cells have the same look. `read` reads the look of an area, and `isUniform` says whether
 * it is that of all its cells.
 *
 * An area that is not uniform is cut in two. If its first row is uniform, its rows probably differ from each other, so it is
 * cut between two rows, otherwise between two columns. It is cut where looks differ in another row or column, and else in the
 * middle.
 *
 * @internal
 */
export const divide = <Look, E, R>(
  area: Area.Area,
  read: (area: Area.Area) => Effect.Effect<Look, E, R>,
  isUniform: (look: Look, area: Area.Area) => boolean
): Effect.Effect<ReadonlyArray<Uniform<Look>>, E, R> => {
  const cuts = { row: new Set<number>(), column: new Set<number>() }
  const known = new Map<string, Look>()
  const readOnce = (area: Area.Area) => {
    const key = `${area.top},${area.left},${area.bottom},${area.right}`
    const found = known.get(key)
    return found === undefined
      ? Effect.tap(read(area), (look) => Effect.sync(() => known.set(key, look)))
      : Effect.succeed(found)
  }
  const within = (area: Area.Area): Effect.Effect<ReadonlyArray<Uniform<Look>>, E, R> =>
    Effect.gen(function*() {
      const look = yield* readOnce(area)
      if (Area.isCell(area) || isUniform(look, area)) return [{ area, look }]
      const axis = yield* axisOf(area)
      const [first, last] = axis === "row" ? [area.top, area.bottom] : [area.left, area.right]
      const middle = first + Math.ceil((last - first) / 2)
      const at = nearest(cuts[axis], middle, first, last)
      const [before, after] = cutAt(area, axis, at)
      const parts = [...(yield* within(before)), ...(yield* within(after))]
      if (area.top === area.bottom || area.left === area.right) {
        for (const [index, { area, look }] of parts.entries()) {
          const next = parts[index + 1]
          if (next !== undefined && JSON.stringify(look) !== JSON.stringify(next.look)) {
            cuts[axis].add(axis === "row" ? area.bottom + 1 : area.right + 1)
          }
        }
      }
      return parts
    })
  const axisOf = (area: Area.Area): Effect.Effect<"row" | "column", E, R> => {
    if (area.left === area.right) return Effect.succeed("row")
    if (area.top === area.bottom) return Effect.succeed("column")
    const firstRow = { ...area, bottom: area.top }
    return Effect.map(readOnce(firstRow), (look) => isUniform(look, firstRow) ? "row" : "column")
  }
  return within(area)
}

/** The cut that is nearest to the middle. `first` is not a cut, because nothing is before it. */
const nearest = (cuts: ReadonlySet<number>, middle: number, first: number, last: number): number => {
  let best: number | undefined
  for (const cut of cuts) {
    if (cut > first && cut <= last && (best === undefined || Math.abs(cut - middle) < Math.abs(best - middle))) {
      best = cut
    }
  }
  return best ?? middle
}

/**
 * Joins areas that lie next to each other in the given direction and have the same size across it.
 *
 * @internal
 */
export const join = (areas: ReadonlyArray<Area.Area>, direction: "down" | "across"): ReadonlyArray<Area.Area> => {
  const [from, to, start, end] = direction === "down"
    ? ["left", "right", "top", "bottom"] as const
    : ["top", "bottom", "left", "right"] as const
  const joined: Array<Area.Area> = []
  for (const area of [...areas].sort((a, b) => a[from] - b[from] || a[to] - b[to] || a[start] - b[start])) {
    const last = joined.at(-1)
    if (last !== undefined && last[from] === area[from] && last[to] === area[to] && last[end] + 1 === area[start]) {
      joined[joined.length - 1] = { ...last, [end]: area[end] }
    } else {
      joined.push(area)
    }
  }
  return joined
}
