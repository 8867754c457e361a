/**
 * Writes rows back as source. What of a cell has not changed is copied from where it came, unknown attributes and
 * children included.
 *
 * @since 0.1.0
 */
import { CellError, type Scalar } from "../../formula/Value.js"
import * as Xml from "../../package/Xml.js"
import * as Reference from "../Reference.js"
import * as SharedStrings from "../SharedStrings.js"
import { Change, type Formula, noSource, type Row } from "./Row.js"

/** The context for writing cells, in addition to the row. */
export interface Context {
  readonly source: string
  readonly prefix: string
  /** Absent in a workbook without shared strings: texts are then written into their cells. */
  readonly strings: SharedStrings.SharedStrings | undefined
  /** The number that `cm` needs to mark a dynamic array, if the workbook can express it. */
  readonly dynamicArray: number | undefined
}

const numberText = (value: number): string => Object.is(value, -0) ? "0" : String(value).replace("e", "E")

/** The `t` attribute's value for a cell, `n` being what its absence means. */
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
  if (formula) return `<${prefix}v>${Xml.encodeText(Xml.encodeXstring(value))}</${prefix}v>`
  return strings === undefined
    ? `<${prefix}is>${SharedStrings.textElement(prefix, value)}</${prefix}is>`
    : `<${prefix}v>${SharedStrings.numberOf(strings, value)}</${prefix}v>`
}

const formulaSource = (prefix: string, formula: Formula | undefined): string => {
  if (formula === undefined) return ""
  if (typeof formula === "string") return `<${prefix}f>${Xml.encodeText(Xml.encodeXstring(formula))}</${prefix}f>`
  switch (formula.kind) {
    case "array": {
      const text = Xml.encodeText(Xml.encodeXstring(formula.text))
      return `<${prefix}f t="array" ref="${Reference.format(formula.area)}">${text}</${prefix}f>`
    }
    // a shared formula is spelled out before its cell changes, a data table's cells refuse to
    default:
      return ""
  }
}

/** A cell's own source, taken apart. */
interface Parts {
  readonly tag: string
  readonly formula: string
  /** Everything but the formula. */
  readonly rest: string
}

const takeApart = (source: string, at: number): Parts => {
  const open = Xml.nextTag(source, at)
  if (open === undefined) return { tag: "", formula: "", rest: "" }
  const element = Xml.elementOf(source, open)
  let formula = ""
  let rest = ""
  for (const part of Xml.children(source, element)) {
    if (part.name === "f") formula += source.slice(part.start, part.end)
    else rest += source.slice(part.start, part.end)
  }
  return { tag: Xml.startTag(source, element), formula, rest }
}

const isDynamic = (formula: Formula | undefined): boolean =>
  typeof formula === "object" && formula.kind === "array" && formula.dynamic

const attributesOf = (
  context: Context,
  parts: Parts | undefined,
  reference: string,
  style: number,
  type: string | undefined,
  change: number,
  formula: Formula | undefined
): string => {
  let kept = ""
  let present = "n"
  let marked = false
  for (const attribute of parts === undefined ? [] : Xml.attributes(parts.tag)) {
    const { name } = attribute
    if (name === "t") present = attribute.raw
    if (name === "r" || name === "s" || name === "t") continue
    if (name === "cm") {
      marked = (change & Change.Formula) === 0 || isDynamic(formula)
      if (!marked) continue
    }
    // rich values belong to the value that was there
    if (name === "vm" && (change & Change.Value) !== 0) continue
    kept += ` ${name}="${attribute.raw.replaceAll("\"", "&quot;")}"`
  }
  const written = type ?? present
  const mark = !marked && isDynamic(formula) && context.dynamicArray !== undefined
    ? ` cm="${context.dynamicArray}"`
    : ""
  return ` r="${reference}"` + (style === 0 ? "" : ` s="${style}"`) + (written === "n" ? "" : ` t="${written}"`) +
    kept +
    mark
}

const cellSource = (context: Context, row: Row, place: number): string => {
  const { prefix, source } = context
  const { cells } = row
  if (cells === undefined) return ""
  const at = cells.sources[place] ?? noSource
  const change = cells.changes?.[place] ?? 0
  if (at !== noSource && change === 0) {
    const open = Xml.nextTag(source, at)
    return open === undefined ? "" : source.slice(at, Xml.elementOf(source, open).end)
  }
  const parts = at === noSource ? undefined : takeApart(source, at)
  const formula = cells.formulas?.[place]
  const value = cells.values[place] ?? null
  const writesFormula = parts === undefined || (change & Change.Formula) !== 0
  // a formula that only names other cells leaves its result as it is spelled
  const keepsFormula = formula !== undefined && parts?.formula !== ""
  const writesValue = parts === undefined || (change & Change.Value) !== 0 ||
    ((change & Change.Formula) !== 0 && !keepsFormula)
  const type = writesValue ? typeOf(context, value, formula !== undefined) : undefined
  const reference = Reference.cell(row.index, cells.columns[place] ?? 0)
  const style = cells.styles[place] ?? 0
  const attributes = attributesOf(context, parts, reference, style, type, change, formula)
  const inner = (writesFormula ? formulaSource(prefix, formula) : parts.formula) +
    (writesValue ? valueSource(context, value, formula !== undefined) : parts.rest)
  return inner === "" ? `<${prefix}c${attributes}/>` : `<${prefix}c${attributes}>${inner}</${prefix}c>`
}

/** The row's start tag with `spans`, an optimisation that may be absent, wide enough for its cells. */
const rowTag = (context: Context, row: Row): string => {
  const { prefix, source } = context
  const open = row.start === noSource ? undefined : Xml.nextTag(source, row.start)
  if (open === undefined) return `<${prefix}row r="${row.index + 1}">`
  const tag = Xml.opened(source.slice(open.start, open.end))
  const spans = Xml.attribute(tag, "spans")
  const columns = row.cells?.columns ?? []
  if (spans === undefined || columns.length === 0) return tag
  const [first = 1, last = 1] = spans.split(":").map(Number)
  const wanted = `${Math.min(first, (columns[0] ?? 0) + 1)}:${Math.max(last, (columns.at(-1) ?? 0) + 1)}`
  return wanted === spans ? tag : Xml.withAttribute(tag, "spans", wanted)
}

/** The content of a row besides its cells (extensions), which is kept. */
const rowRest = (context: Context, row: Row): string => {
  const source = row.start === noSource ? "" : context.source.slice(row.start, row.end)
  if (!source.includes("extLst")) return ""
  let rest = ""
  for (const part of Xml.children(source, Xml.root(source))) {
    if (part.name !== "c") rest += source.slice(part.start, part.end)
  }
  return rest
}

/** Source of a row; empty for a row that says nothing. */
export const rowSource = (context: Context, row: Row): string => {
  const count = row.cells?.columns.length ?? 0
  if (count === 0 && row.start === noSource) return ""
  const tag = rowTag(context, row)
  let cells = ""
  for (let place = 0; place < count; place++) cells += cellSource(context, row, place)
  cells += rowRest(context, row)
  if (cells !== "") return `${tag}${cells}</${context.prefix}row>`
  const says = Xml.attributes(tag).some(({ name }) => name !== "r" && name !== "spans")
  return says ? tag.replace(/>$/, "/>") : ""
}
