/**
 * The fill and the line of an element of a chart, which are in its `spPr` element.
 *
 * @since 0.1.0
 */
import * as XmlTree from "../../package/XmlTree.js"
import * as ChartPart from "./ChartPart.js"
import * as Color from "./Color.js"

const fills = ["noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"]

const { line: lineSequence, shape: shapeSequence } = ChartPart.sequences

/** Sets the fill to a color, or to none for `null`. */
export const setFill = (
  part: ChartPart.ChartPart,
  owner: XmlTree.Node,
  color: string | null,
  sequence: ReadonlyArray<string>
): void => {
  const shape = ChartPart.ensure(part, owner, "c:spPr", sequence)
  for (const name of fills) XmlTree.remove(shape, XmlTree.find(shape, name))
  ChartPart.replace(part, shape, color === null ? "<a:noFill/>" : Color.fillXml(color), shapeSequence)
}

/** Sets the line to a color, or to none for `null`. Its width and its dashes stay the same. */
export const setLine = (
  part: ChartPart.ChartPart,
  owner: XmlTree.Node,
  color: string | null,
  sequence: ReadonlyArray<string>
): void => {
  const shape = ChartPart.ensure(part, owner, "c:spPr", sequence)
  const line = ChartPart.ensure(part, shape, "a:ln", shapeSequence)
  for (const name of fills) XmlTree.remove(line, XmlTree.find(line, name))
  ChartPart.replace(part, line, color === null ? "<a:noFill/>" : Color.fillXml(color), lineSequence)
}

/** Returns the color of the line as `#RRGGBB`, or `null` if there is no line or Excel chooses the color. */
export const lineColor = (owner: XmlTree.Node | undefined, theme: Color.Theme): string | null =>
  Color.ofFill(XmlTree.find(owner, "spPr", "ln", "solidFill"), theme) ?? null
