/** Small workbooks, and mutations of their files. */
import { makeParts, pack } from "@effect-workbook/engine/test/makeBook"
import { FastCheck } from "effect"

const bases = [
  makeParts({
    sheets: [
      {
        name: "Data",
        before: `<dimension ref="A1:F6"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>` +
          `<cols><col min="1" max="2" width="12" style="1" customWidth="1"/></cols>`,
        rows: [
          ["Item", "Amount", "Net", null, "Total"],
          ["Apples", 3, { formula: "B2*2", value: 6 }, null, { formula: "SUM(Orders[Amount])", value: 12 }],
          ["Pears", 4, { formula: "B3*2", value: 8 }, null, { value: 45_000, style: 1 }],
          ["Plums", 5, { formula: "B4*2", value: 10 }, null, { error: "#N/A" }],
          ["Total", { formula: "SUBTOTAL(109,B2:B4)", value: 12 }],
          [{ xml: `<c r="A6"><f t="shared" ref="A6:B6" si="0">A2&amp;"x"</f><v>0</v></c>` }, {
            xml: `<c r="B6"><f t="shared" si="0"/><v>1</v></c>`
          }, { xml: `<c r="C6"><f t="array" ref="C6:C6">SUM(B2:B4*2)</f><v>24</v></c>` }]
        ],
        after: `<mergeCells count="1"><mergeCell ref="E5:F5"/></mergeCells>` +
          `<conditionalFormatting sqref="B2:B4"><cfRule type="cellIs" priority="1" operator="greaterThan">` +
          `<formula>3</formula></cfRule></conditionalFormatting>`,
        tables: [{
          name: "Orders",
          ref: "A1:C5",
          columns: ["Item", { name: "Amount", totals: "sum" }, { name: "Net", calculated: "B2*2" }],
          totalsRow: true
        }]
      },
      { name: "It's 2nd", rows: [[{ formula: "Data!B2+Amounts", value: 6 }, true, null, "end"]], state: "hidden" }
    ],
    names: [
      { name: "Amounts", formula: "Data!$B$2:$B$4" },
      { name: "Local", formula: "OFFSET(Data!$A$1,1,1)", sheet: 1 }
    ],
    formats: ["yyyy\\-mm\\-dd"],
    calcChain: true
  }),
  makeParts({
    sharedStrings: false,
    date1904: true,
    sheets: [{ name: "S", rows: [["a", 1], ["b", { formula: "A1&B1" }]] }]
  }),
  makeParts({ sheets: [{ name: "S" }], calcMode: "manual" })
]

/** A file as a list of parts. Names may repeat, and parts may not belong to the format. */
type Parts = ReadonlyArray<readonly [name: string, text: string]>

/** Invalid values for attributes and elements. */
const pieces = [
  "",
  " ",
  "-1",
  "0",
  "1.5",
  "4294967296",
  "1e308",
  "-1e999",
  "NaN",
  "true",
  "A1",
  "B2:A1",
  "A1:XFD1048576",
  "XFE1048577",
  "A0",
  "#REF!",
  "rId1",
  "rId999",
  "../../../../etc/passwd",
  "/xl/workbook.xml",
  "sheet1.xml",
  "http://localhost/x",
  "_xlnm.Print_Area",
  "s",
  "str",
  "inlineStr",
  "shared",
  "array",
  "dataTable",
  "veryHidden",
  "A1:A1048576*2",
  "SUM(A:XFD)",
  "A6",
  "[1]Sheet1!A1",
  "Nowhere!A1",
  "Orders[[#This Row],[Net]]",
  "(".repeat(3000),
  "SUM(".repeat(300) + ")".repeat(300),
  "IF(1,".repeat(1000),
  "{1,2;3}",
  "\"",
  "x".repeat(40_000),
  "&#0;",
  "&#x110000;",
  "&b;",
  "\u0000",
  "\ud800",
  "\ufffe"
]

const snippets = [
  "<",
  ">",
  "</",
  "<!--",
  "]]>",
  "<![CDATA[",
  "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
  "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
  "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
  "<dimension ref=\"A1:XFD1048576\"/>",
  "<mergeCell ref=\"A1:XFD1048576\"/>",
  "<cols><col min=\"0\" max=\"4294967295\" style=\"99999\"/></cols>",
  "<row r=\"1048577\"><c r=\"XFD1048577\"><v>1</v></c></row>",
  "<row r=\"-5\"/><row r=\"2\"/><row r=\"2\"/>",
  "<c r=\"A1\" t=\"s\"><v>4294967295</v></c>",
  "<c r=\"A1\" t=\"s\"><v>-1</v></c>",
  "<c t=\"e\" s=\"99999\"><v>?</v></c>",
  "<c r=\"B2\"><f t=\"shared\" si=\"4294967295\" ref=\"A1:XFD1048576\">B2+1</f></c>",
  "<c r=\"B2\"><f t=\"array\" ref=\"A1:XFD1048576\">A1:XFD1048576</f></c>",
  "<tablePart r:id=\"rId1\"/>",
  "<tableColumn id=\"1\" name=\"Amount\"/>",
  "<sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/>",
  "<definedName name=\"A\">B</definedName><definedName name=\"B\">A</definedName>",
  "<Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>",
  "<xf numFmtId=\"4294967295\"/>",
  "<a>".repeat(20_000),
  "<a xmlns:b=\"c\" ".repeat(2000),
  " ".repeat(100_000)
]

const at = <A>(items: ReadonlyArray<A>, unit: number): A | undefined => items[Math.floor(unit * items.length)]

/** Numbers from 0 to 1 select the part, the position in it, and one of several variants. */
type Mutation = (parts: Parts, part: number, where: number, which: number) => Parts

const inText =
  (change: (text: string, where: number, which: number) => string): Mutation => (parts, part, where, which) => {
    const index = Math.floor(part * parts.length)
    return parts.map(([name, text], each) => [name, each === index ? change(text, where, which) : text])
  }

/** Replaces one occurrence of a pattern. */
const replaced = (pattern: RegExp, replacement: (found: string, which: number) => string): Mutation =>
  inText((text, where, which) => {
    const found = at([...text.matchAll(pattern)], where)
    return found === undefined
      ? text
      : text.slice(0, found.index) + replacement(found[0], which) + text.slice(found.index + found[0].length)
  })

const element = /<(\w+)(?:\s[^<>]*)?(?:\/>|>[^<]*<\/\1>)/g

const mutations: ReadonlyArray<Mutation> = [
  replaced(/(?<==")[^"]*(?=")/g, (_, which) => at(pieces, which) ?? ""),
  replaced(/(?<==")[^"]*(?=")/g, (_, which) => at(pieces, which) ?? ""),
  replaced(
    /(?<=<(?:v|f|t|definedName|formula|calculatedColumnFormula)[^<>]*>)[^<]+(?=<)/g,
    (_, which) => at(pieces, which) ?? ""
  ),
  replaced(element, (_, which) => at(snippets, which) ?? ""),
  replaced(element, (found) => found.repeat(3)),
  replaced(element, () => ""),
  replaced(element, (found, which) => `${"<a>".repeat(which * 5000)}${found}${"</a>".repeat(which * 5000)}`),
  replaced(/\s\w+="[^"]*"/g, (found, which) => which < 0.5 ? "" : found + found),
  replaced(/<\/?\w+/g, (found, which) => which < 0.5 ? found.toUpperCase() : `${found}x`),
  replaced(/<\w/g, (found, which) => (at(snippets, which) ?? "") + found),
  inText((text, where) => text.slice(0, Math.floor(where * text.length))),
  inText((text, where) => text.slice(Math.floor(where * text.length))),
  inText((_, where, which) => which < 0.3 ? "" : which < 0.6 ? "no XML" : `\ufeff<a>${"x".repeat(where * 1000)}</a>`),
  (parts, part) => parts.toSpliced(Math.floor(part * parts.length), 1),
  (parts, part, where) => [...parts, [at(parts, part)?.[0] ?? "", at(parts, where)?.[1] ?? ""]],
  (parts, part, where) => {
    const [one, other] = [Math.floor(part * parts.length), Math.floor(where * parts.length)]
    return parts.map(([name], each) => [name, parts[each === one ? other : each === other ? one : each]?.[1] ?? ""])
  },
  (parts, part, _, which) =>
    parts.map(([name, text], each) =>
      each === Math.floor(part * parts.length)
        ? [which < 0.3 ? name.toUpperCase() : which < 0.6 ? `/${name}` : `../${name}`, text]
        : [name, text]
    )
]

/** Overwrites bytes of the container. */
const damaged = (file: Uint8Array, damages: ReadonlyArray<readonly [where: number, byte: number]>): Uint8Array => {
  const bytes = Uint8Array.from(file)
  for (const [where, byte] of damages) bytes[Math.floor(where * bytes.length)] = byte
  return bytes
}

export interface Spoiled {
  readonly description: string
  readonly file: Uint8Array
}

/** Makes mutated files: three in four have mutated parts, the others a damaged container. */
export const spoiled = (
  numRuns: number,
  seed: number,
  bases: ReadonlyArray<Parts> = smallBooks
): ReadonlyArray<Spoiled> => {
  const unit = FastCheck.noBias(FastCheck.integer({ min: 0, max: 2 ** 30 - 1 })).map((whole) => whole / 2 ** 30)
  const mutation = FastCheck.tuple(FastCheck.nat(mutations.length - 1), unit, unit, unit)
  const inContainer = FastCheck.array(FastCheck.tuple(unit, FastCheck.nat(255)), { minLength: 1, maxLength: 8 })
  return FastCheck.sample(
    FastCheck.record({
      base: FastCheck.nat(bases.length - 1),
      how: FastCheck.oneof(
        { weight: 3, arbitrary: FastCheck.array(mutation, { minLength: 1, maxLength: 3 }) },
        { weight: 1, arbitrary: FastCheck.record({ cut: unit, damages: inContainer }) }
      )
    }),
    { numRuns, seed }
  ).map(({ base, how }) => {
    const parts = bases[base] ?? []
    const description = JSON.stringify({ base, how })
    if ("damages" in how) {
      const file = damaged(pack(parts), how.damages)
      return { description, file: how.cut < 0.3 ? file.slice(0, Math.floor(file.length * how.cut * 3)) : file }
    }
    const changed = how.reduce<Parts>((parts, [index, ...units]) => mutations[index]?.(parts, ...units) ?? parts, parts)
    return { description, file: pack(changed) }
  })
}

const smallBooks: ReadonlyArray<Parts> = bases.map((parts) => [...parts])

export const unspoiled: ReadonlyArray<Spoiled> = smallBooks.map((parts, base) => ({
  description: JSON.stringify({ base }),
  file: pack(parts)
}))
