import type { Book, BookError, Model } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as FastCheck from "effect/FastCheck"
import { makeEdited } from "../support/makeBook.js"
import { area, differing, make, open, part, reopen, sheet, table, values } from "../support/openBook.js"

const rows = [
  ["Item", "Qty", "Due"],
  ["Apple", 5, { value: 45352, style: 1 }], // 2024-03-01, the day of today
  ["pear", 12, { value: 45353, style: 1 }], // 2024-03-02
  ["Plum", 7, { value: 45300, style: 1 }], // 2024-01-09
  [null, 12, { value: 44986, style: 1 }], // 2023-03-01
  ["Peach", null, "soon"],
  ["Fig", 1, { value: 45320.5, style: 1 }] // 2024-01-29, noon
]

const description = {
  formats: ["yyyy-mm-dd"],
  sheets: [{
    name: "S",
    rows: [...rows, ["Total", { formula: "SUBTOTAL(9,Orders[Qty])", value: 37 }]],
    tables: [{
      name: "Orders",
      ref: "A1:C8",
      columns: ["Item", { name: "Qty", totals: "sum" }, "Due"],
      totalsRow: true
    }]
  }]
}

const columnOf = (book: Book.Book, name: string): string =>
  table(book, "Orders").columns.find((column) => column.name === name)!.id

const filterBy = (book: Book.Book, name: string, filter: Model.ColumnFilter) =>
  book.setFilter(table(book, "Orders"), columnOf(book, name), filter)

/** The numbers of the visible rows of the data body. */
const shown = (book: Book.Book): ReadonlyArray<number> =>
  [2, 3, 4, 5, 6, 7].filter((row) => book.read(sheet(book, "S"), area(`A${row}`)).rowHidden() === false)

const custom = (...criteria: ReadonlyArray<string>): Model.ColumnFilter => ({ on: "Custom", criteria, operator: "And" })
const either = (...criteria: ReadonlyArray<string>): Model.ColumnFilter => ({ on: "Custom", criteria, operator: "Or" })
const items = (top: boolean, percent: boolean, count: number): Model.ColumnFilter => ({
  on: "Items",
  top,
  percent,
  count
})
const dynamic = (condition: Model.DynamicFilter): Model.ColumnFilter => ({ on: "Dynamic", condition })

const cases: ReadonlyArray<
  readonly [column: string, filter: Model.ColumnFilter, shown: ReadonlyArray<number>, xml: string]
> = [
  [
    "Item",
    { on: "Values", values: ["APPLE", "Fig"] },
    [2, 7],
    `<filters><filter val="APPLE"/><filter val="Fig"/></filters>`
  ],
  ["Item", { on: "Values", values: ["Plum", ""] }, [4, 5], `<filters blank="1"><filter val="Plum"/></filters>`],
  ["Due", { on: "Values", values: ["2024-01-09"] }, [4], `<filters><filter val="2024-01-09"/></filters>`],
  [
    "Due",
    { on: "Values", values: [{ date: "2024-01-01", specificity: "Month" }] },
    [4, 7],
    `<filters><dateGroupItem year="2024" month="1" dateTimeGrouping="month"/></filters>`
  ],
  [
    "Due",
    { on: "Values", values: [{ date: "2024-01-29T12:00:00", specificity: "Hour" }] },
    [7],
    `<filters><dateGroupItem year="2024" month="1" day="29" hour="12" dateTimeGrouping="hour"/></filters>`
  ],
  ["Qty", custom(">5"), [3, 4, 5], `<customFilters><customFilter operator="greaterThan" val="5"/></customFilters>`],
  [
    "Qty",
    custom(">=5", "<12"),
    [2, 4],
    `<customFilters and="1"><customFilter operator="greaterThanOrEqual" val="5"/>` +
    `<customFilter operator="lessThan" val="12"/></customFilters>`
  ],
  [
    "Qty",
    either("<2", ">10"),
    [3, 5, 7],
    `<customFilters><customFilter operator="lessThan" val="2"/><customFilter operator="greaterThan" val="10"/></customFilters>`
  ],
  ["Item", custom("=p*"), [3, 4, 6], `<customFilters><customFilter val="p*"/></customFilters>`],
  ["Item", custom("<>p?*"), [2, 5, 7], `<customFilters><customFilter operator="notEqual" val="p?*"/></customFilters>`],
  ["Item", custom("="), [5], `<customFilters><customFilter val=" "/></customFilters>`],
  ["Item", custom("<>"), [2, 3, 4, 6, 7], `<customFilters><customFilter operator="notEqual" val=" "/></customFilters>`],
  ["Qty", items(true, false, 1), [3, 5], `<top10 val="1" filterVal="12"/>`],
  ["Qty", items(false, false, 2), [2, 7], `<top10 top="0" val="2" filterVal="5"/>`],
  ["Qty", items(true, true, 60), [3, 4, 5], `<top10 percent="1" val="60" filterVal="7"/>`],
  ["Qty", items(false, true, 1), [7], `<top10 top="0" percent="1" val="1" filterVal="1"/>`],
  ["Qty", dynamic("AboveAverage"), [3, 5], `<dynamicFilter type="aboveAverage" val="7.4"/>`],
  ["Qty", dynamic("BelowAverage"), [2, 4, 7], `<dynamicFilter type="belowAverage" val="7.4"/>`],
  ["Due", dynamic("Today"), [2], `<dynamicFilter type="today" val="45352" maxVal="45353"/>`],
  ["Due", dynamic("Tomorrow"), [3], `<dynamicFilter type="tomorrow" val="45353" maxVal="45354"/>`],
  ["Due", dynamic("ThisWeek"), [2, 3], `<dynamicFilter type="thisWeek" val="45347" maxVal="45354"/>`],
  ["Due", dynamic("ThisQuarter"), [2, 3, 4, 7], `<dynamicFilter type="thisQuarter" val="45292" maxVal="45383"/>`],
  ["Due", dynamic("YearToDate"), [2, 4, 7], `<dynamicFilter type="yearToDate" val="45292" maxVal="45353"/>`],
  ["Due", dynamic("LastYear"), [5], `<dynamicFilter type="lastYear" val="44927" maxVal="45292"/>`],
  ["Due", dynamic("AllDatesInPeriodMarch"), [2, 3, 5], `<dynamicFilter type="M3"/>`],
  ["Due", dynamic("AllDatesInPeriodQuarter1"), [2, 3, 4, 5, 7], `<dynamicFilter type="Q1"/>`]
]

describe("A filter of a table", () => {
  it.effect.each(cases)("on %s by %o shows the rows %o", ([column, filter, expected, xml]) =>
    Effect.gen(function*() {
      const book = yield* make(description)
      yield* filterBy(book, column, filter)
      assert.deepStrictEqual(shown(book), expected)
      const index = table(book, "Orders").columns.findIndex(({ name }) => name === column)
      assert.include(
        part(book, "xl/tables/table1.xml"),
        `<autoFilter ref="A1:C7"><filterColumn colId="${index}">${xml}</filterColumn></autoFilter>`
      )
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(
        reopened.filter(table(reopened, "Orders"), columnOf(reopened, column)),
        Option.some(filter)
      )
      assert.deepStrictEqual(shown(reopened), expected)
    }))

  it.effect("changes only the sheet and the table, and what is cleared is as before", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const before = book.save()
      yield* filterBy(book, "Item", { on: "Values", values: ["Fig"] })
      assert.deepStrictEqual(differing(before, book.save()), ["xl/tables/table1.xml", "xl/worksheets/sheet1.xml"])
      // a filter hides rows from SUBTOTAL(9, …)
      assert.deepStrictEqual(values(book, "B8"), [[1]])
      yield* book.clearFilter(table(book, "Orders"), columnOf(book, "Item"))
      assert.deepStrictEqual(values(book, "B8"), [[37]])
      assert.deepStrictEqual(shown(book), [2, 3, 4, 5, 6, 7])
      assert.notInclude(part(book, "xl/worksheets/sheet1.xml"), "hidden")
      assert.notInclude(part(book, "xl/tables/table1.xml"), "filterColumn")
      assert.deepStrictEqual(book.filter(table(book, "Orders"), columnOf(book, "Item")), Option.none())
    }))

  it.effect("leaves rows out of SUBTOTAL(9, …) that a user had hidden before, and of no other total", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          data:
            `<row r="1"><c r="A1" t="inlineStr"><is><t>N</t></is></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c></row>` +
            `<row r="3"><c r="A3"><v>2</v></c></row><row r="5"><c r="A5"><f>SUBTOTAL(9,A2:A3)</f><v>3</v></c></row>` +
            `<row r="6"><c r="A6"><f>SUM(A2:A3)</f><v>3</v></c></row>`,
          tables: [{ name: "Orders", ref: "A1:A3", columns: ["N"] }]
        }]
      })
      yield* filterBy(book, "N", custom(">1"))
      assert.deepStrictEqual(values(book, "A5:A6"), [[2], [3]])
    }))

  it.effect("of several columns shows the rows that meet all, and follows its column", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      yield* filterBy(book, "Item", custom("=p*"))
      yield* filterBy(book, "Qty", custom(">7"))
      assert.deepStrictEqual(shown(book), [3])
      yield* book.addColumn(table(book, "Orders"), 0, { name: "New" })
      assert.include(
        part(book, "xl/tables/table1.xml"),
        `<filterColumn colId="1"><customFilters><customFilter val="p*"/>`
      )
      yield* book.clearFilter(table(book, "Orders"), columnOf(book, "Qty"))
      assert.deepStrictEqual(shown(book), [3, 4, 6])
      yield* book.clearFilter(table(book, "Orders"))
      assert.deepStrictEqual(shown(book), [2, 3, 4, 5, 6, 7])
    }))

  it.effect("is not applied again before that is requested", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      yield* filterBy(book, "Qty", items(true, false, 1))
      yield* book.write(sheet(book, "S"), area("B7"), { values: 100 })
      assert.deepStrictEqual(shown(book), [3, 5])
      yield* book.reapplyFilters(table(book, "Orders"))
      assert.deepStrictEqual(shown(book), [7])
    }))

  it.effect("ends with its button, with the header row and with the table, and no row stays hidden", () =>
    Effect.gen(function*() {
      const ends: ReadonlyArray<(book: Book.Book) => Effect.Effect<unknown, BookError.BookError>> = [
        (book) => book.updateTable(table(book, "Orders"), { showFilterButton: false }),
        (book) => book.updateTable(table(book, "Orders"), { showHeaders: false }),
        (book) => book.convertToRange(table(book, "Orders")),
        (book) => book.deleteTable(table(book, "Orders"))
      ]
      for (const end of ends) {
        const book = yield* make(description)
        yield* filterBy(book, "Item", { on: "Values", values: ["Fig"] })
        yield* end(book)
        assert.deepStrictEqual(shown(yield* reopen(book)), [2, 3, 4, 5, 6, 7])
        assert.notInclude(part(book, "xl/tables/table1.xml") ?? "", "filterColumn")
      }
    }))

  it.effect("leaves rows hidden that the filter of another table hides", () =>
    Effect.gen(function*() {
      const two = {
        sheets: [{
          name: "S",
          rows: [["A", null, "B"], [1, null, 1], [2, null, 2], [3, null, 3]],
          tables: [{ name: "One", ref: "A1:A4", columns: ["A"] }, { name: "Two", ref: "C1:C4", columns: ["B"] }]
        }]
      }
      const book = yield* make(two)
      const filter = (name: string, criterion: string) =>
        book.setFilter(table(book, name), table(book, name).columns[0]!.id, custom(criterion))
      yield* filter("One", "<>1")
      yield* filter("Two", "<>3")
      const hidden = () => [2, 3, 4].map((row) => book.read(sheet(book, "S"), area(`A${row}`)).rowHidden())
      assert.deepStrictEqual(hidden(), [true, false, true])
      yield* book.clearFilter(table(book, "One"))
      assert.deepStrictEqual(hidden(), [false, false, true])
    }))

  it.effect("by a color finds the colors of styles, and stores it as a differential format", () =>
    Effect.gen(function*() {
      const bytes = makeEdited(
        {
          formats: ["0", "0.0"],
          sheets: [{
            name: "S",
            rows: [["A"], [{ value: 1, style: 1 }], [2], [{ value: 3, style: 2 }]],
            tables: [{ name: "Orders", ref: "A1:A4", columns: ["A"] }]
          }]
        },
        "xl/styles.xml",
        (text) =>
          text.replace(
            `</fills>`,
            `<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>`
          )
            .replace(`</fonts>`, `<font><color rgb="FFFF0000"/></font></fonts>`)
            .replace(`numFmtId="164" fontId="0" fillId="0"`, `numFmtId="164" fontId="0" fillId="1"`)
            .replace(`numFmtId="165" fontId="0"`, `numFmtId="165" fontId="1"`)
      )
      const book = yield* open(bytes)
      const visible = () =>
        [2, 3, 4].filter((row) => book.read(sheet(book, "S"), area(`A${row}`)).rowHidden() === false)
      yield* filterBy(book, "A", { on: "CellColor", color: "#ffff00" })
      assert.deepStrictEqual(visible(), [2])
      assert.include(part(book, "xl/tables/table1.xml"), `<colorFilter dxfId="0"/>`)
      yield* filterBy(book, "A", { on: "FontColor", color: "#FF0000" })
      assert.deepStrictEqual(visible(), [4])
      assert.include(part(book, "xl/tables/table1.xml"), `<colorFilter dxfId="1" cellColor="0"/>`)
      assert.match(part(book, "xl/styles.xml") ?? "", /<\/cellXfs><dxfs count="2"><dxf><fill>.*<dxf><font>.*<\/dxfs>/)
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(
        reopened.filter(table(reopened, "Orders"), columnOf(reopened, "A")),
        Option.some({ on: "FontColor", color: "#FF0000" })
      )
    }))

  it.effect("by an icon finds the icons of conditional formats", () =>
    Effect.gen(function*() {
      const icons = `<cfRule type="iconSet" priority="1"><iconSet iconSet="3Arrows"><cfvo type="percent" val="0"/>` +
        `<cfvo type="percent" val="33"/><cfvo type="percent" val="67"/></iconSet></cfRule>`
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["Item"], [0], [50], [100], ["x"]],
          after: `<conditionalFormatting sqref="A2:A5">${icons}</conditionalFormatting>`,
          tables: [{ name: "Orders", ref: "A1:A5", columns: ["Item"] }]
        }]
      })
      yield* filterBy(book, "Item", { on: "Icon", icon: { set: "ThreeArrows", index: 2 } })
      assert.deepStrictEqual(shown(book), [4, 6, 7])
      assert.include(part(book, "xl/tables/table1.xml"), `<iconFilter iconSet="3Arrows" iconId="2"/>`)
    }))

  it.effect("and a sort by an icon of Excel 2010 are stored in its namespace, and read again", () =>
    Effect.gen(function*() {
      const cfvo = (value: number) => `<x14:cfvo type="num"><xm:f>${value}</xm:f></x14:cfvo>`
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["Item"], [0], [50], [100], [60]],
          after: `<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" ` +
            `xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">` +
            `<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">` +
            `<x14:cfRule type="iconSet" priority="1" id="{0BB7E2C0-0F6D-4B3A-9A55-2F0A7D0B3C11}"><x14:iconSet iconSet="3Stars">${
              [0, 40, 80].map(cfvo).join("")
            }</x14:iconSet></x14:cfRule><xm:sqref>A2:A5</xm:sqref></x14:conditionalFormatting>` +
            `</x14:conditionalFormattings></ext></extLst>`,
          tables: [{ name: "Orders", ref: "A1:A5", columns: ["Item"] }]
        }]
      })
      const icon = { set: "ThreeStars", index: 1 }
      yield* book.sortTable(table(book, "Orders"), {
        conditions: [{ key: 0, on: "Icon", ascending: true, icon, textAsNumber: false }],
        matchCase: false,
        method: "PinYin"
      })
      assert.deepStrictEqual(book.read(sheet(book, "S"), area("A2:A5")).values(), [[50], [60], [0], [100]])
      yield* filterBy(book, "Item", { on: "Icon", icon })
      assert.deepStrictEqual(shown(book), [2, 3, 6, 7])
      const xml = part(book, "xl/tables/table1.xml")
      const choice = (element: string) =>
        `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">` +
        `<mc:Choice xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14">` +
        `${element}</mc:Choice></mc:AlternateContent>`
      assert.include(xml, choice(`<x14:iconFilter iconSet="3Stars" iconId="1"/>`))
      assert.include(xml, choice(`<x14:sortCondition sortBy="icon" iconSet="3Stars" iconId="1" ref="A2:A5"/>`))
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(
        reopened.filter(table(reopened, "Orders"), columnOf(reopened, "Item")),
        Option.some({ on: "Icon", icon })
      )
      assert.deepStrictEqual(
        Option.map(reopened.tableSort(table(reopened, "Orders")), ({ conditions }) => conditions[0]?.icon),
        Option.some(icon)
      )
      yield* reopened.write(sheet(reopened, "S"), area("A2"), { values: [[90]] })
      yield* reopened.reapplyTableSort(table(reopened, "Orders"))
      assert.include(part(reopened, "xl/tables/table1.xml"), "x14:sortCondition")
    }))

  it.effect("with invalid criteria is refused without effect", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const before = book.save()
      const refused: ReadonlyArray<Model.ColumnFilter> = [
        items(true, false, 0),
        items(true, true, 101),
        items(false, false, 1.5),
        { on: "CellColor", color: "red" },
        { on: "Icon", icon: { set: "ThreeArrows", index: 3 } },
        { on: "Values", values: [{ date: "soon", specificity: "Day" }] },
        custom(),
        custom("1", "2", "3")
      ]
      for (const filter of refused) {
        assert.strictEqual((yield* Effect.flip(filterBy(book, "Qty", filter))).code, "invalidArgument")
      }
      assert.deepStrictEqual(differing(before, book.save()), [])
    }))

  it.effect("that Excel has written with unknown criteria stays as it is", () =>
    Effect.gen(function*() {
      const unknown = `<filterColumn colId="1"><iconFilter iconSet="3Arrows"/></filterColumn>`
      const book = yield* make({
        sheets: [{ ...description.sheets[0]!, tables: [{ ...description.sheets[0]!.tables[0]!, filter: unknown }] }]
      })
      yield* filterBy(book, "Item", custom("=p*"))
      assert.deepStrictEqual(shown(book), [3, 4, 6])
      assert.include(part(book, "xl/tables/table1.xml"), unknown)
    }))

  it.effect.prop(
    "by the greatest items shows at least that many, and none is smaller than one that is hidden",
    {
      numbers: FastCheck.array(FastCheck.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 }),
      count: FastCheck.integer({ min: 1, max: 12 })
    },
    ({ count, numbers }) =>
      Effect.gen(function*() {
        const book = yield* make({
          sheets: [{
            name: "S",
            rows: [["N"], ...numbers.map((number) => [number])],
            tables: [{ name: "Orders", ref: `A1:A${numbers.length + 1}`, columns: ["N"] }]
          }]
        })
        yield* filterBy(book, "N", items(true, false, count))
        const hidden = numbers.map((_, index) =>
          book.read(sheet(book, "S"), area(`A${index + 2}`)).rowHidden() === true
        )
        const kept = numbers.filter((_, index) => !hidden[index])
        const left = numbers.filter((_, index) => hidden[index])
        assert.isAtLeast(kept.length, Math.min(count, numbers.length))
        assert.isBelow(left.length, numbers.length)
        for (const number of left) assert.isBelow(number, Math.min(...kept))
      })
  )
})
