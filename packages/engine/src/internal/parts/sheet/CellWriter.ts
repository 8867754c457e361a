/**
 * Writes rows as XML. The unchanged attributes and children of a cell, including unknown ones, are copied from the
 * source.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import { CellError, type Scalar } from "../../value/Value.js"
import * as A1Reference from "../A1Reference.js"
import * as SharedStrings from "../SharedStrings.js"
import { Change, type Formula, noSource, type Row } from "./Row.js"

/** The input for writing rows, in addition to the row. */
export interface Context {
  readonly source: string
  readonly prefix: string
  /** `undefined` in a workbook without shared strings. Texts are then written as inline strings. */
  readonly strings: SharedStrings.SharedStrings | undefined
  /** The `cm` attribute of a dynamic array formula, or `undefined` if the sheet has none. */
  readonly dynamicArray: number | undefined
}

const numberText = (value: number): string => Object.is(value, -0) ? "0" : String(value).replace("e", "E")

/** Returns the `t` attribute of a cell. `n` is the default and not written. */
const typeOf = (context: Context, value: Scalar, formula: boolean): string => {
  if (typeof value === "string") return formula ? "str" : context.strings === undefined ? "inlineStr" : "s"
  if (typeof value === "boolean") return "b"
  return value instanceof CellError ? "e" : "n"
}

const valueSource = (context: Context, value: Scalar, formula: boolean): string => {
  const { prefix, strings } = context
  if (value === null) return ""
  if (typeof value === "number") return `<${prefix}v>${numberText(value)}</${prefix}v>`
  if (typeof value === "boolean") return `<${prefix}v>${value ? 1 : 0}</${prefix}v>`
  if (value instanceof CellError) return `<${prefix}v>${value.code}</${prefix}v>`
  if (formula) return SharedStrings.element(`${prefix}v`, value)
  return strings === undefined
    ? `<${prefix}is>${SharedStrings.textElement(prefix, value)}</${prefix}is>`
    : `<${prefix}v>${SharedStrings.indexOf(strings, value)}</${prefix}v>`
}

const formulaSource = (prefix: string, formula: Formula | undefined): string => {
  if (formula === undefined) return ""
  if (typeof formula === "string") return SharedStrings.element(`${prefix}f`, formula)
  switch (formula.kind) {
    case "array":
      return SharedStrings.element(
        `${prefix}f`,
        formula.text,
        ` t="array" ref="${A1Reference.format(formula.area)}"`
      )
    case "dataTable":
      return `${formula.tag}</${prefix}f>`
    // A shared formula becomes an ordinary one before its cell changes.
    case "shared":
      return ""
  }
}

/** The source of a cell, split into its start tag, its formula and its other children. */
interface CellSource {
  readonly tag: string
  readonly formula: string
  /** All children except the formula. */
  readonly rest: string
  /** The offset after the cell. */
  readonly end: number
}

const splitCell = (source: string, prefix: string, at: number): CellSource =>
  splitUsualCell(source, prefix, at) ?? splitAnyCell(source, at)

/**
 * Splits a cell with children in the usual form, `<f>…</f>` before `<v>…</v>` or `<is>…</is>`, which is much faster than
 * to parse them. Returns `undefined` for any other cell.
 */
const splitUsualCell = (source: string, prefix: string, at: number): CellSource | undefined => {
  const tagEnd = Xml.tagEnd(source, at + 1)
  const tag = source.slice(at, tagEnd)
  if (tag.endsWith("/>")) return { tag, formula: "", rest: "", end: tagEnd }
  const closing = `</${prefix}c>`
  const contentEnd = source.indexOf(closing, tagEnd)
  const restStart = endOfElement(source, `${prefix}f>`, tagEnd) ?? tagEnd
  const restEnd = endOfElement(source, `${prefix}v>`, restStart) ?? endOfElement(source, `${prefix}is>`, restStart)
  if ((restEnd ?? restStart) !== contentEnd) return undefined
  return {
    tag,
    formula: source.slice(tagEnd, restStart),
    rest: source.slice(restStart, contentEnd),
    end: contentEnd + closing.length
  }
}

/** Returns the offset after an element without attributes that starts at an offset. `nameEnd` is its name with `>`. */
const endOfElement = (source: string, nameEnd: string, at: number): number | undefined => {
  if (!source.startsWith(nameEnd, at + 1) || source[at] !== "<") return undefined
  const closing = `</${nameEnd}`
  const end = source.indexOf(closing, at)
  return end < 0 ? undefined : end + closing.length
}

const splitAnyCell = (source: string, at: number): CellSource => {
  const open = Xml.nextTag(source, at)
  if (open === undefined) return { tag: "", formula: "", rest: "", end: source.length }
  const element = Xml.elementOf(source, open)
  let formula = ""
  let rest = ""
  for (const part of Xml.children(source, element)) {
    if (part.name === "f") formula += source.slice(part.start, part.end)
    else rest += source.slice(part.start, part.end)
  }
  return { tag: Xml.startTag(source, element), formula, rest, end: element.end }
}

const isDynamicArray = (formula: Formula | undefined): boolean =>
  typeof formula === "object" && formula.kind === "array" && formula.dynamic

/** A start tag with no other attributes than these, as most cells have. */
const usualTag = /^<[^\s>]+ r="[^"]*"(?: s="[^"]*")?(?: t="([^"]*)")?\/?>$/

const attributesOf = (
  context: Context,
  parts: CellSource | undefined,
  reference: string,
  style: number,
  type: string | undefined,
  change: number,
  formula: Formula | undefined
): string => {
  let attributes = ""
  let sourceType = "n"
  let keepsMetadata = false
  const usual = parts && usualTag.exec(parts.tag)
  if (usual) sourceType = usual[1] ?? "n"
  for (const attribute of parts === undefined || usual ? [] : Xml.attributes(parts.tag)) {
    const { name } = attribute
    if (name === "t") sourceType = attribute.raw
    if (name === "r" || name === "s" || name === "t") continue
    if (name === "cm") {
      keepsMetadata = (change & Change.Formula) === 0 || isDynamicArray(formula)
      if (!keepsMetadata) continue
    }
    // `vm` refers to the rich value of the previous value.
    if (name === "vm" && (change & Change.Value) !== 0) continue
    attributes += ` ${name}="${attribute.raw.replaceAll("\"", "&quot;")}"`
  }
  const written = type ?? sourceType
  const metadata = !keepsMetadata && isDynamicArray(formula) && context.dynamicArray !== undefined
    ? ` cm="${context.dynamicArray}"`
    : ""
  return ` r="${reference}"` + (style === 0 ? "" : ` s="${style}"`) + (written === "n" ? "" : ` t="${written}"`) +
    attributes +
    metadata
}

const cellSource = (context: Context, row: Row, position: number): string => {
  const { prefix, source } = context
  const { cells } = row
  if (cells === undefined) return ""
  const at = cells.sources[position] ?? noSource
  const change = cells.changes?.[position] ?? 0
  const parts = at === noSource ? undefined : splitCell(source, prefix, at)
  if (parts !== undefined && change === 0) return source.slice(at, parts.end)
  const formula = cells.formulas?.[position]
  const value = cells.values[position] ?? null
  const writesFormula = parts === undefined || (change & Change.Formula) !== 0
  // If only the references of a formula changed, its result is written as in the source.
  const keepsFormula = formula !== undefined && parts?.formula !== ""
  const writesValue = parts === undefined || (change & Change.Value) !== 0 ||
    ((change & Change.Formula) !== 0 && !keepsFormula)
  const type = writesValue ? typeOf(context, value, formula !== undefined) : undefined
  const reference = A1Reference.cell(row.index, cells.columns[position] ?? 0)
  const style = cells.styles[position] ?? 0
  const attributes = attributesOf(context, parts, reference, style, type, change, formula)
  const inner = (writesFormula ? formulaSource(prefix, formula) : parts.formula) +
    (writesValue ? valueSource(context, value, formula !== undefined) : parts.rest)
  return inner === "" ? `<${prefix}c${attributes}/>` : `<${prefix}c${attributes}>${inner}</${prefix}c>`
}

/** Returns the start tag of a row. The `spans` attribute, which is an optional hint, includes all cells. */
const rowTag = (context: Context, row: Row): string => {
  const { prefix, source } = context
  const open = row.start === noSource ? undefined : Xml.nextTag(source, row.start)
  const given = row.tag ?? (open && source.slice(open.start, open.end))
  if (given === undefined) return `<${prefix}row r="${row.index + 1}">`
  const tag = row.tag === undefined
    ? Xml.toStartTag(given)
    : Xml.withAttribute(Xml.toStartTag(given), "r", undefined).replace(
      /^<[^\s>]+/,
      (name) => `${name} r="${row.index + 1}"`
    )
  const spans = tag.includes("spans") ? Xml.attribute(tag, "spans") : undefined
  const columns = row.cells?.columns ?? []
  if (spans === undefined || columns.length === 0) return tag
  const [first = 1, last = 1] = spans.split(":").map(Number)
  const updated = `${Math.min(first, (columns[0] ?? 0) + 1)}:${Math.max(last, (columns.at(-1) ?? 0) + 1)}`
  return updated === spans ? tag : Xml.withAttribute(tag, "spans", updated)
}

/** Returns the children of a row other than cells (extensions), which stay unchanged. */
const otherRowContent = (context: Context, row: Row): string => {
  const source = row.start === noSource ? "" : context.source.slice(row.start, row.end)
  if (!source.includes("extLst")) return ""
  let rest = ""
  for (const part of Xml.children(source, Xml.root(source))) {
    if (part.name !== "c") rest += source.slice(part.start, part.end)
  }
  return rest
}

/** Returns the XML of a row, or an empty text for a row without cells and attributes. */
export const rowSource = (context: Context, row: Row): string => {
  const count = row.cells?.columns.length ?? 0
  if (count === 0 && row.start === noSource && row.tag === undefined) return ""
  const tag = rowTag(context, row)
  let cells = ""
  for (let position = 0; position < count; position++) cells += cellSource(context, row, position)
  cells += otherRowContent(context, row)
  if (cells !== "") return `${tag}${cells}</${context.prefix}row>`
  const hasAttributes = Xml.attributes(tag).some(({ name }) => name !== "r" && name !== "spans")
  return hasAttributes ? tag.replace(/>$/, "/>") : ""
}
