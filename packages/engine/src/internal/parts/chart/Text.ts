/**
 * The text of titles, and the fonts of the elements of a chart.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as ChartPart from "./ChartPart.js"
import * as Color from "./Color.js"

/** A font. The size is in points. */
export interface Font {
  readonly bold: boolean
  readonly color: string
  readonly italic: boolean
  readonly name: string
  readonly size: number
  readonly underline: "None" | "Single"
}

const { text: textSequence } = ChartPart.sequences

/** Returns the text of a title that is not linked to a cell. */
export const richText = (owner: XmlTree.Node | undefined): string | undefined => {
  const rich = XmlTree.find(owner, "tx", "rich")
  if (rich === undefined) return undefined
  return XmlTree.elements(rich, "p").map((paragraph) =>
    XmlTree.elements(paragraph).map((run) => {
      if (run.name === "br") return "\n"
      const text = XmlTree.find(run, "t")
      return text === undefined ? "" : XmlTree.content(text)
    }).join("")
  ).join("\n")
}

const bodyXml = "<a:bodyPr/><a:lstStyle/>"

const source = (node: XmlTree.Node | undefined): string =>
  node === undefined ? "" : XmlTree.text({ before: "", root: node, after: "" })

/** Replaces the text of a title. The text keeps the font of the first paragraph. */
export const setRichText = (part: ChartPart.ChartPart, owner: XmlTree.Node, text: string): void => {
  const before = XmlTree.find(owner, "tx", "rich") ?? XmlTree.find(owner, "txPr")
  const paragraph = XmlTree.find(before, "p")
  const properties = source(XmlTree.find(paragraph, "pPr"))
  const run = XmlTree.find(paragraph, "r", "rPr")
  const body = before === undefined ? undefined : XmlTree.elements(before).filter(({ name }) => name !== "p")
  const rich = ChartPart.replace(
    part,
    owner,
    `<c:tx><c:rich>${body === undefined || body.length === 0 ? bodyXml : ""}</c:rich></c:tx>`,
    ChartPart.sequences.title
  )
  const target = XmlTree.find(rich, "rich") ?? rich
  target.children.push(...body ?? [])
  for (const line of text.split("\n")) {
    const written = ChartPart.element(part, "<a:p></a:p>")
    if (properties !== "") written.children.push(XmlTree.parse(properties).root)
    const textRun = ChartPart.element(part, "<a:r></a:r>")
    textRun.children.push(
      run === undefined ? ChartPart.element(part, "<a:rPr lang=\"en-US\"/>") : XmlTree.parse(source(run)).root
    )
    textRun.children.push(ChartPart.element(part, `<a:t>${Xml.encodeText(withoutInvalid(line))}</a:t>`))
    if (line !== "") written.children.push(textRun)
    target.children.push(written)
  }
}

/** DrawingML has no escapes for characters that XML does not allow. */
const withoutInvalid = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")

/** The properties of the text of an element, with the most specific ones first. */
const textProperties = (owner: XmlTree.Node | undefined): ReadonlyArray<XmlTree.Node> =>
  [XmlTree.find(owner, "tx", "rich"), XmlTree.find(owner, "txPr")].flatMap((body) => {
    const paragraph = XmlTree.find(body, "p")
    return [XmlTree.find(paragraph, "r", "rPr"), XmlTree.find(paragraph, "pPr", "defRPr")].flatMap((node) => node ?? [])
  })

/** The font of text without properties, in an element and in the titles of Excel 2007 and later. */
const defaults = { bold: false, color: "#000000", italic: false, name: "Calibri", size: 10, underline: "None" } as const

/** Returns the font of an element. `area` is the chart, whose font is the default. */
export const fontOf = (
  owner: XmlTree.Node | undefined,
  area: XmlTree.Node,
  theme: Color.Theme,
  isTitle: boolean
): Font => {
  const own = textProperties(owner)
  const all = owner === area ? own : [...own, ...textProperties(area)]
  const first = <A>(nodes: ReadonlyArray<XmlTree.Node>, read: (node: XmlTree.Node) => A | undefined): A | undefined => {
    for (const node of nodes) {
      const value = read(node)
      if (value !== undefined) return value
    }
    return undefined
  }
  const flag = (name: string) => (node: XmlTree.Node): boolean | undefined =>
    XmlTree.attribute(node, name) === undefined ? undefined : Xml.booleanAttribute(node.tag, name)
  const size = (node: XmlTree.Node) => {
    const hundredths = Number(XmlTree.attribute(node, "sz"))
    return hundredths > 0 ? hundredths / 100 : undefined
  }
  const name = first(all, (node) => XmlTree.attribute(XmlTree.find(node, "latin"), "typeface"))
  const underline = first(all, (node) => XmlTree.attribute(node, "u"))
  const areaSize = first(all, size) ?? defaults.size
  return {
    // without a size of its own, a title is larger than the other text, and bold
    bold: first(own, flag("b")) ?? (isTitle ? true : first(all, flag("b")) ?? defaults.bold),
    color: first(all, (node) => Color.ofFill(XmlTree.find(node, "solidFill"), theme)) ?? defaults.color,
    italic: first(all, flag("i")) ?? defaults.italic,
    // a name such as +mn-lt is a font of the theme
    name: name === undefined || name.startsWith("+") ? defaults.name : name,
    size: first(own, size) ?? (isTitle ? Math.round(areaSize * 12) / 10 : areaSize),
    underline: underline === undefined || underline === "none" ? "None" : "Single"
  }
}

/** Changes a font property of the text of an element, in all places that set it. */
export const setFont = (
  part: ChartPart.ChartPart,
  owner: XmlTree.Node,
  changes: Partial<Font>,
  sequence: ReadonlyArray<string>
): void => {
  const rich = XmlTree.find(owner, "tx", "rich")
  if (rich === undefined && XmlTree.find(owner, "txPr") === undefined) {
    const added = ChartPart.element(
      part,
      `<c:txPr>${bodyXml}<a:p><a:pPr><a:defRPr/></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`
    )
    XmlTree.insert(owner, added, sequence)
  }
  for (const body of [rich, XmlTree.find(owner, "txPr")]) {
    if (body === undefined) continue
    for (const paragraph of XmlTree.elements(body, "p")) {
      const properties = XmlTree.find(paragraph, "pPr") ?? ChartPart.element(part, "<a:pPr/>")
      if (!paragraph.children.includes(properties)) paragraph.children.unshift(properties)
      setProperties(part, ChartPart.ensure(part, properties, "a:defRPr", paragraphSequence), changes)
      for (const run of XmlTree.elements(paragraph)) {
        const own = XmlTree.find(run, "rPr")
        if (own !== undefined) setProperties(part, own, changes)
      }
    }
  }
}

const paragraphSequence = [
  "lnSpc",
  "spcBef",
  "spcAft",
  "buClrTx",
  "buClr",
  "buSzTx",
  "buSzPct",
  "buSzPts",
  "buFontTx",
  "buFont",
  "buNone",
  "buAutoNum",
  "buChar",
  "buBlip",
  "tabLst",
  "defRPr",
  "extLst"
]

const setProperties = (part: ChartPart.ChartPart, node: XmlTree.Node, changes: Partial<Font>): void => {
  const { bold, color, italic, name, size, underline } = changes
  if (bold !== undefined) XmlTree.setAttribute(node, "b", bold ? "1" : "0")
  if (italic !== undefined) XmlTree.setAttribute(node, "i", italic ? "1" : "0")
  if (size !== undefined) XmlTree.setAttribute(node, "sz", String(Math.round(size * 100)))
  if (underline !== undefined) XmlTree.setAttribute(node, "u", underline === "None" ? "none" : "sng")
  if (color !== undefined) {
    for (const fill of ["noFill", "gradFill", "blipFill", "pattFill", "grpFill"]) {
      XmlTree.remove(node, XmlTree.find(node, fill))
    }
    ChartPart.replace(part, node, Color.fillXml(color), textSequence)
  }
  if (name !== undefined) {
    const typeface = Xml.encodeAttribute(withoutInvalid(name))
    for (const script of ["latin", "ea", "cs"]) {
      if (script === "latin" || XmlTree.find(node, script) !== undefined) {
        ChartPart.replace(part, node, `<a:${script} typeface="${typeface}"/>`, textSequence)
      }
    }
  }
}
