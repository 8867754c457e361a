/**
 * Many calls in few requests. A call is described as data: an endpoint of the catalogue, a reference and the parameters.
 * {@link all} sends up to 20 of them in one `$batch`, which takes about the time of one request.
 *
 * See https://learn.microsoft.com/graph/json-batching.
 *
 * @since 0.1.0
 */
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import { type Pipeable, pipeArguments } from "effect/Pipeable"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import type { NoInfer } from "effect/Types"
import { decoder } from "./call/decode.js"
import * as Describe from "./call/describe.js"
import * as Query from "./Query.js"
import * as Span from "./transport/span.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookRequest from "./WorkbookRequest.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * The type id of a call.
 *
 * @example
 * ```ts
 * import { Batch, Catalogue, Range } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const clear = Batch.call(Catalogue.range.clear, Range.at("Summary!B20"), { applyTo: "Contents" })
 * strictEqual(Batch.TypeId in clear, true)
 * ```
 *
 * @category type ids
 * @since 0.1.0
 */
export const TypeId: unique symbol = Symbol.for("@effect-workbook/client/Batch")

/**
 * The type of {@link TypeId}.
 *
 * @category type ids
 * @since 0.1.0
 */
export type TypeId = typeof TypeId

/**
 * A call of an endpoint, as data. It succeeds with an `A` and fails with an `E`.
 *
 * - `request`: the request, or why the arguments are invalid
 * - `decode`: the result for the JSON of a response, or how the response differs from the documentation
 * - `isError`: whether the call can fail with an error
 *
 * @category models
 * @since 0.1.0
 */
export interface Call<out A, out E extends WorkbookError.WorkbookError = WorkbookError.CallError> extends Pipeable {
  readonly [TypeId]: TypeId
  readonly endpoint: Endpoint.Any
  readonly request: Either.Either<WorkbookRequest.WorkbookRequest, string>
  readonly decode: (json: unknown) => Either.Either<A, string>
  readonly isError: (error: WorkbookError.WorkbookError) => error is E
}

/**
 * A call of any type.
 *
 * @category models
 * @since 0.1.0
 */
export type Any = Call<unknown, WorkbookError.WorkbookError>

/**
 * The options of {@link all}. With the mode `"either"` all calls are made, and each has its result or its error. By
 * default (`"default"`) the first error ends the batch.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly mode?: "default" | "either" | undefined
}

const Proto = {
  [TypeId]: TypeId,
  pipe() {
    return pipeArguments(this, arguments)
  }
} as const

const make = <A, E extends WorkbookError.WorkbookError>(fields: Omit<Call<A, E>, TypeId | "pipe">): Call<A, E> =>
  Object.assign(Object.create(Proto) as typeof Proto, fields)

/**
 * Whether a value is a call.
 *
 * @example
 * ```ts
 * import { Batch, Catalogue, Range } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Batch.isCall(Batch.call(Catalogue.range.unmerge, Range.at("Summary!A1:B1"), undefined)), true)
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isCall = (u: unknown): u is Any => Predicate.hasProperty(u, TypeId)

/**
 * Describes the call of an endpoint on a resource, with the same arguments as `WorkbookSession.call`.
 *
 * @example
 * ```ts
 * import { Batch, Catalogue, Range, RangeFill } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const cell = Range.at("Summary!B20")
 *
 * export const program = Effect.gen(function*() {
 *   yield* Batch.all([
 *     Batch.call(Catalogue.range.update, cell, { values: [[40000]] }),
 *     Batch.call(Catalogue.rangeFill.update, RangeFill.of(cell), { color: "#FFFF00" })
 *   ])
 *   deepStrictEqual(yield* Range.values(cell), [[40000]])
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const call = <E extends Endpoint.Any, Way extends Safety.Way>(
  endpoint: E,
  resource: Navigation.Reference<string, Way>,
  parameters: Endpoint.Parameters<E>,
  query: Readonly<Record<string, string | number | undefined>> = {}
): Call<Endpoint.Result<E>, WorkbookSession.ErrorOf<E, Way>> =>
  make({
    endpoint,
    request: Describe.call(endpoint, resource, parameters, query),
    decode: decoder<Endpoint.Result<E>>(endpoint.result),
    isError: (error) => WorkbookSession.isErrorOf(endpoint, resource.way, error)
  })

/** An endpoint that reads, without parameters. */
type ReadEndpoint = Endpoint.Any & { readonly safety: "read" }

const read = <A>(
  endpoint: ReadEndpoint,
  self: Navigation.Reference<string>,
  answer: Resource.Codec<A>,
  query: Readonly<Record<string, string | number | undefined>>
): Call<A> =>
  make({
    endpoint,
    request: Describe.call(endpoint, self, undefined, query),
    decode: decoder(answer),
    isError: (error) => WorkbookSession.isErrorOf(endpoint, self.way, error)
  })

/**
 * Describes a read of the properties and the related resources that a selection contains, or of all properties. The
 * selection is made once, and used for many reads.
 *
 * @example
 * ```ts
 * import { Batch, Catalogue, Range, Resource } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Values = Resource.pick(Range.Range, { select: ["values"] })
 * const regions = ["Summary!A4:B4", "Summary!A5:B5"]
 *
 * export const program = Effect.gen(function*() {
 *   const reads = regions.map((address) => Batch.get(Catalogue.range.get, Range.at(address), Values))
 *   deepStrictEqual(yield* Batch.all(reads), [{ values: [["North", 8762.75]] }, { values: [["South", 7482.25]] }])
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const get = <Type extends string, A>(
  endpoint: ReadEndpoint,
  self: Navigation.Reference<NoInfer<Type>>,
  { query, schema }: Resource.Selection<Type, A>
): Call<A> => read(endpoint, self, schema, { ...query })

/**
 * Describes a read of the members of a collection that the options choose, with the properties that a selection
 * contains.
 *
 * @example
 * ```ts
 * import { Batch, Catalogue, Navigation, Resource, Table, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { workbook } = Navigation
 *
 * export const program = Effect.gen(function*() {
 *   const { tables, worksheets } = yield* Batch.all({
 *     worksheets: Batch.list(
 *       Catalogue.worksheets.list,
 *       Navigation.property(workbook, "worksheets"),
 *       Resource.pick(Worksheet.Worksheet, { select: ["name"] })
 *     ),
 *     tables: Batch.list(
 *       Catalogue.tables.list,
 *       Navigation.property(workbook, "tables"),
 *       Resource.pick(Table.Table, { select: ["name"] }),
 *       { top: 1 }
 *     )
 *   })
 *   deepStrictEqual(worksheets, [{ name: "Orders" }, { name: "Summary" }])
 *   deepStrictEqual(tables, [{ name: "Orders" }])
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const list = <Type extends string, A>(
  endpoint: ReadEndpoint,
  self: Navigation.Reference<`Collection(${NoInfer<Type>})`>,
  { query, schema }: Resource.Selection<Type, A>,
  options: Query.Options<string> = {}
): Call<ReadonlyArray<A>> =>
  read(
    endpoint,
    self,
    Schema.Struct({ value: Schema.Array(Schema.make<A, unknown>(schema.ast)) }),
    { ...query, ...Query.listOptions(options) }
  ).pipe(map(({ value }) => value))

/**
 * Changes the result of a call.
 *
 * @example
 * ```ts
 * import { Batch, Catalogue, Range, Resource } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const Values = Resource.pick(Range.Range, { select: ["values"] })
 *
 * const number = (address: string) =>
 *   Batch.get(Catalogue.range.get, Range.at(address), Values).pipe(Batch.map(({ values }) => Number(values?.[0]?.[0])))
 *
 * export const program = Effect.gen(function*() {
 *   const { north, south } = yield* Batch.all({ north: number("Summary!B4"), south: number("Summary!B5") })
 *   deepStrictEqual([north, south], [8762.75, 7482.25])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const map: {
  <A, B>(f: (result: A) => B): <E extends WorkbookError.WorkbookError>(self: Call<A, E>) => Call<B, E>
  <A, E extends WorkbookError.WorkbookError, B>(self: Call<A, E>, f: (result: A) => B): Call<B, E>
} = dual(
  2,
  <A, E extends WorkbookError.WorkbookError, B>(self: Call<A, E>, f: (result: A) => B): Call<B, E> =>
    make({
      endpoint: self.endpoint,
      request: self.request,
      isError: self.isError,
      decode: (json) => Either.map(self.decode(json), f)
    })
)

/**
 * The results of calls in the same structure, or an `Either` for each with the mode `"either"`.
 *
 * @category models
 * @since 0.1.0
 */
export type Results<Calls, O> = {
  -readonly [Key in keyof Calls]: Calls[Key] extends Call<infer A, infer E>
    ? O extends { readonly mode: "either" } ? Either.Either<A, E> : A
    : never
}

/**
 * The errors of calls. There are none with the mode `"either"`.
 *
 * @category errors
 * @since 0.1.0
 */
export type ErrorsOf<Calls, O> = O extends { readonly mode: "either" } ? never
  : Calls extends ReadonlyArray<infer One> ? ErrorOf<One>
  : ErrorOf<Calls[keyof Calls]>

type ErrorOf<One> = One extends Call<unknown, infer E> ? E : never

interface Item {
  readonly name: string
  readonly call: Any
}

type Outcome = Either.Either<unknown, WorkbookError.WorkbookError>

const nameOf = (key: string | number, { endpoint }: Any): string =>
  `Batch.all[${typeof key === "number" ? key : JSON.stringify(key)}] (${Endpoint.id(endpoint)})`

/** The requests of the calls with their positions. The outcome of a call with invalid arguments is its error. */
const prepare = (items: ReadonlyArray<Item>, verified: boolean, outcomes: Array<Outcome>) => {
  const requests: Array<WorkbookRequest.WorkbookRequest> = []
  const positions: Array<number> = []
  let invalid: WorkbookError.InvalidArguments | undefined
  for (const [position, { call: { endpoint, request }, name }] of items.entries()) {
    if (Either.isRight(request)) {
      const { anchor, body, path, way } = request.right
      requests.push({ endpoint, path, way, anchor, body, verified, functionName: name })
      positions.push(position)
    } else {
      const error = new WorkbookError.InvalidArguments({
        endpoint: Endpoint.id(endpoint),
        functionName: name,
        issue: request.left
      })
      invalid ??= error
      outcomes[position] = Either.left(error)
    }
  }
  return { requests, positions, invalid }
}

/** Makes the calls in their order. With `isEither` it does not fail. */
const outcomesOf = Effect.fnUntraced(function*(items: ReadonlyArray<Item>, isEither: boolean) {
  const session = yield* WorkbookSession.WorkbookSession
  const outcomes: Array<Outcome> = []
  const { invalid, positions, requests } = prepare(items, yield* WorkbookSession.Verified, outcomes)
  if (invalid !== undefined && !isEither) return yield* invalid

  const settle = (answers: ReadonlyArray<Outcome>, done: number): Effect.Effect<void, WorkbookError.WorkbookError> => {
    for (const [index, answer] of answers.entries()) {
      const position = positions[done + index]
      const item = position === undefined ? undefined : items[position]
      if (position === undefined || item === undefined) break
      const outcome = outcomeOf(item, answer)
      outcomes[position] = outcome
      if (Either.isRight(outcome)) continue
      if (!item.call.isError(outcome.left)) return Effect.die(outcome.left)
      if (!isEither) return Effect.fail(outcome.left)
    }
    return Effect.void
  }

  let done = 0
  while (done < requests.length) {
    const answers = yield* session.batch(requests.slice(done))
    yield* settle(answers, done)
    done += answers.length
  }
  return outcomes
})

const outcomeOf = (
  { call: { decode, endpoint }, name }: Item,
  answer: Outcome
): Outcome =>
  Either.isLeft(answer)
    ? answer
    : Either.mapLeft(
      decode(answer.right),
      (issue) => new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(endpoint), functionName: name, issue })
    )

/**
 * Makes calls in their order, and succeeds with their results in the same structure: an array, a tuple or a record. Up to
 * 20 calls are sent in one `$batch`. This also applies without the option `batching` of the session, and without a
 * session.
 *
 * Each call is what it would be by itself: it has its own retries, its own error, which names its position, and a lost
 * session is replaced. After a call that fails, the service executes no further one, and the calls are sent again from
 * this one on. Calls of other fibers are made before or after a `$batch`, but not within it.
 *
 * Only changes of cells (values, formats, rows of a table by their index) and the reads after them are sent together. If the
 * outcome of a `$batch` is unknown, all of it is sent again, and these calls have the same result then. A change after a
 * read begins the next `$batch`, because the read would find it then. Any other call is sent alone,
 * between those before and after it: one that adds, deletes, renames or moves something, one that may become a
 * long-running operation, and a write to a moving reference. So a lost connection leaves no call but this one with an
 * unknown outcome. The bodies of a `$batch` have at most 3 MB together.
 *
 * By default it fails with the first error, and the calls after it were not executed. The exceptions are a response that
 * does not match its schema, and a request without a response, after the last retry: then the following calls of the same
 * `$batch` may have been executed. If the arguments of a call are invalid, it fails with `InvalidArguments` and sends
 * nothing. With the mode `"either"` it does not fail: each call has its result or its error, and the calls after an error
 * are made too.
 *
 * @example
 * ```ts
 * import { Batch, Catalogue, Range, Resource, Table } from "@effect-workbook/client"
 * import { Effect, Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const nameOf = (name: string) =>
 *   Batch.get(Catalogue.table.get, Table.named(name), Resource.pick(Table.Table, { select: ["name"] }))
 *
 * export const program = Effect.gen(function*() {
 *   const [cell, table] = yield* Batch.all([
 *     Batch.get(Catalogue.range.get, Range.at("Summary!B4"), Resource.pick(Range.Range, { select: ["values"] })),
 *     nameOf("Orders")
 *   ])
 *   deepStrictEqual([cell.values, table.name], [[[8762.75]], "Orders"])
 *
 *   const outcomes = yield* Batch.all([nameOf("Orders"), nameOf("Missing")], { mode: "either" })
 *   deepStrictEqual(outcomes.map(Either.isRight), [true, false])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export function all<
  const Calls extends ReadonlyArray<Any> | Readonly<Record<string, Any>>,
  const O extends Options = {}
>(
  calls: Calls,
  options?: O
): Effect.Effect<Results<Calls, O>, ErrorsOf<Calls, O>, WorkbookSession.WorkbookSession>
export function all(
  calls: ReadonlyArray<Any> | Readonly<Record<string, Any>>,
  { mode = "default" }: Options = {}
): Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession> {
  return Effect.suspend(() => {
    const isArray = isArrayOfCalls(calls)
    const keys = isArray ? undefined : Object.keys(calls)
    const items = isArray
      ? calls.map((call, index) => ({ name: nameOf(index, call), call }))
      : Object.entries(calls).map(([key, call]) => ({ name: nameOf(key, call), call }))
    return outcomesOf(items, mode === "either").pipe(
      Effect.map((outcomes) => {
        const results = mode === "either" ? outcomes : outcomes.map(Either.getOrUndefined)
        return keys === undefined ? results : Object.fromEntries(keys.map((key, index) => [key, results[index]]))
      }),
      Span.within("Batch.all", { attributes: { "workbook.batch.size": items.length } })
    )
  })
}

const isArrayOfCalls = (
  calls: ReadonlyArray<Any> | Readonly<Record<string, Any>>
): calls is ReadonlyArray<Any> => Array.isArray(calls)
