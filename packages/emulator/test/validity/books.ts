/** The workbooks in which the tests of saved files write. */
import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { readFileSync } from "node:fs"

export const sample = new Uint8Array(readFileSync(new URL("../../../examples/assets/orders.xlsx", import.meta.url)))

/** The pivot table sums the column `v` of the table by the column `k`. */
export const withPivotTable = makeBook({
  sheets: [
    {
      name: "It's data",
      rows: [["k", "v", "w"], ["x", 1, 2], ["y", 2, 4], ["x", 3, { formula: "B4*2", value: 6 }]],
      tables: [{ name: "T", ref: "A1:C4", columns: ["k", "v", "w"] }]
    },
    { name: "Other", rows: [[{ formula: "SUM('It''s data'!B2:B4)", value: 6 }]] },
    {
      name: "Pivot",
      rows: [["Row Labels", "Sum of v"], ["x", 4], ["y", 2], ["Grand Total", 6]],
      pivotTables: [{
        name: "Totals",
        source: "name=\"T\"",
        cacheFields:
          "<cacheField name=\"k\" numFmtId=\"0\"><sharedItems count=\"2\"><s v=\"x\"/><s v=\"y\"/></sharedItems></cacheField>" +
          "<cacheField name=\"v\" numFmtId=\"0\"><sharedItems/></cacheField><cacheField name=\"w\" numFmtId=\"0\"><sharedItems/></cacheField>",
        records:
          "<r><x v=\"0\"/><n v=\"1\"/><n v=\"2\"/></r><r><x v=\"1\"/><n v=\"2\"/><n v=\"4\"/></r><r><x v=\"0\"/><n v=\"3\"/><n v=\"6\"/></r>",
        definition:
          "<location ref=\"A1:B4\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"1\"/><pivotFields count=\"3\">" +
          "<pivotField axis=\"axisRow\" showAll=\"0\"><items count=\"3\"><item x=\"0\"/><item x=\"1\"/><item t=\"default\"/></items></pivotField>" +
          "<pivotField dataField=\"1\" showAll=\"0\"/><pivotField showAll=\"0\"/></pivotFields><rowFields count=\"1\"><field x=\"0\"/></rowFields>" +
          "<rowItems count=\"3\"><i><x/></i><i><x v=\"1\"/></i><i t=\"grand\"><x/></i></rowItems><colItems count=\"1\"><i/></colItems>" +
          "<dataFields count=\"1\"><dataField name=\"Sum of v\" fld=\"1\"/></dataFields>"
      }]
    }
  ],
  names: [{ name: "Values", formula: "'It''s data'!$B$2:$B$4" }]
})
