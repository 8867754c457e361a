/** The workbook that the documented requests address, with a chart, a comment and a pivot table beside support.ts's. */
import { makeParts, pack } from "@effect-workbook/engine/test/makeBook"

export const commentId = "{6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D01}"
export const replyId = "{6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D02}"

const personId = "{6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D03}"
const declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const threaded = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
const later = "http://schemas.microsoft.com/office/2017/10/relationships"
const chartML = "http://schemas.openxmlformats.org/drawingml/2006/chart"
const drawingML = "http://schemas.openxmlformats.org/drawingml/2006/main"
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"

const rels = (related: ReadonlyArray<readonly [id: string, type: string, target: string]>): string =>
  `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${
    related.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`).join("")
  }</Relationships>`

const frame = (id: number, name: string, row: number) =>
  `<xdr:twoCellAnchor><xdr:from><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>` +
  `<xdr:to><xdr:col>14</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${
    row + 13
  }</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>` +
  `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${
    id + 1
  }" name="${name}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
  "<xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm>" +
  `<a:graphic><a:graphicData uri="${chartML}"><c:chart xmlns:c="${chartML}" xmlns:r="${office}" r:id="rId${id}"/></a:graphicData></a:graphic>` +
  "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"

const drawing =
  `${declaration}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="${drawingML}">${
    frame(1, "Sales", 5)
  }${frame(2, "Flat", 20)}</xdr:wsDr>`

const text = (content: string) =>
  `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>${content}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`

const axis = (element: "catAx" | "valAx" | "serAx", id: number, crosses: number, position: string, inner = "") =>
  `<c:${element}><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>` +
  `<c:axPos val="${position}"/>${inner}<c:crossAx val="${crosses}"/></c:${element}>`

const series = (name: string, categories: string, values: string) =>
  "<c:varyColors val=\"0\"/><c:ser><c:idx val=\"0\"/><c:order val=\"0\"/>" +
  `<c:tx><c:strRef><c:f>${name}</c:f></c:strRef></c:tx><c:cat><c:strRef><c:f>${categories}</c:f></c:strRef></c:cat>` +
  `<c:val><c:numRef><c:f>${values}</c:f></c:numRef></c:val></c:ser><c:gapWidth val="150"/>`

const valueAxis = axis("valAx", 2, 1, "l", `<c:majorGridlines/>${text("Amount")}`)

const chart = (title: string, plot: string) =>
  `${declaration}<c:chartSpace xmlns:c="${chartML}" xmlns:a="${drawingML}" xmlns:r="${office}"><c:chart>${
    text(title)
  }<c:autoTitleDeleted val="0"/><c:plotArea>${plot}</c:plotArea>` +
  "<c:legend><c:legendPos val=\"r\"/><c:overlay val=\"0\"/></c:legend><c:plotVisOnly val=\"1\"/></c:chart></c:chartSpace>"

// Only a chart with three dimensions has an axis of the series.
const sales = chart(
  "Sales",
  "<c:bar3DChart><c:barDir val=\"col\"/><c:grouping val=\"standard\"/>" +
    series("Data!$B$1", "Data!$A$2:$A$4", "Data!$B$2:$B$4") +
    "<c:shape val=\"box\"/><c:axId val=\"1\"/><c:axId val=\"2\"/><c:axId val=\"3\"/></c:bar3DChart>" +
    axis("catAx", 1, 2, "b") + valueAxis + axis("serAx", 3, 1, "b", "<c:majorGridlines/>")
)

// Only a chart with two dimensions has positions of data labels. The cells below its series are blank.
const flat = chart(
  "Flat",
  "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/>" +
    series("Data!$G$1", "Data!$F$2:$F$4", "Data!$G$2:$G$4") +
    "<c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>" + axis("catAx", 1, 2, "b") + valueAxis
)

const vml =
  "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">" +
  "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"/>" +
  "<v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\" style=\"visibility:hidden\"><x:ClientData ObjectType=\"Note\"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"

const cell = "ref=\"B2\""

const added: ReadonlyArray<readonly [name: string, type: string | undefined, content: string]> = [
  ["xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml", drawing],
  [
    "xl/drawings/_rels/drawing1.xml.rels",
    undefined,
    rels([["rId1", `${office}/chart`, "../charts/chart1.xml"], ["rId2", `${office}/chart`, "../charts/chart2.xml"]])
  ],
  ["xl/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", sales],
  ["xl/charts/chart2.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", flat],
  ["xl/drawings/vmlDrawing1.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing", vml],
  [
    "xl/comments1.xml",
    `${spreadsheet}.comments+xml`,
    `${declaration}<comments xmlns="${main}"><authors><author>tc=${commentId}</author></authors><commentList>` +
    `<comment ${cell} authorId="0"><text><t>Is this right?</t></text></comment></commentList></comments>`
  ],
  [
    "xl/threadedComments/threadedComment1.xml",
    "application/vnd.ms-excel.threadedcomments+xml",
    `${declaration}<ThreadedComments xmlns="${threaded}">` +
    `<threadedComment ${cell} dT="2026-01-02T03:04:05.00" personId="${personId}" id="${commentId}"><text>Is this right?</text></threadedComment>` +
    `<threadedComment ${cell} dT="2026-01-02T03:05:05.00" personId="${personId}" id="${replyId}" parentId="${commentId}"><text>Yes</text></threadedComment>` +
    "</ThreadedComments>"
  ],
  [
    "xl/persons/person.xml",
    "application/vnd.ms-excel.person+xml",
    `${declaration}<personList xmlns="${threaded}"><person displayName="Ada" id="${personId}" userId="ada@example.com" providerId="AD"/></personList>`
  ],
  [
    "xl/pivotCache/pivotCacheDefinition1.xml",
    `${spreadsheet}.pivotCacheDefinition+xml`,
    `${declaration}<pivotCacheDefinition xmlns="${main}" xmlns:r="${office}" saveData="0" refreshOnLoad="1" createdVersion="6" refreshedVersion="6" recordCount="0">` +
    "<cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:B4\" sheet=\"Data\"/></cacheSource>" +
    "<cacheFields count=\"2\"><cacheField name=\"Item\" numFmtId=\"0\"><sharedItems count=\"3\"><s v=\"Apples\"/><s v=\"Pears\"/><s v=\"Plums\"/></sharedItems></cacheField>" +
    "<cacheField name=\"Amount\" numFmtId=\"0\"><sharedItems containsSemiMixedTypes=\"0\" containsString=\"0\" containsNumber=\"1\" containsInteger=\"1\" minValue=\"3\" maxValue=\"5\"/></cacheField></cacheFields>" +
    "</pivotCacheDefinition>"
  ],
  [
    "xl/pivotTables/pivotTable1.xml",
    `${spreadsheet}.pivotTable+xml`,
    `${declaration}<pivotTableDefinition xmlns="${main}" name="Totals" cacheId="1" dataCaption="Values" createdVersion="6" updatedVersion="6">` +
    "<location ref=\"A3:B7\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"1\"/>" +
    "<pivotFields count=\"2\"><pivotField axis=\"axisRow\" showAll=\"0\"><items count=\"4\"><item x=\"0\"/><item x=\"1\"/><item x=\"2\"/><item t=\"default\"/></items></pivotField>" +
    "<pivotField dataField=\"1\" showAll=\"0\"/></pivotFields><rowFields count=\"1\"><field x=\"0\"/></rowFields>" +
    "<rowItems count=\"4\"><i><x/></i><i><x v=\"1\"/></i><i><x v=\"2\"/></i><i t=\"grand\"><x/></i></rowItems><colItems count=\"1\"><i/></colItems>" +
    "<dataFields count=\"1\"><dataField name=\"Sum of Amount\" fld=\"1\" baseField=\"0\" baseItem=\"0\"/></dataFields></pivotTableDefinition>"
  ],
  [
    "xl/pivotTables/_rels/pivotTable1.xml.rels",
    undefined,
    rels([["rId1", `${office}/pivotCacheDefinition`, "../pivotCache/pivotCacheDefinition1.xml"]])
  ],
  [
    "xl/worksheets/_rels/sheet3.xml.rels",
    undefined,
    rels([["rId1", `${office}/pivotTable`, "../pivotTables/pivotTable1.xml"]])
  ]
]

const relate = (self: string, related: ReadonlyArray<readonly [id: string, type: string, target: string]>): string =>
  self.replace(
    "</Relationships>",
    `${
      related.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`).join("")
    }</Relationships>`
  )

const edits: Readonly<Record<string, (text: string) => string>> = {
  "[Content_Types].xml": (self) =>
    self.replace(
      "</Types>",
      `${
        added.flatMap(([name, type]) =>
          type === undefined ? [] : [`<Override PartName="/${name}" ContentType="${type}"/>`]
        ).join("")
      }</Types>`
    ),
  "xl/worksheets/_rels/sheet1.xml.rels": (self) =>
    relate(self, [
      ["drawing", `${office}/drawing`, "../drawings/drawing1.xml"],
      ["vml", `${office}/vmlDrawing`, "../drawings/vmlDrawing1.vml"],
      ["comments", `${office}/comments`, "../comments1.xml"],
      ["threads", `${later}/threadedComment`, "../threadedComments/threadedComment1.xml"]
    ]),
  "xl/_rels/workbook.xml.rels": (self) =>
    relate(self, [
      ["persons", `${later}/person`, "persons/person.xml"],
      ["pivotCache", `${office}/pivotCacheDefinition`, "pivotCache/pivotCacheDefinition1.xml"]
    ]),
  "xl/workbook.xml": (self) =>
    self.replace("</workbook>", "<pivotCaches><pivotCache cacheId=\"1\" r:id=\"pivotCache\"/></pivotCaches></workbook>")
}

const parts = makeParts({
  sheets: [
    {
      name: "Data",
      rows: [
        ["Item", "Amount", null, "Total", null, "x", "y"],
        ["Apples", 3, null, { formula: "SUM(B2:B4)", value: 12 }, null, 1, 2],
        ["Pears", 4, null, null, null, 3, 4],
        ["Plums", 5, null, null, null, 5, 6],
        ["Sum", { formula: "SUBTOTAL(109,Orders[Amount])", value: 12 }]
      ],
      tables: [{
        name: "Orders",
        ref: "A1:B5",
        columns: [{ name: "Item", label: "Sum" }, { name: "Amount", totals: "sum" }],
        totalsRow: true
      }],
      after: "<drawing r:id=\"drawing\"/><legacyDrawing r:id=\"vml\"/>"
    },
    { name: "It's empty" },
    {
      name: "Pivot",
      rows: [[], [], ["Row Labels", "Sum of Amount"], ["Apples", 3], ["Pears", 4], ["Plums", 5], ["Grand Total", 12]]
    }
  ],
  names: [
    { name: "Amounts", formula: "Data!$B$2:$B$4" },
    { name: "Free", formula: "Data!$F$1:$G$4" },
    { name: "Local", formula: "Data!$A$1", sheet: 0 }
  ]
})

for (const [name, edit] of Object.entries(edits)) parts.set(name, edit(parts.get(name) ?? ""))
for (const [name, , content] of added) parts.set(name, content)

export const book = pack(parts)
