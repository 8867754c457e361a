import * as Client from "@effect-workbook/client"
import * as Described from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"

type Modules = Readonly<Record<string, object>>

const client: Modules = Client
const shared = Object.entries<object>(Described).filter(([name]) => name in client)

describe("A module of the client with the name of a schema module", () => {
  it.each(shared)("%s exports everything from it", (name, described) => {
    const module = new Map(Object.entries(client[name] ?? {}))
    assert.deepStrictEqual(
      Object.entries(described).filter(([key, value]) => module.get(key) !== value).map(([key]) => key),
      []
    )
  })

  it("exists for each resource, and for each type in the API of the client", () => {
    const names = shared.map(([name]) => name)
    const resources = [
      "Application",
      "Chart",
      "ChartAxis",
      "ChartFormat",
      "ChartSeries",
      "Comment",
      "DriveItem",
      "Filter",
      "FormatProtection",
      "NamedItem",
      "PivotTable",
      "Range",
      "RangeBorder",
      "RangeFill",
      "RangeFont",
      "RangeFormat",
      "RangeView",
      "Table",
      "TableColumn",
      "TableRow",
      "TableSort",
      "WorkbookContent",
      "Worksheet",
      "WorksheetProtection"
    ]
    assert.includeMembers(names, [...resources, "CellValue", "ErrorCode", "Resource", "SerialDate", "Workbook"])
  })
})
