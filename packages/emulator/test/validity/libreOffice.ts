/** Reads saved workbooks with LibreOffice, which converts them to flat OpenDocument files. */
import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { execFile, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import {
  type Cell,
  type Chart,
  type Column,
  lastLine,
  letters,
  type Reader,
  type Row,
  type Sheet,
  type Value,
  type Workbook
} from "./reading.js"
import { type Element, parse } from "./xml.js"

/** Whether LibreOffice is installed. */
export const isInstalled = spawnSync("soffice", ["--version"]).status === 0

export const reader: Reader = {
  name: "LibreOffice",
  unread: {
    numberFormat: "LibreOffice has number formats of its own; what a cell shows is compared",
    allowsSort: "LibreOffice has no permission to sort a protected sheet",
    style: "LibreOffice has no table styles",
    highlightsFirstColumn: "LibreOffice has no table styles",
    hasTotals: "LibreOffice has no totals rows"
  }
}

type Attributes = Readonly<Record<string, string>>

/** The properties of named styles, with those of their parents. */
const stylesOf = (document: Element) => {
  const styles = new Map<string, Element>()
  for (const part of ["office:styles", "office:automatic-styles"]) {
    for (const style of document.child(part)?.children ?? []) {
      const { "style:family": family, "style:name": name } = style.attributes
      styles.set(`${family} ${name ?? "default"}`, style)
    }
  }
  const cache = new Map<string, Attributes>()
  const propertiesOf = (family: string, name: string | undefined): Attributes => {
    const key = `${family} ${name ?? "default"}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const style = styles.get(key)
    const parent = style?.attributes["style:parent-style-name"]
    const found = Object.assign(
      {},
      name === undefined ? {} : propertiesOf(family, parent),
      ...(style?.children ?? []).map(({ attributes }) => attributes)
    )
    cache.set(key, found)
    return found
  }
  return propertiesOf
}

const units: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4 }

const points = (length: string | undefined): number | undefined => {
  const [, number, unit = ""] = /^(-?[\d.]+)(\w+)/.exec(length ?? "") ?? []
  return number === undefined ? undefined : Number(number) * (units[unit] ?? NaN)
}

const color = (found: string | undefined): string | null =>
  found === undefined || !found.startsWith("#") ? null : found.toUpperCase()

/** An address such as `$Sheet.$A$1:.$B$2` as Excel writes it. */
const addressOf = (found: string): string =>
  found.replace(
    /^([^:]*?)\.([^:]*)(?::(?:[^:]*)\.(.*))?$/,
    (_, sheet, start, end) =>
      `${sheet.replace(/^\$/, "")}!${start}${end === undefined || end === start ? "" : `:${end}`}`
  )

const formulaOf = (found: string): string =>
  found.replace(/^of:=/, "").replace(
    /\[([^\]]*)\]/g,
    (_, reference: string) => reference.startsWith(".") ? reference.replaceAll(".", "") : addressOf(reference)
  ).replaceAll(";", ",")

const valueOf = (cell: Element, text: string): Value => {
  const { attributes } = cell
  const boolean = booleans[attributes["table:formula"] ?? ""]
  if (boolean !== undefined) return boolean
  if (attributes["calcext:value-type"] === "error") return text
  switch (attributes["office:value-type"]) {
    case undefined:
      return null
    case "string":
      return attributes["office:string-value"] ?? text
    case "boolean":
      return attributes["office:boolean-value"] === "true"
    case "date":
      return attributes["office:date-value"] ?? text
    default:
      return Number(attributes["office:value"])
  }
}

const textOf = (element: Element): string => element.all("text:p").map((line) => line.text).join("\n")

/** LibreOffice reads a boolean as a formula. */
const booleans: Readonly<Record<string, boolean>> = { "of:=TRUE()": true, "of:=FALSE()": false }

const alignments: Readonly<Record<string, string>> = { start: "left", end: "right", center: "center" }

const cellOf = (cell: Element, style: Attributes): Cell => {
  const text = textOf(cell)
  const note = cell.child("office:annotation")
  const formula = cell.attributes["table:formula"]
  const [, line, lineColor] = /(\S+) (#\S+)$/.exec(style["fo:border-bottom"] ?? style["fo:border"] ?? "") ?? []
  const protection = style["style:cell-protect"] ?? "protected"
  return {
    value: valueOf(cell, text),
    text,
    formula: formula === undefined || formula in booleans ? null : formulaOf(formula),
    fill: color(style["fo:background-color"]),
    fontColor: color(style["fo:color"]),
    fontName: style["style:font-name"] ?? null,
    fontSize: points(style["fo:font-size"]) ?? null,
    bold: style["fo:font-weight"] === "bold",
    underline: (style["style:text-underline-style"] ?? "none") !== "none",
    horizontal: alignments[style["fo:text-align"] ?? ""] ?? null,
    vertical: style["style:vertical-align"] ?? null,
    wrap: style["fo:wrap-option"] === "wrap",
    borderBottom: line?.replace("double-thin", "double") ?? null,
    borderBottomColor: color(lineColor),
    locked: /protected/.test(protection),
    formulaHidden: /hidden/.test(protection),
    endOfNote: note === undefined ? null : lastLine(textOf(note))
  }
}

/** The last row and column that are read; the tests write before them. */
const [lastRow, lastColumn] = [60, 30]

const linesOf = (
  sheet: Element,
  kind: "row" | "column",
  limit: number
): ReadonlyArray<Element> =>
  // shapes contain tables of their own
  sheet.children.filter(({ name }) => name !== "table:shapes").flatMap((child) =>
    child.name === `table:table-${kind}` ? [child] : child.descendants(`table:table-${kind}`)
  ).flatMap((line) =>
    Array<Element>(Math.min(limit, Number(line.attributes[`table:number-${kind}s-repeated`] ?? 1))).fill(line)
  ).slice(0, limit)

const isHidden = ({ attributes }: Element): boolean => (attributes["table:visibility"] ?? "visible") !== "visible"

const chartOf = (frame: Element, sheet: string, start: string): Chart | undefined => {
  const document = frame.child("draw:object")?.child("office:document")
  const chart = document?.child("office:body")?.child("office:chart")?.child("chart:chart")
  if (document === undefined || chart === undefined) return undefined
  const styleOf = stylesOf(document)
  const properties = (element: Element | undefined): Attributes =>
    element === undefined ? {} : styleOf("chart", element.attributes["chart:style-name"])
  const plot = chart.child("chart:plot-area")
  const axis = plot?.all("chart:axis").find(({ attributes }) => attributes["chart:dimension"] === "y")
  const names = chart.child("table:table")?.child("table:table-header-rows")?.descendants("table:table-cell").slice(1)
  const number = (text: string | undefined) => text === undefined ? null : Number(text)
  const title = chart.child("chart:title")
  const titleStyle = properties(title)
  const end = frame.attributes["table:end-cell-address"]
  return {
    sheet,
    kind: (plot?.child("chart:series") ?? chart).attributes["chart:class"] ?? "",
    start,
    ...end === undefined ? {} : { end: addressOf(end).split("!")[1]! },
    height: points(frame.attributes["svg:height"]) ?? 0,
    title: title === undefined ? null : textOf(title),
    titleIsBold: titleStyle["fo:font-weight"] === "bold",
    titleSize: points(titleStyle["fo:font-size"]) ?? null,
    titleColor: color(titleStyle["fo:color"]),
    legend: chart.child("chart:legend")?.attributes["chart:legend-position"] ?? null,
    maximum: number(properties(axis)["chart:maximum"]),
    minimum: number(properties(axis)["chart:minimum"]),
    majorUnit: number(properties(axis)["chart:interval-major"]),
    axisTitle: axis?.child("chart:title") === undefined ? null : textOf(axis.child("chart:title")!),
    hasGridlines: axis?.child("chart:grid") !== undefined,
    series: (plot?.all("chart:series") ?? []).map((series, index) => {
      const style = properties(series)
      return {
        name: names?.[index] === undefined ? "" : textOf(names[index]),
        values: addressOf(series.attributes["chart:values-cell-range-address"] ?? ""),
        fill: color(style["draw:fill-color"]),
        line: color(style["svg:stroke-color"]),
        labels: style["chart:data-label-number"] ?? null,
        firstPoint: properties(series.child("chart:data-point"))["draw:fill"] ?? null
      }
    })
  }
}

/** A workbook whose first column is as wide as so many digits, to find how wide LibreOffice makes a digit. */
const digits = 20
const probe = makeBook({
  sheets: [{ name: "Sheet1", before: `<cols><col min="1" max="1" width="${digits}" customWidth="1"/></cols>` }]
})

/** Reads a flat OpenDocument file. */
const readDocument = (xml: string, digit: number): Workbook => {
  const document = parse(xml.replace(/<office:binary-data>[^<]*<\/office:binary-data>/g, ""))
  const styleOf = stylesOf(document)
  const content = document.child("office:body")?.child("office:spreadsheet")
  const cells: Record<string, Cell> = {}
  const columns: Record<string, Column> = {}
  const rows: Record<string, Row> = {}
  const sheets: Record<string, Sheet> = {}
  const charts: Record<string, Chart> = {}
  for (const [position, sheet] of (content?.all("table:table") ?? []).entries()) {
    const name = sheet.attributes["table:name"] ?? ""
    const merges: Record<string, true> = {}
    const columnsOfSheet = linesOf(sheet, "column", lastColumn)
    for (const [index, column] of columnsOfSheet.entries()) {
      const style = styleOf("table-column", column.attributes["table:style-name"])
      columns[`${name}!${letters(index)}`] = {
        isHidden: isHidden(column),
        digits: (points(style["style:column-width"]) ?? 0) / digit
      }
    }
    for (const [index, row] of linesOf(sheet, "row", lastRow).entries()) {
      const style = styleOf("table-row", row.attributes["table:style-name"])
      rows[`${name}!${index + 1}`] = { isHidden: isHidden(row), height: points(style["style:row-height"]) ?? 0 }
      let column = 0
      for (const cell of row.children) {
        const { attributes } = cell
        const next = column + Number(attributes["table:number-columns-repeated"] ?? 1)
        for (; column < Math.min(next, lastColumn); column++) {
          const address = `${letters(column)}${index + 1}`
          const style = attributes["table:style-name"] ??
            columnsOfSheet[column]?.attributes["table:default-cell-style-name"]
          cells[`${name}!${address}`] = cellOf(cell, styleOf("table-cell", style))
          const [width, height] = [attributes["table:number-columns-spanned"], attributes["table:number-rows-spanned"]]
            .map(Number)
          if (width! > 1 || height! > 1) {
            merges[`${address}:${letters(column + width! - 1)}${index + height!}`] = true
          }
          for (const frame of cell.all("draw:frame")) {
            const chart = chartOf(frame, name, address)
            if (chart !== undefined) charts[frame.attributes["draw:name"] ?? ""] = chart
          }
        }
        column = next
      }
    }
    sheets[name] = {
      position,
      isVisible: styleOf("table", sheet.attributes["table:style-name"])["table:display"] !== "false",
      isProtected: sheet.attributes["table:protected"] === "true",
      merges
    }
  }
  const names = content === undefined
    ? []
    : [content, ...content.all("table:table")].flatMap((scope) =>
      scope.child("table:named-expressions")?.children ?? []
    )
  return {
    cells,
    columns,
    rows,
    sheets,
    charts,
    calculatesAutomatically: document.descendants("config:config-item").some((item) =>
      item.attributes["config:name"] === "AutoCalculate" && item.text === "true"
    ),
    tables: Object.fromEntries(
      content?.child("table:database-ranges")?.children.map(({ attributes }) => [attributes["table:name"] ?? "", {
        range: addressOf(attributes["table:target-range-address"] ?? ""),
        showsButtons: attributes["table:display-filter-buttons"] === "true"
      }]) ?? []
    ),
    names: Object.fromEntries(names.map(({ attributes }) => {
      const range = attributes["table:cell-range-address"]
      return [
        attributes["table:name"] ?? "",
        range === undefined ? formulaOf(attributes["table:expression"] ?? "") : addressOf(range)
      ]
    }))
  }
}

/** Reads workbooks, in one process of LibreOffice, because it takes longer to start than to convert a file. */
export const readAll = async (files: ReadonlyArray<Uint8Array>): Promise<ReadonlyArray<Workbook>> => {
  const folder = mkdtempSync(join(tmpdir(), "workbook-"))
  try {
    const [from, to] = [join(folder, "xlsx"), join(folder, "fods")]
    mkdirSync(from)
    const paths = [...files, probe].map((file, index) => {
      const path = join(from, `${index}.xlsx`)
      writeFileSync(path, file)
      return path
    })
    await promisify(execFile)("soffice", [
      "--headless",
      `-env:UserInstallation=${pathToFileURL(join(folder, "profile"))}`,
      "--convert-to",
      "fods",
      "--outdir",
      to,
      ...paths
    ], { env: { ...process.env, LC_ALL: "C.UTF-8" }, maxBuffer: 2 ** 26 })
    const converted = (index: number) => readFileSync(join(to, `${index}.fods`), "utf8")
    const digit = (readDocument(converted(files.length), 1).columns?.["Sheet1!A"]?.digits ?? NaN) / digits
    return files.map((_, index) => readDocument(converted(index), digit))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
