import * as Client from "@effect-workbook/client"
import * as Described from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"

type Modules = Readonly<Record<string, object>>

const client: Modules = Client
const shared = Object.entries<object>(Described).filter(([name]) => name in client)

describe("A module of the client that has the name of one of the schema", () => {
  it.each(shared)("%s has everything that is in it", (name, described) => {
    const module = new Map(Object.entries(client[name] ?? {}))
    assert.deepStrictEqual(
      Object.entries(described).filter(([key, value]) => module.get(key) !== value).map(([key]) => key),
      []
    )
  })

  it("is one for each resource, and for each thing that is passed to the client or comes from it", () => {
    const names = shared.map(([name]) => name)
    const resources = [
      "Application",
      "DriveItem",
      "NamedItem",
      "Range",
      "Table",
      "TableColumn",
      "TableRow",
      "Worksheet"
    ]
    assert.includeMembers(names, [...resources, "CellValue", "ErrorCode", "Resource", "SerialDate", "Workbook"])
  })
})
