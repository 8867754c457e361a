/**
 * The data of series: their names, categories and values, with a copy of the cells that programs show before they
 * calculate.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import { CellError, type Scalar } from "../../value/Value.js"
import * as ChartPart from "./ChartPart.js"

/** Cells that a series refers to. */
export interface Data {
  readonly formula: string
  readonly values: ReadonlyArray<Scalar>
  /** The number format of the first cell. */
  readonly format: string
}

/** A series of a chart: a text instead of cells is a name that is not linked. */
export interface SeriesData {
  readonly name: Data | string | undefined
  readonly categories: Data | undefined
  /** `undefined` for a new series without cells, which has one value as in Excel. */
  readonly values: Data | undefined
  readonly sizes?: Data | undefined
}

const text = (value: Scalar): string => {
  if (value instanceof CellError) return value.code
  return typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : String(value ?? "")
}

const encode = (value: string): string => Xml.encodeText(Xml.encodeXstring(value))

const points = (values: ReadonlyArray<Scalar>, write: (value: Scalar) => string | undefined): string =>
  `<c:ptCount val="${values.length}"/>` + values.map((value, index) => {
    const written = write(value)
    return written === undefined ? "" : `<c:pt idx="${index}"><c:v>${written}</c:v></c:pt>`
  }).join("")

const strings = ({ formula, values }: Data): string =>
  `<c:strRef><c:f>${Xml.encodeText(formula)}</c:f><c:strCache>${
    points(values, (value) => value === null ? undefined : encode(text(value)))
  }</c:strCache></c:strRef>`

const numbers = ({ format, formula, values }: Data): string =>
  `<c:numRef><c:f>${Xml.encodeText(formula)}</c:f><c:numCache><c:formatCode>${encode(format)}</c:formatCode>${
    points(values, (value) => typeof value === "number" ? String(value) : undefined)
  }</c:numCache></c:numRef>`

const isNumeric = ({ values }: Data): boolean =>
  values.some((value) => typeof value === "number") &&
  values.every((value) => typeof value === "number" || value === null)

const nameXml = (name: SeriesData["name"]): string =>
  name === undefined
    ? ""
    : typeof name === "string"
    ? `<c:tx><c:v>${encode(name)}</c:v></c:tx>`
    : `<c:tx>${strings(name)}</c:tx>`

const categoriesXml = (tag: "cat" | "xVal", data: Data | undefined): string =>
  data === undefined ? "" : `<c:${tag}>${isNumeric(data) ? numbers(data) : strings(data)}</c:${tag}>`

const literalOne =
  "<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>1</c:v></c:pt></c:numLit>"

const valuesXml = (tag: "val" | "yVal" | "bubbleSize", data: Data | undefined): string =>
  `<c:${tag}>${data === undefined ? literalOne : numbers(data)}</c:${tag}>`

/** The elements of the data of a series, for each kind of group. */
const dataXml = (isXY: boolean, isBubble: boolean, { categories, name, sizes, values }: SeriesData) => [
  nameXml(name),
  categoriesXml(isXY ? "xVal" : "cat", categories),
  valuesXml(isXY ? "yVal" : "val", values),
  isBubble ? valuesXml("bubbleSize", sizes) : ""
]

/** Returns whether the series of a group have x and y values instead of categories. */
export const isXY = (group: string): boolean => group === "scatterChart" || group === "bubbleChart"

const dataNames = ["tx", "cat", "val", "xVal", "yVal", "bubbleSize"]

/** Replaces the data of a series. */
export const setData = (part: ChartPart.ChartPart, { group, node }: ChartPart.Series, data: SeriesData): void => {
  for (const name of dataNames) XmlTree.remove(node, XmlTree.find(node, name))
  for (const source of dataXml(isXY(group.name), group.name === "bubbleChart", data)) {
    if (source !== "") XmlTree.insert(node, ChartPart.element(part, source), ChartPart.sequences.series)
  }
}

/** Sets the name of a series to a text that is not linked to a cell. */
export const setName = (part: ChartPart.ChartPart, node: XmlTree.Node, name: string): void => {
  ChartPart.replace(part, node, nameXml(name), ChartPart.sequences.series)
}

/** Makes a series without data. `before` and `after` are the elements around the data. */
export const seriesXml = (index: number, format: string): string =>
  `<c:ser><c:idx val="${index}"/><c:order val="${index}"/>${format}</c:ser>`

/** Returns the formula of the cells of an element such as `val`. */
export const formulaOf = (node: XmlTree.Node | undefined): string | undefined => {
  for (const name of ["numRef", "strRef", "multiLvlStrRef"]) {
    const formula = XmlTree.find(node, name, "f")
    if (formula !== undefined) return XmlTree.content(formula)
  }
  return undefined
}

const isNumber = (value: string): boolean => value.trim() !== "" && Number.isFinite(Number(value))

/** The greatest number of points that a copy of cells can have: the number of rows of a sheet. */
const maxPoints = 1_048_576

/** Returns the values of an element such as `val` that are stored in the chart. */
export const storedValues = (node: XmlTree.Node | undefined): ReadonlyArray<string | number | null> => {
  const stored =
    [["numRef", "numCache"], ["strRef", "strCache"], ["numLit"], ["strLit"]].flatMap((path) =>
      XmlTree.find(node, ...path) ?? []
    )[0]
  if (stored === undefined) return []
  const isText = stored.name.startsWith("str")
  const points = XmlTree.elements(stored, "pt").map((point) => {
    const value = XmlTree.find(point, "v")
    return [
      Number(XmlTree.attribute(point, "idx")),
      value === undefined ? "" : Xml.decodeXstring(XmlTree.content(value))
    ] as const
  })
  const last = points.reduce((greatest, [index]) => Math.max(greatest, index + 1), 0)
  const count = Math.min(maxPoints, Math.max(last, Number(ChartPart.valueOf(stored, "ptCount")) || 0))
  const values: Array<string | number | null> = Array.from({ length: count }, () => null)
  for (const [index, value] of points) {
    if (index >= 0 && index < count) values[index] = !isText && isNumber(value) ? Number(value) : value
  }
  return values
}

/** Returns the element with the values of a series. */
export const valuesNode = (node: XmlTree.Node): XmlTree.Node | undefined =>
  XmlTree.find(node, "val") ?? XmlTree.find(node, "yVal")

/** Returns the element with the categories or the x values of a series. */
export const categoriesNode = (node: XmlTree.Node): XmlTree.Node | undefined =>
  XmlTree.find(node, "cat") ?? XmlTree.find(node, "xVal")
