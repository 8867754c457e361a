/**
 * The texts of titles, and the places that were set by hand.
 *
 * @since 0.1.0
 */
import type { Frame, Text } from "../../../ChartPicture.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as ChartPart from "../chart/ChartPart.js"
import * as ChartText from "../chart/Text.js"
import type { Context } from "./Context.js"
import * as Data from "./Data.js"
import * as Style from "./Style.js"

/** Reads a title. `defaultText` is the text of a title that sets none. */
export const read = (
  title: XmlTree.Node | undefined,
  context: Context,
  defaultText: string,
  font: Style.FontDefault
): Text | null => {
  if (title === undefined) return null
  const text = ChartText.richText(title) ?? Data.linkedText(XmlTree.find(title, "tx"), context) ?? defaultText
  return text.trim() === ""
    ? null
    : { text, font: Style.fontOf(title, context, font), rotation: Style.rotationOf(title) }
}

/** Returns the place of an element that was moved by hand. */
export const frameOf = (owner: XmlTree.Node | undefined): Frame | null => {
  const layout = XmlTree.find(owner, "layout", "manualLayout")
  const share = (name: string): number | null => {
    const value = Number(ChartPart.valueOf(layout, name) ?? Number.NaN)
    return value >= 0 && value <= 1 ? value : null
  }
  const [left, top, width, height] = [share("x"), share("y"), share("w"), share("h")]
  // without `edge`, the numbers are distances from the place that Excel chooses
  if (left === null || top === null || ChartPart.valueOf(layout, "xMode") !== "edge") return null
  const size = (value: number | null, start: number, mode: string): number | null =>
    value === null || ChartPart.valueOf(layout, mode) !== "edge" ? value : Math.max(0, value - start)
  return { left, top, width: size(width, left, "wMode"), height: size(height, top, "hMode") }
}
