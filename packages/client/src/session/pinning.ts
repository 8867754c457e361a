import * as Address from "@effect-workbook/schema/Address"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as OData from "@effect-workbook/schema/OData"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { invalidArguments, unexpectedAnswer } from "../call/errors.js"
import type * as WorkbookError from "../WorkbookError.js"
import type { Call } from "./calls.js"

/** Makes a stable path from the identifying property and the moving path that was read, or explains why there is none. */
type StablePath = (value: string, movingPath: string) => Either.Either<string, string>

const named = (collection: "worksheets" | "tables") => (name: string): Either.Either<string, string> =>
  Either.right(Navigation.member(Navigation.property(Navigation.workbook, collection), name).path)

/**
 * A reference to a range by its address. It is `Left` with an explanation if the address is invalid or names no sheet.
 *
 * @internal
 */
export const rangeAt = (text: string): Either.Either<Navigation.Reference<"workbookRange", "stable">, string> =>
  Either.flatMap(Either.mapLeft(Address.parse(text), (error) => error.message), (address) =>
    address.sheet === undefined
      ? Either.left(`the address ${JSON.stringify(text)} names no sheet`)
      : Either.right(
        Navigation.range(
          Navigation.member(Navigation.property(Navigation.workbook, "worksheets"), address.sheet),
          address
        )
      ))

const stablePaths: Readonly<Partial<Record<Navigation.ResourceType, StablePath>>> = {
  workbookRange: (address) => Either.map(rangeAt(address), ({ path }) => path),
  workbookWorksheet: named("worksheets"),
  workbookTable: named("tables"),
  workbookChart: (name, movingPath) =>
    Either.right(movingPath.replace(/(?:\/itemAt)?\([^/]*\)$/, "") + OData.key(name)),
  workbookTableColumn: (name, movingPath) =>
    Navigation.wayOfMember(Navigation.resources["Collection(workbookTableColumn)"], name) !== "stable"
      ? Either.left(`a column with the name ${JSON.stringify(name)} cannot be told from the one with that id`)
      : Either.right(movingPath.replace(/(?:\/itemAt)?\([^/]*\)$/, "") + OData.key(name))
}

/** The read of one property. Unlike an endpoint of the catalogue, it does not load the schema of the resource. */
const readOf = (resource: Navigation.ResourceType) =>
  Endpoint.make({
    resource,
    name: "get",
    method: "GET",
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result: Schema.Unknown,
    success: 200,
    returns: resource,
    safety: "read",
    longRunning: false,
    afterUnknownOutcome: {}
  })

/**
 * Makes a stable path to the resource that an anchor refers to now. It reads the property that identifies the resource.
 *
 * @internal
 */
export const pin = (
  call: Call,
  endpoint: Endpoint.Any,
  { below, path, resource }: Navigation.Anchor
): Effect.Effect<string, WorkbookError.WorkbookError> =>
  Effect.gen(function*() {
    const movingPath = below === undefined ? path : (yield* pin(call, endpoint, below)) + path.slice(below.path.length)
    const stablePath = stablePaths[resource]
    const property = Navigation.resources[resource].pin?.property
    if (stablePath === undefined || property === undefined) {
      return yield* invalidArguments(endpoint, `there is no stable address of a ${resource}`)
    }
    const get = readOf(resource)
    const json = yield* call({ endpoint: get, path: `${movingPath}?$select=${property}`, way: "moving" })
    const value = Predicate.hasProperty(json, property) ? json[property] : undefined
    if (typeof value !== "string") {
      return yield* unexpectedAnswer(get, `expected the ${property} of ${movingPath}, as text`)
    }
    return yield* Either.match(stablePath(value, movingPath), {
      onLeft: (issue) => invalidArguments(endpoint, issue),
      onRight: Effect.succeed
    })
  })
