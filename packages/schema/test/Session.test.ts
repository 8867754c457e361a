import { SessionInfo, SessionMode, WorkbookOperation } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Either, Redacted, Schema } from "effect"

describe("SessionMode", () => {
  it("has the idle limits that Microsoft confirmed in 2019", () => {
    assert.deepStrictEqual(
      SessionMode.SessionMode.literals.map((mode) => Duration.toMinutes(SessionMode.idleLimit(mode))),
      [
        5,
        7,
        Infinity
      ]
    )
  })

  it("says in which modes changes are saved", () => {
    assert.deepStrictEqual(SessionMode.SessionMode.literals.map(SessionMode.persistChanges), [true, false, true])
    for (const persistChanges of [true, false]) {
      assert.strictEqual(SessionMode.persistChanges(SessionMode.fromPersistChanges(persistChanges)), persistChanges)
    }
  })
})

describe("SessionInfo", () => {
  const decode = Schema.decodeUnknownEither(SessionInfo.SessionInfo)
  const id = "cluster=PSG4&session=15.SG2PEPF00028F251/a+b=="

  it("redacts the id", () => {
    const info = Either.getOrThrow(
      decode({ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x", id, persistChanges: false })
    )
    assert.notInclude(JSON.stringify(info), "cluster")
    assert.notInclude(`${info.id}`, "cluster")
    assert.strictEqual(Redacted.value(info.id), id)
    assert.deepStrictEqual(Schema.encodeSync(SessionInfo.SessionInfo)(info), { id, persistChanges: false })
  })

  it("persistChanges is absent if the response has none", () => {
    assert.deepStrictEqual(Object.keys(Either.getOrThrow(decode({ id }))), ["id"])
    assert.deepStrictEqual(Object.keys(Either.getOrThrow(decode({ id, persistChanges: null }))), ["id"])
  })

  it("requires an id", () => {
    for (const body of [{}, { id: null }, { id: "" }, { id: 1 }]) assert.isTrue(Either.isLeft(decode(body)))
  })

  it("does not show the id in the message of another issue", () => {
    const error = Either.getOrThrow(Either.flip(decode({ id, persistChanges: "yes" })))
    assert.notInclude(error.message, "cluster")
  })

  it("createSession requires persistChanges", () => {
    assert.isTrue(Either.isLeft(Schema.decodeUnknownEither(SessionInfo.CreateSession)({})))
    assert.deepStrictEqual(Schema.encodeSync(SessionInfo.CreateSession)({ persistChanges: false }), {
      persistChanges: false
    })
  })
})

describe("WorkbookOperation", () => {
  const decode = Schema.decodeUnknownEither(WorkbookOperation.WorkbookOperation)

  it.each([
    ["notStarted", "notStarted"],
    ["NotStarted", "notStarted"],
    ["running", "running"],
    ["Running", "running"],
    ["RUNNING", "running"],
    ["succeeded", "succeeded"],
    ["Succeeded", "succeeded"],
    ["completed", "succeeded"],
    ["Completed", "succeeded"],
    ["failed", "failed"],
    ["Failed", "failed"]
  ])("%s is %s", (status, expected) => {
    assert.strictEqual(Either.getOrThrow(decode({ status })).status, expected)
  })

  it.each(["", "canceled", "constructor"])("%o is kept, because the service may add statuses", (status) => {
    assert.strictEqual(Either.getOrThrow(decode({ status })).status, status)
  })

  it.each([0, null, ["running"]])("%o is not a status", (status) => {
    assert.isTrue(Either.isLeft(decode({ status })))
  })

  it("decodes the documented responses", () => {
    const resourceLocation =
      "https://graph.microsoft.com/v1.0/me/drive/items/1/workbook/sessionInfoResource(key='0195')"
    assert.deepStrictEqual(
      decode({ "@odata.context": "x", id: "0195", status: "succeeded", resourceLocation }),
      Either.right({ id: "0195", status: "succeeded" as const, resourceLocation })
    )
    assert.deepStrictEqual(
      decode({ id: "0195", status: "succeeded", resourceLocation: null, error: null }),
      Either.right({ id: "0195", status: "succeeded" as const, resourceLocation: null })
    )
  })

  it("round trips a failure", () => {
    const json = { id: "1", status: "failed", error: { code: "conflict", innerError: { code: "accessConflict" } } }
    const operation = Either.getOrThrow(decode(json))
    assert.deepStrictEqual(operation.error?.levels.map((level) => level.code), ["conflict", "accessConflict"])
    assert.deepStrictEqual(Schema.encodeSync(WorkbookOperation.WorkbookOperation)(operation), json)
  })
})
