/**
 * References to cells in charts and in pivot caches.
 *
 * @since 0.1.0
 */
import * as References from "../formula/References.js"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "../parts/A1Reference.js"
import type { State } from "./State.js"

const isChart = (name: string): boolean => /(?:^|\/)charts\/chart(?:Ex)?\d*\.xml$/i.test(name)

const isPivotCache = (name: string): boolean => /(?:^|\/)pivotCache\/pivotCacheDefinition\d*\.xml$/i.test(name)

/** Returns the XML of chart and pivot cache parts by part name. */
const partTexts = (state: State): Map<string, string> => {
  if (state.chartsAndPivotCaches !== undefined) return state.chartsAndPivotCaches
  const found = new Map<string, string>()
  for (const name of Package.names(state.package)) {
    if (isChart(name) || isPivotCache(name)) found.set(name, Package.text(state.package, name) ?? "")
  }
  state.chartsAndPivotCaches = found
  return found
}

/** Rewrites the formulas of series, titles and axes. They are the `f` elements. */
const rewriteChart = (text: string, change: References.Change): string => {
  const edits: Array<Xml.Edit> = []
  for (let tag = Xml.nextTag(text, 0); tag !== undefined; tag = Xml.nextTag(text, tag.end)) {
    if (tag.name !== "f" || tag.kind !== "start") continue
    const element = Xml.elementOf(text, tag)
    const formula = Xml.content(text, element.contentStart, element.contentEnd)
    const rewritten = References.rewrite(formula, { sheet: "" }, change)
    if (rewritten === formula) continue
    edits.push({ start: element.contentStart, end: element.contentEnd, text: Xml.encodeText(rewritten) })
  }
  return edits.length === 0 ? text : Xml.edit(text, edits)
}

const sameName = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase()

const rewriteSource = (tag: string, change: References.Change): string => {
  switch (change.kind) {
    case "renameSheet":
      return sameName(Xml.attribute(tag, "sheet"), change.from) ? Xml.withAttribute(tag, "sheet", change.to) : tag
    case "renameTable":
      return sameName(Xml.attribute(tag, "name"), change.from) ? Xml.withAttribute(tag, "name", change.to) : tag
    case "area": {
      const area = A1Reference.parse(Xml.attribute(tag, "ref") ?? "")
      const moved = area && sameName(Xml.attribute(tag, "sheet"), change.sheet) ? change.map(area) : area
      return moved === area || moved === undefined ? tag : Xml.withAttribute(tag, "ref", A1Reference.format(moved))
    }
    default:
      return tag
  }
}

const rewritePivotCache = (text: string, change: References.Change): string => {
  for (let tag = Xml.nextTag(text, 0); tag !== undefined; tag = Xml.nextTag(text, tag.end)) {
    if (tag.name !== "worksheetSource" || tag.kind === "end") continue
    const source = text.slice(tag.start, tag.end)
    return text.slice(0, tag.start) + rewriteSource(source, change) + text.slice(tag.end)
  }
  return text
}

/** Rewrites the references of all charts and pivot caches. */
export const rewrite = (state: State, change: References.Change): void => {
  for (const [name, text] of partTexts(state)) {
    const rewritten = isChart(name) ? rewriteChart(text, change) : rewritePivotCache(text, change)
    if (rewritten === text) continue
    partTexts(state).set(name, rewritten)
    Package.setText(state.package, name, rewritten)
  }
}
