/**
 * The system query options that the workbook API knows: `$select`, `$top`, `$skip` and `$count`.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Struct from "effect/Struct"
import * as Failure from "./Failure.js"

export interface Query {
  /** Names of properties; `undefined` for all. */
  readonly select: ReadonlySet<string> | undefined
  readonly top: number | undefined
  readonly skip: number
  readonly count: boolean
}

const served: ReadonlySet<string> = new Set(["select", "top", "skip", "count", "format"])

/** What Graph has besides. */
const unserved: ReadonlySet<string> = new Set(["expand", "filter", "orderby", "search", "apply", "compute"])

/** Why an option is refused, if it is. What is no option of the system may be anything, as `sessionId` is. */
const refusal = (name: string): Failure.Failure | undefined => {
  const option = name.replace(/^\$/, "")
  if (unserved.has(option)) return Failure.notServed(`the query option $${option}`)
  return name === option || served.has(option)
    ? undefined
    : Failure.gateway(400, "BadRequest", `The query option '${name}' is not known.`)
}

const whole = (name: string, text: string | null): Either.Either<number | undefined, Failure.Failure> => {
  if (text === null) return Either.right(undefined)
  return /^\d{1,9}$/.test(text.trim())
    ? Either.right(Number(text))
    : Either.left(Failure.gateway(400, "BadRequest", `Invalid value '${text}' for ${name} query option found.`))
}

/** Reads the query of a URL. Names are taken with and without `$`, as Graph does. */
export const parse = (query: string): Either.Either<Query, Failure.Failure> => {
  const params = new URLSearchParams(query)
  const get = (name: string) => params.get(`$${name}`) ?? params.get(name)
  for (const name of params.keys()) {
    const refused = refusal(name)
    if (refused !== undefined) return Either.left(refused)
  }
  return Either.gen(function*() {
    const top = yield* whole("$top", get("top"))
    const skip = yield* whole("$skip", get("skip"))
    const names = (get("select") ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "")
    const all = names.length === 0 || names.includes("*")
    return { top, skip: skip ?? 0, count: get("count") === "true", select: all ? undefined : new Set(names) }
  })
}

/** Whether a property is wanted. */
export const wants = ({ select }: Query, name: string): boolean => select === undefined || select.has(name)

/** Only the wanted properties, computed only if wanted. */
export const pick = <Properties extends object>(
  query: Query,
  properties: { readonly [Name in keyof Properties]: () => Properties[Name] }
): Partial<Properties> => {
  const picked: Partial<Properties> = {}
  for (const name of Struct.keys(properties)) {
    if (wants(query, name)) picked[name] = properties[name]()
  }
  return picked
}

/** The page of a collection that is wanted. */
export const page = <A>({ skip, top }: Query, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.slice(skip, top === undefined ? undefined : skip + top)
