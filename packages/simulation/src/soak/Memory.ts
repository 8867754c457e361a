/** Checks that memory does not grow. */

export interface Sample {
  /** Seconds since the start. */
  readonly at: number
  readonly bytes: number
}

export interface Trend {
  readonly first: number
  readonly last: number
  /** Megabytes per minute, by least squares. */
  readonly slope: number
  readonly samples: number
}

const megabyte = 1_048_576

/** The trend of the samples from `since` on, after warming up. */
export const trend = (samples: ReadonlyArray<Sample>, since: number): Trend | undefined => {
  const points = samples.filter(({ at }) => at >= since).map(({ at, bytes }) => ({ x: at / 60, y: bytes / megabyte }))
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < 3) return undefined
  const mean = (of: (point: { readonly x: number; readonly y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const x = mean((point) => point.x)
  const y = mean((point) => point.y)
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2)
  return { first: first.y, last: last.y, slope, samples: points.length }
}
