/** A chart of horizontal bars as SVG, readable on light and on dark pages. */
import type { Figure } from "../Case.js"
import type { Result } from "./results.js"
import { format } from "./table.js"

const width = 760
const labelWidth = 330
const valueWidth = 90
const barHeight = 18
const rowHeight = 26
const panelGap = 26

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .ours { fill: #0969da }
  .other { fill: #9198a1 }
  .spread { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .ours { fill: #4493f8 }
    .other { fill: #656c76 }
    .spread { stroke: #f0f6fc }
  }`

/** Peers are gray. */
const isOurs = ({ key }: Figure): boolean => !key.includes(".")

/** The label, the bar with its quartiles, and the value. */
const bar = (figure: Figure, max: number, top: number): string => {
  const scale = (value: number) => Math.round(value / max * (width - labelWidth - valueWidth))
  const middle = top + barHeight / 2
  const end = labelWidth + scale(figure.median)
  const spread = figure.low === figure.high
    ? ""
    : `<line class="spread" x1="${labelWidth + scale(figure.low)}" x2="${
      labelWidth + scale(figure.high)
    }" y1="${middle}" y2="${middle}"/>`
  const value = `${format(figure.median)}${figure.unit === "" ? "" : ` ${figure.unit}`}`
  return [
    `<text x="${labelWidth - 10}" y="${top + 14}" text-anchor="end">${escape(figure.label)}</text>`,
    `<rect class="${isOurs(figure) ? "ours" : "other"}" x="${labelWidth}" y="${top}" width="${
      Math.max(1, scale(figure.median))
    }" height="${barHeight}" rx="2"/>`,
    spread,
    `<text x="${Math.max(end, labelWidth + scale(figure.high)) + 8}" y="${top + 14}">${value}</text>`
  ].join("")
}

/** The chart of each case that has one, one below the other. */
export const toSvg = (results: ReadonlyArray<Result>): string => {
  let top = 24
  const panels = results.flatMap(({ case: { chart }, figures }) => {
    if (chart === undefined) return []
    const shown = chart.keys.flatMap((key) => figures.find((figure) => figure.key === key) ?? [])
    const max = Math.max(...shown.map(({ high }) => high)) || 1
    const title = `<text class="title" x="0" y="${top}">${escape(chart.title)}</text>`
    top += 14
    const bars = shown.map((figure) => {
      const drawn = bar(figure, max, top)
      top += rowHeight
      return drawn
    })
    top += panelGap
    return [title, ...bars]
  })
  const height = top - panelGap
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>Benchmarks of effect-workbook</title>`,
    `<style>${style}\n</style>`,
    ...panels,
    `</svg>\n`
  ].join("\n")
}
