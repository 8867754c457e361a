/** Draws the columns of a range as a chart, saves its picture to a file, and removes the chart again. */
import { Chart, Worksheet } from "@effect-workbook/client"
import { FileSystem } from "@effect/platform"
import { Effect, Encoding } from "effect"

export const saveChart = (options: {
  readonly worksheet: string
  readonly source: string
  readonly title: string
  readonly file: string
}) =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const sheet = Worksheet.named(options.worksheet)
    const { id } = yield* Effect.acquireRelease(
      Chart.add(sheet, { type: "ColumnClustered", sourceData: options.source }),
      ({ id }) => Effect.ignoreLogged(Chart.delete(Chart.named(sheet, id)))
    )
    const chart = Chart.named(sheet, id)
    yield* Chart.updateTitle(Chart.title(chart), { text: options.title })
    const png = yield* Encoding.decodeBase64(yield* Chart.image(chart, { width: 800, height: 480 }))
    yield* files.writeFile(options.file, png)
  }).pipe(Effect.scoped)
