import { Catalogue, type Endpoint, Metadata, OData, type Route } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Fiber, Schema, TestClock } from "effect"
import { Emulator } from "../../src/index.js"
import { type Reply, type Request, send, workbook } from "../service/support.js"
import { book } from "./book.js"
import { type Documented, nameOf } from "./Documented.js"
import { documented } from "./index.js"
import { refused } from "./refused.js"

const emulator = () => Emulator.layerHttpClient({ books: { "book.xlsx": book }, openDelay: "1 second" })

/** Sends a request and advances the clock until it is answered. */
const patiently = (method: Documented["method"], path: string, request: Request = {}) =>
  Effect.gen(function*() {
    const reply = yield* Effect.fork(send(method, `${workbook()}/${path}`, request))
    yield* TestClock.adjust("1 second")
    return yield* Fiber.join(reply)
  })

/** The id of an operation that has succeeded, which has created a session or rows. */
const operation = (path: string) =>
  Effect.gen(function*() {
    const headers = { prefer: "respond-async" }
    const session: string = (yield* patiently("POST", "createSession", { body: { persistChanges: false } })).body.id
    const accepted = path.startsWith("tableRow")
      ? yield* patiently("POST", "tables/Orders/rows", { body: { values: [["Figs", 6]] }, headers, session })
      : yield* patiently("POST", "createSession", { body: { persistChanges: false }, headers })
    return /operations\/([^?]*)/.exec(accepted.headers["location"] ?? "")?.[1] ?? ""
  })

const perform = ({ after = [], body, method, path, session }: Documented) =>
  Effect.gen(function*() {
    const id = path.includes("{operation}") ? yield* operation(path) : ""
    const request = session === undefined
      ? {}
      : { session: String((yield* patiently("POST", "createSession", { body: { persistChanges: true } })).body.id) }
    for (const { body, method, path } of after) {
      const reply = yield* patiently(method, path, { ...request, ...(body === undefined ? {} : { body }) })
      if (reply.status >= 300) return reply
    }
    return yield* patiently(method, path.replace("{operation}", id), {
      ...request,
      ...(body === undefined ? {} : { body })
    })
  }).pipe(Effect.provide(emulator()))

const segmentsOf = (path: string) => Either.getOrThrow(OData.parsePath(path))

/** The route of a request. A function that is documented as a POST has the route of the GET, if it has none itself. */
const routeOf = ({ function: call, method, path }: Documented) =>
  Either.orElse(
    Catalogue.resolve(method, segmentsOf(path)),
    (error) => call === undefined ? Either.left(error) : Catalogue.resolve("GET", segmentsOf(call))
  )

/** The statuses that agree with the page. An action without a result may answer 204 where its page has an empty 200. */
const statusesOf = ({ returns, status, taken = status }: Documented): ReadonlyArray<number> =>
  returns === undefined && taken === 200 ? [200, 204] : [taken]

const propertiesOf = (type: string): ReadonlyArray<string> =>
  Object.keys(Metadata.entityTypes[type]?.properties ?? Metadata.complexTypes[type] ?? {})

const memberOf = (type: string): string | undefined => /^Collection\((.*)\)$/.exec(type)?.[1]

/** The body is accepted, and nothing in it is lost or changed. */
const checkBody = ({ body, function: call }: Documented, { endpoint, parameters }: Route.Route) => {
  if (call !== undefined) return
  if (endpoint.parametersIn === "path") {
    const decoded = Schema.decodeUnknownSync(endpoint.parameters)(parameters)
    assert.deepStrictEqual(Schema.encodeUnknownSync(endpoint.parameters)(decoded), parameters)
  } else if (endpoint.parametersIn === "body") {
    const decoded = Schema.decodeUnknownSync(endpoint.parameters)(body, { onExcessProperty: "error" })
    assert.deepStrictEqual(Schema.encodeUnknownSync(endpoint.parameters)(decoded), body)
  } else assert.isUndefined(body)
}

const checkReply = ({ returns, shows = [] }: Documented, endpoint: Endpoint.Any, { body }: Reply) => {
  Schema.decodeUnknownSync(endpoint.result)(body)
  if (returns === undefined) return assert.isUndefined(body)
  const member = memberOf(returns)
  const items: ReadonlyArray<Record<string, unknown>> = member === undefined ? [body] : body.value
  assert.isNotEmpty(items)
  // The id is in the metadata of each type. Objects without a key do not have it.
  const all = propertiesOf(member ?? returns).filter((name) => name !== "id")
  // An operation that has succeeded has no error.
  const expected = new Set([...shows, ...returns === "workbookOperation" ? [] : all])
  for (const item of items) for (const name of expected) assert.property(item, name)
}

const check = (entry: Documented) =>
  Effect.gen(function*() {
    const reply = yield* perform(entry)
    assert.notStrictEqual(reply.status, 501)
    const route = Either.getOrThrowWith(routeOf(entry), (error) => error)
    const { endpoint } = route
    if (entry.function === undefined) assert.strictEqual(endpoint.method, entry.method)
    assert.strictEqual(endpoint.returns, entry.returns)
    assert.include(statusesOf(entry), endpoint.success)
    checkBody(entry, route)
    assert.strictEqual(reply.status, endpoint.success, JSON.stringify(reply.body))
    checkReply(entry, endpoint, reply)
  })

describe("the documented request", () => {
  for (const entry of documented) it.effect(nameOf(entry), () => check(entry))
})

describe("a request that only versions of the pages have is refused", () => {
  for (const entry of refused) {
    it.effect(nameOf({ ...entry, status: 200 }), () =>
      Effect.gen(function*() {
        assert.isTrue(Either.isLeft(Catalogue.resolve(entry.method, segmentsOf(entry.path))))
        const reply = yield* perform({ ...entry, status: 200 })
        assert.include([400, 404, 405], reply.status, JSON.stringify(reply.body))
      }))
  }
})

describe("the table of documented requests", () => {
  it("has each request of a page once", () => {
    const names = documented.map(nameOf)
    assert.deepStrictEqual(names.filter((name, index) => names.indexOf(name) !== index), [])
  })

  it("names only types and properties of the metadata", () => {
    const unknown = documented.flatMap(({ returns, shows = [] }) => {
      if (returns === undefined || returns.startsWith("Edm.")) return []
      const type = memberOf(returns) ?? returns
      const properties = propertiesOf(type)
      return properties.length === 0
        ? [type]
        : shows.filter((name) => !properties.includes(name)).map((name) => `${type}.${name}`)
    })
    assert.deepStrictEqual(unknown, [])
  })

  it("says why where another status than the documented one is taken", () => {
    assert.deepStrictEqual(documented.filter(({ note, taken }) => taken !== undefined && note === undefined), [])
  })
})
