/** Prints the events of the demo with their times, one line each. */
import { Clock, Context, Effect, Layer } from "effect"

export class Timeline extends Context.Tag("@effect-workbook/examples/Timeline")<Timeline, {
  readonly title: (text: string) => Effect.Effect<void>
  readonly chapter: (text: string) => Effect.Effect<void>
  readonly step: (text: string) => Effect.Effect<void>
  /** Prints a request or response. */
  readonly wire: (text: string) => Effect.Effect<void>
  readonly note: (text: string) => Effect.Effect<void>
  readonly table: (rows: ReadonlyArray<ReadonlyArray<string>>) => Effect.Effect<void>
}>() {}

type Style = "bold" | "dim" | "green" | "cyan" | "yellow"

const codes: Record<Style, number> = { bold: 1, dim: 2, green: 32, yellow: 33, cyan: 36 }

const time = (millis: number): string => {
  const seconds = Math.floor(millis / 1000)
  const two = (n: number) => String(n).padStart(2, "0")
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

const columns = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const isNumber = (text: string) => /^[-+]?[\d,.]+%?$/.test(text)
  return rows.map((row) =>
    row.map((cell, column) => isNumber(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))
      .join("  ").trimEnd()
  )
}

export interface Options {
  readonly colours: boolean
  readonly write: (line: string) => void
}

export const layer = (options: Options): Layer.Layer<Timeline> =>
  Layer.effect(
    Timeline,
    Effect.gen(function*() {
      const start = yield* Clock.currentTimeMillis
      const styled = (style: Style, text: string) => options.colours ? `\u001b[${codes[style]}m${text}\u001b[0m` : text
      const line = (text: string) => Effect.sync(() => options.write(text))
      const timed = (mark: string, text: string) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => line(`  ${styled("dim", time(now - start))}  ${mark} ${text}`))
      return Timeline.of({
        title: (text) => line(styled("bold", text)),
        chapter: (text) => line(`\n${styled("cyan", text)}`),
        step: (text) => timed(styled("green", "•"), text),
        wire: (text) => timed(styled("dim", "→"), styled("dim", text)),
        note: (text) => line(`         ${styled("yellow", text)}`),
        table: (rows) => Effect.forEach(columns(rows), (row) => line(`           ${row}`), { discard: true })
      })
    })
  )
