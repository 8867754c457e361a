import { Range, Table, TableRows, Workbook, WorkbookError, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule, Schema } from "effect"
import { created, failure } from "./support/Script.js"
import { append, cell, first, inSession, service, write } from "./support/Session.js"

const messageOf = <A, E extends { readonly message: string }, R>(self: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(self), (error) => error.message)

const missing = failure(404, "itemNotFound", "itemNotFound")
const lost = failure(404, "x", "invalidSessionReCreatable")

describe("A message", () => {
  it.effect("has the function that the program called, one code and one message", () => {
    const { layer } = service({ read: () => failure(400, "Diagnostic", "invalidArgument") })
    return Effect.gen(function*() {
      assert.strictEqual(
        yield* messageOf(inSession(cell)),
        "Range.values: 400 invalidArgument \"message of Diagnostic\""
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("has the outer function if a function calls others", () => {
    const rows = TableRows.make(Table.named("T"), Schema.Struct({ Name: Schema.String }))
    const { layer } = service()
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(TableRows.read(rows)))
      assert.strictEqual(error._tag === "NotFound" && error.functionName, "TableRows.read")
      assert.match(error.message, /^TableRows\.read: 404 /)
    }).pipe(Effect.provide(layer))
  })

  it.effect("has the function only once if the outcome is unknown", () => {
    const { layer } = service({ append: () => failure(504, "x", "gatewayTimeoutUncategorized") })
    return Effect.gen(function*() {
      assert.strictEqual(
        yield* messageOf(inSession(append)),
        "Table.addRows: it is not known whether the request was executed: " +
          "504 gatewayTimeoutUncategorized \"message of x\""
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("of invalid arguments has the function too", () => {
    const { layer } = service()
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(Range.write(Range.at("Data!A1"), [[Number.NaN]])))
      assert.strictEqual(error._tag, "InvalidArguments")
      assert.match(error.message, /^Range\.write: /)
    }).pipe(Effect.provide(layer))
  })

  it.effect("of opening a session has WorkbookSession.make, also when a call opens a new session", () => {
    const { layer } = service({ createSession: (_, count) => count === 1 ? undefined : missing, read: first(lost) })
    const retry = Schedule.stop
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(cell, { retry: Schedule.recurs(1) }))
      assert.match(error.message, /^WorkbookSession\.make: 404 itemNotFound /)
      const { layer } = service({ createSession: () => missing })
      const opening = Effect.scoped(WorkbookSession.make({ workbook: Workbook.item("01", Workbook.drive("b")), retry }))
      assert.match(yield* messageOf(Effect.provide(opening, layer)), /^WorkbookSession\.make: 404 itemNotFound /)
    }).pipe(Effect.provide(layer))
  })

  it.effect("of a call in restore has that call, and not the one that lost the session", () => {
    const heard: Array<string> = []
    const { layer } = service({
      createSession: () => created(false),
      read: first(lost),
      write: () => failure(403, "x", "accessDenied")
    })
    const restore = Effect.tapError(write, (error) => Effect.sync(() => heard.push(error.message)))
    return Effect.gen(function*() {
      yield* Effect.exit(inSession(cell, { mode: "nonPersistent", restore, retry: Schedule.recurs(1) }))
      assert.deepStrictEqual(heard, ["Range.write: 403 accessDenied \"message of x\""])
    }).pipe(Effect.provide(layer))
  })

  it.effect("of a call in onEvent has that call", () => {
    const heard: Array<string> = []
    const { layer } = service({ read: () => missing })
    return Effect.gen(function*() {
      const onEvent = () =>
        inSession(messageOf(cell), { mode: "sessionless" }).pipe(
          Effect.tap((message) => Effect.sync(() => heard.push(message))),
          Effect.provide(layer),
          Effect.orDie,
          Effect.asVoid
        )
      yield* inSession(Effect.void, { onEvent })
      assert.include(heard, "Range.values: 404 itemNotFound \"message of itemNotFound\"")
    }).pipe(Effect.provide(layer))
  })

  it("of an error without a function has the endpoint", () => {
    const error = new WorkbookError.InvalidArguments({ endpoint: "workbookRange.get", issue: "no" })
    assert.strictEqual(error.message, "workbookRange.get: invalid arguments: no")
  })
})
