import { Chart, Worksheet } from "@effect-workbook/client"
import { FileSystem } from "@effect/platform"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { saveChart } from "../src/saveChart.js"
import { inSession } from "./support/emulated.js"

it.effect("saves a picture of the chart, and leaves no chart behind", () =>
  Effect.gen(function*() {
    const saved = new Map<string, Uint8Array>()
    const files = FileSystem.layerNoop({
      writeFile: (path, data) => Effect.sync(() => void saved.set(path, data))
    })
    yield* inSession({ "book.xlsx": { Data: [["Region", "Sales"], ["North", 7], ["South", 12]] } })(
      Effect.gen(function*() {
        yield* saveChart({ worksheet: "Data", source: "A1:B3", title: "Sales by region", file: "sales.png" }).pipe(
          Effect.provide(files)
        )
        assert.deepStrictEqual(yield* Chart.list(Worksheet.named("Data")), [])
      })
    )
    const png = Buffer.from(saved.get("sales.png") ?? [])
    assert.strictEqual(png.toString("latin1", 1, 4), "PNG")
    assert.deepStrictEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [800, 480])
  }), 60_000)
