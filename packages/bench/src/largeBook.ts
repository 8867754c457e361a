/** A workbook of many rows, as bytes: ten columns, of which two are formulas. */
import { crc32, deflateRawSync } from "node:zlib"

const parts = (rows: number): Record<string, string> => {
  const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  const row = (r: number) => {
    const numbers = ["A", "B", "C", "D", "E", "F", "G"].map((column, i) =>
      `<c r="${column}${r}"><v>${r * (i + 1) % 9973}</v></c>`
    )
    const text = `<c r="H${r}" t="inlineStr"><is><t>order ${r}</t></is></c>`
    const sum = r * 1 % 9973 + r * 2 % 9973
    const formulas = `<c r="I${r}"><f>A${r}+B${r}</f><v>${sum}</v></c><c r="J${r}"><f>I${r}*2</f><v>${2 * sum}</v></c>`
    return `<row r="${r}">${numbers.join("")}${text}${formulas}</row>`
  }
  return {
    "[Content_Types].xml": xml(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`
    ),
    "_rels/.rels": xml(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
    ),
    "xl/workbook.xml": xml(
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`
    ),
    "xl/_rels/workbook.xml.rels": xml(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
    ),
    "xl/worksheets/sheet1.xml": xml(
      `<worksheet xmlns="${main}"><sheetData>${
        Array.from({ length: rows }, (_, index) => row(index + 1)).join("")
      }</sheetData></worksheet>`
    )
  }
}

const entry = (name: string, content: string, offset: number) => {
  const plain = Buffer.from(content)
  const packed = deflateRawSync(plain, { level: 6 })
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(0x5A210000, 6)
  common.writeUInt32LE(crc32(plain), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(plain.length, 18)
  common.writeUInt16LE(name.length, 22)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  return {
    local: Buffer.concat([Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), packed]),
    central: Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), common, tail, Buffer.from(name)])
  }
}

/** The bytes of such a workbook. */
export const largeBook = (rows: number): Uint8Array => {
  const locals: Array<Buffer> = []
  const centrals: Array<Buffer> = []
  let offset = 0
  for (const [name, content] of Object.entries(parts(rows))) {
    const { central, local } = entry(name, content, offset)
    locals.push(local)
    centrals.push(central)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write("PK\u0005\u0006", 0, "latin1")
  end.writeUInt16LE(centrals.length, 8)
  end.writeUInt16LE(centrals.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}
