import {
  Address,
  Application,
  Catalogue,
  Endpoint,
  InvalidValue,
  Range,
  WorkbookFunction
} from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck, Redacted, Schema } from "effect"

const refusal = <A, I>(schema: Schema.Schema<A, I>, value: unknown): InvalidValue.InvalidValue =>
  Schema.decodeUnknownEither(schema, { onExcessProperty: "error" })(value).pipe(
    Either.flip,
    Either.getOrThrow,
    InvalidValue.fromParseError
  )

const says = <A, I>(schema: Schema.Schema<A, I>, value: unknown, message: string): void =>
  assert.strictEqual(refusal(schema, value).message, message)

const Kind = Schema.Union(
  Schema.TaggedStruct("Wait", { for: Schema.NonNegative }),
  Schema.TaggedStruct("Fail", { code: Schema.NonEmptyString })
)

describe("InvalidValue", () => {
  it("names the place, the value and what was expected", () => {
    assert.deepInclude(refusal(Range.Update, { values: [["Oslo"], [{ a: 1 }]] }), {
      _tag: "InvalidValue",
      path: "values[1][0]",
      issue: "is {\"a\":1}; expected a string, a number, a boolean or null"
    })
    says(Range.Update, { values: ["Oslo"] }, "values[0] is \"Oslo\"; expected an array of cells")
    says(
      Range.Update,
      { values: { a: 1 } },
      "values is {\"a\":1}; expected an array of rows of cells, a string, a number or a boolean"
    )
    says(Range.Update, 3, "the value is 3; expected an object")
    says(
      Application.Calculate,
      { calculationType: "Fast" },
      "calculationType is \"Fast\"; expected one of Recalculate, Full, FullRebuild"
    )
    says(Application.Calculate, {}, "calculationType is missing; expected one of Recalculate, Full, FullRebuild")
    says(Application.Calculate, { kind: 1, calculationType: "Full" }, "kind is not known; expected calculationType")
    says(
      Schema.Struct({ a: Schema.Int, b: Schema.optional(Schema.Int) }).pipe(Schema.filter(({ a }) => a > 0)),
      { a: 1, c: 2 },
      "c is not known; expected one of a, b"
    )
    says(
      Schema.Record({ key: Schema.NonEmptyString, value: Schema.Int }),
      { "": 1 },
      "[\"\"] is not known; expected a non-empty string"
    )
  })

  it("of a union, tells the member that fits best", () => {
    says(Kind, { _tag: "Stop" }, "_tag is \"Stop\"; expected one of Wait, Fail")
    says(Kind, {}, "_tag is missing; expected one of Wait, Fail")
    says(Kind, { _tag: "Wait", for: -1 }, "for is -1; expected a number from 0")
    says(Kind, { _tag: "Fail", code: "" }, "code is \"\"; expected a non-empty string")
    says(Kind, [], "the value is []; expected an object")
    const vlookup = WorkbookFunction.Arguments("vlookup")
    says(vlookup, { tableArray: {} }, "tableArray.address is missing; expected a string")
    says(
      vlookup,
      { tableArray: [[1], [[]]] },
      "tableArray[1][0] is []; expected a string, a number, a boolean or null"
    )
    says(
      vlookup,
      { tableArray: [[1], { address: "A1" }] },
      "tableArray[1] is {\"address\":\"A1\"}; expected an array of cells"
    )
  })

  it("tells the bounds of numbers", () => {
    says(Schema.Int, 1.5, "the value is 1.5; expected an integer")
    says(Schema.Int, "1", "the value is \"1\"; expected an integer")
    says(Schema.NonNegativeInt, -1, "the value is -1; expected an integer from 0")
    says(Schema.Int.pipe(Schema.between(200, 599)), 1.5, "the value is 1.5; expected an integer from 200 to 599")
    says(Schema.Number.pipe(Schema.lessThan(10)), 10, "the value is 10; expected a number below 10")
    says(Schema.Positive, 0, "the value is 0; expected a number above 0")
    says(Schema.Number.pipe(Schema.lessThanOrEqualTo(3)), 4, "the value is 4; expected a number up to 3")
    says(Schema.JsonNumber, Number.NaN, "the value is NaN; expected a finite number")
    says(
      Range.Update,
      { values: [[1 / 0]] },
      "values[0][0] is Infinity; expected a string, a finite number, a boolean or null"
    )
  })

  it("has the words of the schema where it has some", () => {
    const Colour = Schema.String.pipe(
      Schema.filter((text) => text.startsWith("#"), { description: "a colour like #FF0000" })
    )
    says(Colour, "red", "the value is \"red\"; expected a colour like #FF0000")
    says(Colour, 7, "the value is 7; expected a colour like #FF0000")
    says(
      Schema.Struct({ colour: Schema.optional(Schema.NullOr(Colour)) }),
      { colour: 1 },
      "colour is 1; expected a colour like #FF0000 or null"
    )
    const Even = Schema.Int.pipe(Schema.filter((n) => n % 2 === 0 || "odd numbers\nhave no half."))
    says(Even, 3, "the value is 3: odd numbers have no half")
    says(Address.AddressFromString, "A0", "the value is \"A0\": row 0 is not on the sheet")
    says(Schema.String.annotations({ message: () => "Give it a name." }), 1, "the value is 1: Give it a name")
    says(Schema.Int.pipe(Schema.filter((n) => n < 9)), 9, "the value is 9; expected an integer that its schema accepts")
    says(
      Schema.Struct({ "first name": Schema.Union(Schema.Int, Schema.Literal("none", 7), Schema.Array(Schema.String)) }),
      { "first name": true },
      "[\"first name\"] is true; expected an integer, \"none\", 7 or an array"
    )
    says(Schema.compose(Schema.NumberFromString, Schema.Positive), "-1", "the value is -1; expected a number above 0")
    says(Schema.instanceOf(Map), {}, "the value is {}; expected an instance of Map")
    says(Schema.Tuple(Schema.Int), [1, 2], "[1] is not known; expected nothing")
  })

  it("shortens values, names and lists", () => {
    const long = "x".repeat(100_000)
    says(Schema.Int, long, `the value is "${"x".repeat(40)}…"; expected an integer`)
    says(
      Schema.String,
      Array.from({ length: 1e6 }, (_, i) => i),
      "the value is [0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,1…; expected a string"
    )
    says(Schema.Struct({ a: Schema.Void }), { [long]: 1 }, `["${"x".repeat(40)}…"] is not known; expected a`)
    const cyclic: Record<string, unknown> = {}
    cyclic["self"] = [cyclic]
    says(Schema.String, cyclic, "the value is {\"self\":[{\"self\":[{\"self\":[{\"self\":[{\"se…; expected a string")
    const names = Array.from({ length: 100 }, (_, i) => `Name${i}`)
    assert.match(refusal(Schema.Literal(...names), 1).message, /^the value is 1; expected one of Name0, .+, 73 more$/)
  })

  it("tells other values than data by their kind", () => {
    for (
      const [value, kind] of [
        [new Date(0), "a Date"],
        [new Map(), "a Map"],
        [[new Error("x")], "[an Error]"],
        [Redacted.make("secret"), "an object"],
        [{ token: Redacted.make("secret") }, "{\"token\":an object}"],
        [() => 1, "a function"],
        [1n, "1"],
        [undefined, "undefined"],
        [Symbol.for("x"), "Symbol(x)"],
        [Object.create(null), "{}"]
      ] as const
    ) {
      says(Schema.Boolean, value, `the value is ${kind}; expected a boolean`)
    }
  })

  it.prop(
    "is one short line for any value, and names a property of the endpoint",
    [
      FastCheck.constantFrom(...Catalogue.all.filter(({ parametersIn }) => parametersIn !== "none")),
      FastCheck.dictionary(FastCheck.constantFrom("values", "name", "number", "index", "key"), FastCheck.anything())
    ],
    ([endpoint, value]) => {
      Either.match(Schema.encodeUnknownEither(endpoint.parameters)(value), {
        onLeft: (error) => {
          const { message, path } = InvalidValue.fromParseError(error)
          assert.match(message, /^.{10,300}$/u)
          assert.notMatch(message, /[└├│\u2028\u2029]|readonly/, Endpoint.id(endpoint))
          assert.isTrue(message.startsWith(path))
        },
        onRight: () => assert.isObject(value)
      })
    }
  )
})
