/**
 * Draws pictures of charts as PNG images. The libraries are loaded with the first image, because most programs need
 * none.
 *
 * @since 0.1.0
 */
import type { ChartPicture } from "@effect-workbook/engine/ChartPicture"
import * as Effect from "effect/Effect"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import type { Size } from "./Fitting.js"
import * as Fitting from "./Fitting.js"
import * as Option from "./Option.js"
import { fontFamily, pixels } from "./Pixels.js"

const fontFiles = ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"].map((name) =>
  `@expo-google-fonts/carlito/${name}/Carlito_${name}.ttf`
)

/** Loads Apache ECharts with the charts and components that {@link Option} uses. */
const loadECharts = async () => {
  const [core, charts, components, renderers] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/renderers")
  ])
  core.use([
    charts.BarChart,
    charts.CustomChart,
    charts.LineChart,
    charts.PieChart,
    charts.RadarChart,
    charts.ScatterChart,
    components.GraphicComponent,
    components.GridComponent,
    components.RadarComponent,
    components.TitleComponent,
    renderers.SVGRenderer
  ])
  return core
}

/** Loads the program that makes PNG images of SVG images, and the fonts. */
const loadResvg = async () => {
  const { resolve } = createRequire(import.meta.url)
  const [resvg, wasm, ...fonts] = await Promise.all([
    import("@resvg/resvg-wasm"),
    readFile(resolve("@resvg/resvg-wasm/index_bg.wasm")),
    ...fontFiles.map((file) => readFile(resolve(file)))
  ])
  await resvg.initWasm(wasm)
  return { Resvg: resvg.Resvg, fonts }
}

let loading:
  | Promise<readonly [Awaited<ReturnType<typeof loadECharts>>, Awaited<ReturnType<typeof loadResvg>>]>
  | undefined

/** The program for PNG images can be started only once in a process. */
const load = Effect.promise(() => loading ??= Promise.all([loadECharts(), loadResvg()]))

/**
 * Adds an invisible pixel to each group that is clipped. `Resvg` fails on a group whose content is outside of the image.
 */
const withVisibleGroups = (svg: string): string =>
  svg.replaceAll(/<g clip-path="[^"]*">/g, (tag) => `${tag}<path d="M0 0h1v1z" fill-opacity="0.001"/>`)

/** Draws a picture as a PNG image. Without a size it has that of the chart, with 96 pixels in an inch. */
export const png = (picture: ChartPicture, size: Size = {}): Effect.Effect<Uint8Array> =>
  Effect.map(load, ([ECharts, { fonts, Resvg }]) => {
    const width = Math.max(1, pixels(picture.width))
    const height = Math.max(1, pixels(picture.height))
    const chart = ECharts.init(null, null, { renderer: "svg", ssr: true, width, height })
    try {
      chart.setOption(Option.of(picture))
      const svg = Fitting.fit(withVisibleGroups(chart.renderToSVGString()), { width, height }, size)
      const image = new Resvg(svg, {
        font: { fontBuffers: fonts, defaultFontFamily: fontFamily, loadSystemFonts: false }
      })
      const rendered = image.render()
      const bytes = rendered.asPng()
      rendered.free()
      image.free()
      return bytes
    } finally {
      chart.dispose()
    }
  }).pipe(Effect.withSpan("ChartImage.png", { captureStackTrace: false }))
