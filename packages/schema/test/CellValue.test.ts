import { CellValue, Range } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck as fc, ParseResult, Schema } from "effect"

const structural = Schema.Array(Schema.Array(CellValue.CellValue))

const almostMatrix = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null))) },
    { weight: 1, arbitrary: fc.array(fc.anything()) },
    { weight: 1, arbitrary: fc.anything() }
  )
)

const paths = (schema: Schema.Schema<CellValue.Matrix>, u: unknown, errors: "first" | "all") =>
  Either.match(Schema.decodeUnknownEither(schema, { errors })(u), {
    onLeft: (error) => ParseResult.ArrayFormatter.formatErrorSync(error).map((issue) => issue.path),
    onRight: () => []
  })

describe("CellValue", () => {
  it.prop("the guard accepts what the structural schema accepts", [fc.oneof(fc.anything(), almostMatrix)], ([u]) => {
    assert.strictEqual(CellValue.isMatrix(u), Schema.is(structural)(u))
    assert.strictEqual(Schema.is(CellValue.Matrix)(u), Schema.is(structural)(u))
  })

  it.prop(
    "issues have the same paths as those of the structural schema",
    [fc.oneof(fc.anything(), almostMatrix)],
    ([u]) => {
      for (const errors of ["first", "all"] as const) {
        // The structural schema reports a cell once for each member of the union.
        const expected = paths(structural, u, errors).filter((path, i, all) => `${path}` !== `${all[i - 1]}` || i === 0)
        assert.deepStrictEqual(paths(CellValue.Matrix, u, errors), expected)
      }
    }
  )

  it("the path of an issue is that of the invalid cell", () => {
    assert.deepStrictEqual(paths(CellValue.Matrix, [["a"], [1, undefined]], "first"), [[1, 1]])
    assert.deepStrictEqual(paths(CellValue.Matrix, [["a"], 1], "first"), [[1]])
  })

  it("rejects numbers that are not finite, because JSON encodes them as null, which leaves a cell unchanged", () => {
    for (const cell of [NaN, Infinity, -Infinity]) {
      assert.isFalse(Schema.is(CellValue.CellValue)(cell))
      assert.isFalse(CellValue.isMatrix([[1, cell]]))
      assert.isTrue(Either.isLeft(Schema.encodeEither(Range.Update)({ values: cell })))
      assert.deepStrictEqual(paths(CellValue.Matrix, [[1, cell]], "first"), [[0, 1]])
    }
  })

  it("reports the path inside a larger schema", () => {
    const Body = Schema.Struct({ values: CellValue.Matrix })
    const issues = Schema.decodeUnknownEither(Body)({ values: [[Symbol.iterator]] }).pipe(
      Either.flip,
      Either.getOrThrow,
      ParseResult.ArrayFormatter.formatErrorSync
    )
    assert.deepStrictEqual(issues.map((issue) => issue.path), [["values", 0, 0]])
  })

  it("validates values when it encodes", () => {
    const result = Schema.encodeUnknownEither(CellValue.Matrix)([[new Map()]])
    assert.isTrue(Either.isLeft(result))
  })

  it("returns the same array", () => {
    const values = [["a", 1], [true, null]]
    assert.strictEqual(Schema.decodeUnknownSync(CellValue.Matrix)(values), values)
    assert.strictEqual(Schema.encodeSync(CellValue.Matrix)(values), values)
  })

  it.prop("has an arbitrary", [CellValue.Matrix], ([values]) => {
    assert.isTrue(CellValue.isMatrix(values))
    assert.deepStrictEqual(JSON.parse(JSON.stringify(values)).length, values.length)
  })

  it("has the value types of the documentation", () => {
    const arbitrary = Arbitrary.make(CellValue.ValueType)
    fc.assert(fc.property(arbitrary, (type) => CellValue.ValueType.literals.includes(type)))
    assert.strictEqual(CellValue.ValueType.literals.length, 8)
  })
})
