/**
 * Functions that the API reference shows as a POST, most with the arguments in the body, such as `rows/itemAt`.
 *
 * @since 0.1.0
 */
import type * as OData from "@effect-workbook/schema/OData"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as Undocumented from "../Undocumented.js"
import * as Failure from "./Failure.js"
import * as GraphPaths from "./GraphPaths.js"
import type * as Message from "./Message.js"
import * as Parameters from "./Parameters.js"
import * as RequestBody from "./RequestBody.js"

interface Asked {
  readonly method: string
  readonly segments: ReadonlyArray<OData.Segment>
}

const isArgument = (value: unknown): value is OData.Arguments[string] =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"

const argumentsIn = (
  body: Readonly<Record<string, unknown>>,
  parameters: ReadonlyArray<string>
): Either.Either<OData.Arguments, Failure.Failure> => {
  const args: Record<string, OData.Arguments[string]> = {}
  for (const [name, value] of Object.entries(body)) {
    if (!parameters.includes(name)) {
      return Either.left(Failure.gateway(
        400,
        "BadRequest",
        `The body has no property ${Failure.quoted(name)}: expected ${Parameters.expected(parameters)}.`
      ))
    }
    if (!isArgument(value)) {
      return Either.left(Failure.invalidArgument(`The property '${name}' is not valid: expected a text or a number.`))
    }
    args[name] = value
  }
  return Either.right(args)
}

/** Converts a documented POST of a function to a GET with the same arguments. Other requests stay the same. */
export const toGet = (
  request: Message.Request,
  segments: ReadonlyArray<OData.Segment>,
  { ignoreUnknownProperties, postedItemAt }: Pick<
    Undocumented.Positions,
    "ignoreUnknownProperties" | "postedItemAt"
  >
): Effect.Effect<Asked, Failure.Failure> =>
  Option.match(request.method === "POST" ? GraphPaths.postedFunction(segments) : Option.none(), {
    onNone: () => Effect.succeed({ method: request.method, segments }),
    onSome: (parameters) =>
      Effect.gen(function*() {
        if (postedItemAt === "refused") {
          return yield* Failure.apiNotFound("a GET with the arguments in the path, such as rows/itemAt(index=0)")
        }
        const body = yield* RequestBody.parseObject(yield* RequestBody.text(request))
        const given = ignoreUnknownProperties
          ? Object.fromEntries(Object.entries(body).filter(([name]) => parameters.includes(name)))
          : body
        const args = yield* argumentsIn(given, parameters)
        return {
          method: "GET",
          segments: segments.map((segment, index) =>
            index === segments.length - 1 ? { ...segment, args: { ...segment.args, ...args } } : segment
          )
        }
      })
  })
