/**
 * Creates .xlsx files for tests and benchmarks from a short description, with the parts that Excel writes.
 */
import { strToU8, zipSync } from "fflate"

/** A cell: a constant, a formula with its cached value, or the XML of the element. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | {
    readonly formula?: string
    readonly value?: string | number | boolean
    readonly error?: string
    /** The index of a cell format. */
    readonly style?: number
    readonly xml?: string
  }

export interface Table {
  readonly name: string
  readonly ref: string
  readonly columns: ReadonlyArray<
    string | { readonly name: string; readonly calculated?: string; readonly totals?: string; readonly label?: string }
  >
  readonly totalsRow?: boolean
  readonly headerRow?: boolean
  /** The XML inside `autoFilter`. */
  readonly filter?: string
}

/** A pivot table with a cache of its own. */
export interface PivotTable {
  readonly name: string
  /** The attributes of `worksheetSource`. */
  readonly source: string
  /** The content of `cacheFields`. */
  readonly cacheFields: string
  /** The content of `pivotCacheRecords`. */
  readonly records?: string
  /** Attributes and content of `pivotTableDefinition`. */
  readonly attributes?: string
  readonly definition: string
}

export interface Sheet {
  readonly name: string
  readonly rows?: ReadonlyArray<ReadonlyArray<Cell>>
  /** The XML of `sheetData`, instead of rows. */
  readonly data?: string
  /** The XML before and after `sheetData`. */
  readonly before?: string
  readonly after?: string
  readonly state?: "hidden" | "veryHidden"
  readonly tables?: ReadonlyArray<Table>
  readonly pivotTables?: ReadonlyArray<PivotTable>
  /** Parts that the sheet has relationships to. */
  readonly related?: ReadonlyArray<{ readonly kind: string; readonly name: string }>
}

export interface Book {
  readonly sheets: ReadonlyArray<Sheet>
  readonly names?: ReadonlyArray<{ readonly name: string; readonly formula: string; readonly sheet?: number }>
  readonly date1904?: boolean
  /** If false, texts are inline strings. */
  readonly sharedStrings?: boolean
  /** The number formats of the cell formats 1, 2, ... */
  readonly formats?: ReadonlyArray<string>
  readonly calcMode?: "manual"
  readonly iterate?: boolean
  /** The XML of `externalBook` for each linked workbook. */
  readonly links?: ReadonlyArray<string>
  readonly calcChain?: boolean
  /** Additional parts by name. */
  readonly parts?: Readonly<Record<string, { readonly type: string; readonly text: string }>>
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

const declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\"": "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;"
}

/** Encodes text between tags. */
const encodeText = (text: string): string => text.replace(/[&<>\r]/g, (character) => references[character] ?? character)

/** Encodes the value of an attribute. */
const encodeAttribute = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, (character) => references[character] ?? character)

const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)

class Strings {
  readonly numbers = new Map<string, number>()
  numberOf(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.numbers.set(text, this.numbers.size)
    return this.numbers.size - 1
  }
}

const cellXml = (reference: string, cell: Cell, strings: Strings | undefined): string => {
  if (cell === null) return ""
  if (typeof cell !== "object") return constantXml(reference, "", "", cell, strings)
  if (cell.xml !== undefined) return cell.xml
  const style = cell.style === undefined ? "" : ` s="${cell.style}"`
  const formula = cell.formula === undefined ? "" : `<f>${encodeText(cell.formula)}</f>`
  if (cell.error !== undefined) return `<c r="${reference}"${style} t="e">${formula}<v>${cell.error}</v></c>`
  if (cell.value === undefined) {
    return formula === "" ? `<c r="${reference}"${style}/>` : `<c r="${reference}"${style}>${formula}</c>`
  }
  if (formula !== "" && typeof cell.value === "string") {
    return `<c r="${reference}"${style} t="str">${formula}<v>${encodeText(cell.value)}</v></c>`
  }
  return constantXml(reference, style, formula, cell.value, strings)
}

const constantXml = (
  reference: string,
  style: string,
  formula: string,
  value: string | number | boolean,
  strings: Strings | undefined
): string => {
  if (typeof value === "number") return `<c r="${reference}"${style}>${formula}<v>${value}</v></c>`
  if (typeof value === "boolean") return `<c r="${reference}"${style} t="b">${formula}<v>${value ? 1 : 0}</v></c>`
  return strings === undefined
    ? `<c r="${reference}"${style} t="inlineStr"><is><t>${encodeText(value)}</t></is></c>`
    : `<c r="${reference}"${style} t="s"><v>${strings.numberOf(value)}</v></c>`
}

const rowXml = (index: number, cells: ReadonlyArray<Cell>, strings: Strings | undefined): string => {
  let inner = ""
  for (const [column, cell] of cells.entries()) inner += cellXml(columnName(column) + (index + 1), cell, strings)
  return inner === "" ? "" : `<row r="${index + 1}" spans="1:${cells.length}">${inner}</row>`
}

const columnXml = (column: Table["columns"][number], index: number): string => {
  if (typeof column === "string") return `<tableColumn id="${index + 1}" name="${encodeAttribute(column)}"/>`
  const label = column.label === undefined ? "" : ` totalsRowLabel="${column.label}"`
  const total = column.totals === undefined ? "" : ` totalsRowFunction="${column.totals}"`
  const formula = column.calculated === undefined
    ? ""
    : `<calculatedColumnFormula>${encodeText(column.calculated)}</calculatedColumnFormula>`
  return `<tableColumn id="${index + 1}" name="${
    encodeAttribute(column.name)
  }"${label}${total}>${formula}</tableColumn>`
}

const withoutLastRow = (ref: string): string => ref.replace(/\d+$/, (row) => String(Number(row) - 1))

const tableXml = (id: number, table: Table): string => {
  const filterRef = table.totalsRow ? withoutLastRow(table.ref) : table.ref
  const filter = table.headerRow === false ? "" : `<autoFilter ref="${filterRef}">${table.filter ?? ""}</autoFilter>`
  return `${declaration}<table xmlns="${main}" id="${id}" name="${table.name}" displayName="${table.name}" ref="${table.ref}"` +
    `${table.headerRow === false ? " headerRowCount=\"0\"" : ""}${
      table.totalsRow ? " totalsRowCount=\"1\"" : " totalsRowShown=\"0\""
    }>` +
    `${filter}<tableColumns count="${table.columns.length}">${table.columns.map(columnXml).join("")}</tableColumns>` +
    "<tableStyleInfo name=\"TableStyleMedium2\" showFirstColumn=\"0\" showLastColumn=\"0\" showRowStripes=\"1\" showColumnStripes=\"0\"/></table>"
}

const relsXml = (
  related: ReadonlyArray<{ readonly id: string; readonly kind: string; readonly target: string }>
): string =>
  `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${
    related.map(({ id, kind, target }) =>
      `<Relationship Id="${id}" Type="${relationships}/${kind}" Target="${target}"/>`
    ).join("")
  }</Relationships>`

const stylesXml = (formats: ReadonlyArray<string>): string =>
  `${declaration}<styleSheet xmlns="${main}">` +
  (formats.length === 0
    ? ""
    : `<numFmts count="${formats.length}">${
      formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${encodeAttribute(code)}"/>`)
        .join("")
    }</numFmts>`) +
  "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>" +
  "<fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills>" +
  "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>" +
  "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>" +
  `<cellXfs count="${formats.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${
    formats.map((_, index) =>
      `<xf numFmtId="${164 + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`
    ).join("")
  }</cellXfs></styleSheet>`

/** Returns the parts of the described file in Excel's order. */
export const makeParts = (book: Book): Map<string, string> => {
  const strings = book.sharedStrings === false ? undefined : new Strings()
  const parts = new Map<string, string>()
  const overrides: Array<readonly [name: string, type: string]> = []
  const later = new Map<string, string>()
  const caches: Array<PivotTable> = []
  const sheets = book.sheets.map((sheet, index): string => {
    const name = `xl/worksheets/sheet${index + 1}.xml`
    overrides.push([name, `${types}.worksheet+xml`])
    const related: Array<{ id: string; kind: string; target: string }> = []
    for (const table of sheet.tables ?? []) {
      const id = later.size + 1
      later.set(`xl/tables/table${id}.xml`, tableXml(id, table))
      overrides.push([`xl/tables/table${id}.xml`, `${types}.table+xml`])
      related.push({ id: `rId${related.length + 1}`, kind: "table", target: `../tables/table${id}.xml` })
    }
    const tables = related.map(({ id }) => `<tablePart r:id="${id}"/>`).join("")
    for (const pivotTable of sheet.pivotTables ?? []) {
      const id = caches.push(pivotTable)
      related.push({
        id: `rId${related.length + 1}`,
        kind: "pivotTable",
        target: `../pivotTables/pivotTable${id}.xml`
      })
    }
    for (const { kind, name: target } of sheet.related ?? []) {
      related.push({ id: `rId${related.length + 1}`, kind, target: `../${target.replace(/^xl\//, "")}` })
    }
    if (related.length > 0) parts.set(`xl/worksheets/_rels/sheet${index + 1}.xml.rels`, relsXml(related))
    const data = sheet.data ?? (sheet.rows ?? []).map((cells, row) => rowXml(row, cells, strings)).join("")
    parts.set(
      name,
      `${declaration}<worksheet xmlns="${main}" xmlns:r="${relationships}">${
        sheet.before ?? ""
      }<sheetData>${data}</sheetData>${sheet.after ?? ""}${
        tables === "" ? "" : `<tableParts count="${sheet.tables?.length ?? 0}">${tables}</tableParts>`
      }</worksheet>`
    )
    const state = sheet.state === undefined ? "" : ` state="${sheet.state}"`
    return `<sheet name="${encodeAttribute(sheet.name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`
  })
  for (const [name, text] of later) parts.set(name, text)
  const related = book.sheets.map((_, index) => ({
    id: `rId${index + 1}`,
    kind: "worksheet",
    target: `worksheets/sheet${index + 1}.xml`
  }))
  const relate = (kind: string, target: string, type: string, text: string) => {
    related.push({ id: `rId${related.length + 1}`, kind, target })
    overrides.push([`xl/${target}`, type])
    parts.set(`xl/${target}`, text)
  }
  relate("styles", "styles.xml", `${types}.styles+xml`, stylesXml(book.formats ?? []))
  if (strings !== undefined) {
    const items = [...strings.numbers.keys()].map((text) => `<si><t>${encodeText(text)}</t></si>`)
    const sst = `<sst xmlns="${main}" count="${items.length}" uniqueCount="${items.length}">${items.join("")}</sst>`
    relate("sharedStrings", "sharedStrings.xml", `${types}.sharedStrings+xml`, declaration + sst)
  }
  if (book.calcChain) {
    relate(
      "calcChain",
      "calcChain.xml",
      `${types}.calcChain+xml`,
      `${declaration}<calcChain xmlns="${main}"><c r="A1" i="1"/></calcChain>`
    )
  }
  for (const [name, { text, type }] of Object.entries(book.parts ?? {})) {
    overrides.push([name, type])
    parts.set(name, text)
  }
  const links = (book.links ?? []).map((content, index) => {
    relate(
      "externalLink",
      `externalLinks/externalLink${index + 1}.xml`,
      `${types}.externalLink+xml`,
      `${declaration}<externalLink xmlns="${main}"><externalBook xmlns:r="${relationships}" r:id="rId1">${content}</externalBook></externalLink>`
    )
    return `<externalReference r:id="rId${related.length}"/>`
  }).join("")
  const pivotCaches = caches.map(({ attributes = "", cacheFields, definition, name, records, source }, index) => {
    const id = index + 1
    const cacheName = `pivotCache/pivotCacheDefinition${id}.xml`
    const count = (content: string, element: string): number => content.split(`<${element}`).length - 1
    relate(
      "pivotCacheDefinition",
      cacheName,
      `${types}.pivotCacheDefinition+xml`,
      `${declaration}<pivotCacheDefinition xmlns="${main}" xmlns:r="${relationships}"${
        records === undefined ? " saveData=\"0\"" : ` r:id="rId1" recordCount="${count(records, "r>")}"`
      } createdVersion="6" refreshedVersion="6"><cacheSource type="worksheet"><worksheetSource ${source}/></cacheSource>` +
        `<cacheFields count="${count(cacheFields, "cacheField ")}">${cacheFields}</cacheFields></pivotCacheDefinition>`
    )
    const relationship = `rId${related.length}`
    if (records !== undefined) {
      const recordsName = `xl/pivotCache/pivotCacheRecords${id}.xml`
      overrides.push([recordsName, `${types}.pivotCacheRecords+xml`])
      parts.set(
        recordsName,
        `${declaration}<pivotCacheRecords xmlns="${main}" count="${
          count(records, "r>")
        }">${records}</pivotCacheRecords>`
      )
      parts.set(
        `xl/pivotCache/_rels/pivotCacheDefinition${id}.xml.rels`,
        relsXml([{ id: "rId1", kind: "pivotCacheRecords", target: `pivotCacheRecords${id}.xml` }])
      )
    }
    overrides.push([`xl/pivotTables/pivotTable${id}.xml`, `${types}.pivotTable+xml`])
    parts.set(
      `xl/pivotTables/pivotTable${id}.xml`,
      `${declaration}<pivotTableDefinition xmlns="${main}" name="${
        encodeAttribute(name)
      }" cacheId="${id}" dataCaption="Values"` +
        ` createdVersion="6" updatedVersion="6"${attributes}>${definition}</pivotTableDefinition>`
    )
    parts.set(
      `xl/pivotTables/_rels/pivotTable${id}.xml.rels`,
      relsXml([{ id: "rId1", kind: "pivotCacheDefinition", target: `../${cacheName}` }])
    )
    return `<pivotCache cacheId="${id}" r:id="${relationship}"/>`
  }).join("")
  const names = (book.names ?? []).map(({ formula, name, sheet }) =>
    `<definedName name="${name}"${sheet === undefined ? "" : ` localSheetId="${sheet}"`}>${
      encodeText(formula)
    }</definedName>`
  ).join("")
  const workbook = `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}">` +
    (book.date1904 ? "<workbookPr date1904=\"1\"/>" : "<workbookPr/>") +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join("")}</sheets>` +
    (links === "" ? "" : `<externalReferences>${links}</externalReferences>`) +
    (names === "" ? "" : `<definedNames>${names}</definedNames>`) +
    `<calcPr calcId="191029"${book.calcMode === undefined ? "" : ` calcMode="${book.calcMode}"`}${
      book.iterate ? " iterate=\"1\"" : ""
    }/>${pivotCaches === "" ? "" : `<pivotCaches>${pivotCaches}</pivotCaches>`}</workbook>`
  const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>" +
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
    `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${
      overrides.map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`).join("")
    }</Types>`
  return new Map([
    ["[Content_Types].xml", contentTypes],
    ["_rels/.rels", relsXml([{ id: "rId1", kind: "officeDocument", target: "xl/workbook.xml" }])],
    ["xl/workbook.xml", workbook],
    ["xl/_rels/workbook.xml.rels", relsXml(related)],
    ...parts
  ])
}

/** 1980-01-01 00:00 in local time, like the time of the parts that Excel writes. */
const mtime = new Date(1980, 0, 1)

/** Returns a zip archive of parts. */
export const pack = (parts: Iterable<readonly [name: string, content: string | Uint8Array]>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      [...parts].map(([name, content]) => [name, typeof content === "string" ? strToU8(content) : content])
    ),
    { mtime }
  )

/** Returns the bytes of the described file. */
export const makeBook = (book: Book): Uint8Array => pack(makeParts(book))

/** Returns the bytes of the described file with one part edited as text, or removed if the result is `undefined`. */
export const makeEdited = (
  book: Book,
  name: string,
  edit: (text: string) => string | Uint8Array | undefined
): Uint8Array => {
  const texts = makeParts(book)
  const parts = new Map<string, string | Uint8Array>(texts)
  const edited = edit(texts.get(name) ?? "")
  if (edited === undefined) parts.delete(name)
  else parts.set(name, edited)
  return pack(parts)
}
