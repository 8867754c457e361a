import * as Modules from "@effect-workbook/schema"
import { Catalogue, CellValue, Endpoint, GraphError } from "@effect-workbook/schema"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { JSONSchema, Schema } from "effect"

type AnySchema = Schema.Schema<any, any>

const isSchema = (u: unknown): u is AnySchema => Schema.isSchema(u)

const exported = Object.entries(Modules).flatMap(([module, exports]) =>
  Object.entries(exports).flatMap(([name, value]) => isSchema(value) ? [[`${module}.${name}`, value] as const] : [])
)

const ofEndpoints = Catalogue.all.flatMap((endpoint) => [
  [`${Endpoint.id(endpoint)}.parameters`, endpoint.parameters] as const,
  [`${Endpoint.id(endpoint)}.result`, endpoint.result] as const
])

/** Every exported schema, and the schemas of all endpoints, by their names. */
const schemas: ReadonlyArray<readonly [name: string, schema: AnySchema]> = [...exported, ...ofEndpoints]

const failures = (use: (schema: AnySchema, name: string) => unknown): ReadonlyArray<string> =>
  schemas.flatMap(([name, schema]) => {
    try {
      use(schema, name)
      return []
    } catch (error) {
      return [`${name}: ${String(error)}`]
    }
  })

describe("Every exported schema", () => {
  it("is in the list", () => {
    const names = schemas.map(([name]) => name)
    assert.includeMembers(names, [
      "CellValue.Matrix",
      "GraphError.FromJson",
      "Workbook.Workbook",
      "workbookFunctions.sum.parameters"
    ])
  })

  it("has a JSON schema", () => {
    assert.deepStrictEqual(failures((schema) => JSONSchema.make(schema)), [])
  })

  it("has a unique identifier, if it has one", () => {
    const named: Record<string, unknown> = {}
    for (const [, schema] of schemas) {
      for (const [name, definition] of Object.entries(JSONSchema.make(schema).$defs ?? {})) {
        assert.deepStrictEqual(named[name] ??= definition, definition, name)
      }
    }
    assert.property(named, "Matrix")
  })

  it("can be described by OpenAPI", () => {
    const described = (schema: AnySchema, name: string) => {
      const endpoint = HttpApiEndpoint.post("use", `/${name}`).setPayload(schema).addSuccess(schema)
      const spec = OpenApi.fromApi(HttpApi.make("workbook").add(HttpApiGroup.make("schemas").add(endpoint)))
      assert.deepStrictEqual(Object.keys(spec.paths), [`/${name}`])
    }
    assert.deepStrictEqual(failures(described), [])
  })
})

describe("The JSON schema", () => {
  it("of a matrix is that of an array of arrays of cells", () => {
    const structural = Schema.Array(
      Schema.Array(Schema.Union(Schema.String, Schema.Number, Schema.Boolean, Schema.Null))
    )
    const { $schema, ...expected } = JSONSchema.make(structural)
    const { $defs, $ref } = JSONSchema.make(CellValue.Matrix) as JSONSchema.JsonSchema7Ref & JSONSchema.JsonSchema7Root
    assert.strictEqual($ref, "#/$defs/Matrix")
    assert.deepStrictEqual($defs, { Matrix: { ...expected, description: "an array of rows of cells" } })
  })

  it("of an error does not describe the fields, because those of real bodies vary", () => {
    const bodies = [{}, { code: 429, innererror: { code: null } }, { code: "conflict", message: "", innerError: {} }]
    for (const body of bodies) {
      assert.isTrue(Schema.is(GraphError.GraphError)(Schema.decodeUnknownSync(GraphError.FromJson)(body)))
    }
    const { $defs } = JSONSchema.make(GraphError.FromJson)
    assert.deepInclude($defs?.["GraphErrorJson"], { type: "object" })
    assert.notProperty($defs?.["GraphErrorJson"], "properties")
    assert.notProperty($defs?.["GraphErrorJson"], "required")
  })
})
