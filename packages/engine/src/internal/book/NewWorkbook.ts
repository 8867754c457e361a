/**
 * The .xlsx file of a new workbook.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import * as Zip from "../package/Zip.js"

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships"
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"

const relationship = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${relationships}/${kind}" Target="${target}"/>`

/** The parts of a workbook with one empty sheet. */
const parts: ReadonlyArray<readonly [name: string, content: string]> = [
  [
    "[Content_Types].xml",
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/></Types>`
  ],
  [
    "_rels/.rels",
    `<Relationships xmlns="${packageRelationships}">${
      relationship(1, "officeDocument", "xl/workbook.xml")
    }</Relationships>`
  ],
  [
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>` +
    `<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`
  ],
  [
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${packageRelationships}">` +
    `${relationship(1, "worksheet", "worksheets/sheet1.xml")}${relationship(2, "styles", "styles.xml")}</Relationships>`
  ],
  ["xl/worksheets/sheet1.xml", `<worksheet xmlns="${main}"><sheetData/></worksheet>`],
  [
    "xl/styles.xml",
    `<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
    `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>` +
    `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  ]
]

/** The bytes of a workbook with one empty sheet. */
export const blank = (): Uint8Array =>
  Zip.write(parts.map(([name, content]) => Zip.deflate(name, Buffer.from(Xml.declaration + content), undefined)))
