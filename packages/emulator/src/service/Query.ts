/**
 * The system query options of the workbook API: `$select`, `$expand`, `$top`, `$skip` and `$count`.
 *
 * @since 0.1.0
 */
import * as Metadata from "@effect-workbook/schema/Metadata"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Either from "effect/Either"
import * as Struct from "effect/Struct"
import * as Failure from "./Failure.js"

export interface Query {
  /** The names of selected properties; `undefined` selects all. */
  readonly select: ReadonlySet<string> | undefined
  /** The expanded navigation properties, each with its own options. */
  readonly expand: ReadonlyMap<string, Query>
  readonly top: number | undefined
  readonly skip: number
  readonly count: boolean
}

const served: ReadonlySet<string> = new Set(["select", "expand", "top", "skip", "count", "format"])

/** Options that Graph supports but the emulator does not. */
const unserved: ReadonlySet<string> = new Set(["filter", "orderby", "search", "apply", "compute"])

/** Why an option is refused. Names without `$` that are not system options are allowed, such as `sessionId`. */
const refusal = (name: string): Failure.Failure | undefined => {
  const option = name.replace(/^\$/, "")
  if (unserved.has(option)) return Failure.notServed(`the query option $${option}`)
  return name === option || served.has(option)
    ? undefined
    : Failure.gateway(
      400,
      "BadRequest",
      `The query option ${Failure.quoted(name)} is not known: expected ${
        Failure.listed(Array.from(served, (known) => `$${known}`))
      }.`
    )
}

const wholeNumber = (name: string, text: string | null): Either.Either<number | undefined, Failure.Failure> => {
  if (text === null) return Either.right(undefined)
  return /^\d{1,15}$/.test(text.trim())
    ? Either.right(Number(text))
    : Either.left(
      Failure.gateway(
        400,
        "BadRequest",
        `Invalid value ${
          Failure.quoted(text)
        } for ${name} query option found. The ${name} query option requires a non-negative integer value.`
      )
    )
}

/** Parses the query of a URL. As in Graph, the `$` of an option may be omitted. */
export const parse = (query: string): Either.Either<Query, Failure.Failure> => ofParams(new URLSearchParams(query), 0)

/** The maximum depth of `$expand`: navigation properties form cycles, so the response could grow without limit. */
const maxExpandDepth = 2

const ofParams = (params: URLSearchParams, depth: number): Either.Either<Query, Failure.Failure> => {
  const get = (name: string) => params.get(`$${name}`) ?? params.get(name)
  for (const name of params.keys()) {
    const refused = refusal(name)
    if (refused !== undefined) return Either.left(refused)
  }
  return Either.gen(function*() {
    const top = yield* wholeNumber("$top", get("top"))
    const skip = yield* wholeNumber("$skip", get("skip"))
    const names = (get("select") ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "")
    const all = names.length === 0 || names.includes("*")
    return {
      top,
      skip: skip ?? 0,
      count: get("count") === "true",
      select: all ? undefined : new Set(names),
      expand: yield* expanded(get("expand") ?? "", depth)
    }
  })
}

/** Splits a text at separators outside of parentheses. */
const split = (text: string, separator: string): ReadonlyArray<string> => {
  const parts: Array<string> = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === "(") depth++
    else if (char === ")") depth--
    else if (char === separator && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== "")
}

const expanded = (text: string, depth: number): Either.Either<ReadonlyMap<string, Query>, Failure.Failure> => {
  const invalid = (expected: string) =>
    Either.left(
      Failure.gateway(
        400,
        "BadRequest",
        `Invalid value ${Failure.quoted(text)} for $expand query option found. Expected ${expected}.`
      )
    )
  return Either.gen(function*() {
    const queries = new Map<string, Query>()
    if (text !== "" && depth >= maxExpandDepth) return yield* invalid(`at most ${maxExpandDepth} levels`)
    for (const part of split(text, ",")) {
      const [, name = "", options = ""] = /^(\w+)(?:\((.*)\))?$/s.exec(part) ?? []
      if (name === "") return yield* invalid("names such as tables, with their options in parentheses")
      if (queries.has(name)) return yield* invalid(`each name once, not ${Failure.quoted(name)} again`)
      const params = new URLSearchParams(
        split(options, ";").map((option): [string, string] => {
          const equals = option.indexOf("=")
          return equals < 0 ? [option, ""] : [option.slice(0, equals).trim(), option.slice(equals + 1)]
        })
      )
      queries.set(name, yield* ofParams(params, depth + 1))
    }
    return queries
  })
}

/** Refuses expanded properties that the resource type does not have or the emulator does not serve. */
export const check = (type: string, { expand }: Query): Either.Either<void, Failure.Failure> =>
  Either.gen(function*() {
    for (const [name, query] of expand) {
      const { navigation } = Metadata.entityTypes[type] ?? {}
      if (navigation !== undefined && !Object.hasOwn(navigation, name)) {
        return yield* Either.left(
          Failure.gateway(
            400,
            "BadRequest",
            `Could not find a property named ${Failure.quoted(name)} on type 'microsoft.graph.${type}'.`
          )
        )
      }
      const to = navigation?.[name]
      if (to === undefined || !Object.hasOwn(linksOf(type), name)) {
        return yield* Either.left(Failure.notServed(`$expand of ${Failure.quoted(name)}`))
      }
      yield* check(memberOf(to), query)
    }
  })

/** The member type of a collection type; other types are unchanged. */
export const memberOf = (type: string): string => /^Collection\((.*)\)$/.exec(type)?.[1] ?? type

const resources: Readonly<Record<string, Navigation.Resource>> = Navigation.resources

const linksOf = (type: string): object => resources[type]?.properties ?? {}

/** Whether a property is selected. */
export const wants = ({ select }: Query, name: string): boolean => select === undefined || select.has(name)

/** The selected properties. Others are not computed. */
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

/** The expanded navigation properties. */
export const neighbours = <Links extends object>(
  query: Query,
  links: { readonly [Name in keyof Links]: (query: Query) => unknown }
): object =>
  Object.fromEntries(
    Struct.keys(links).flatMap((name) => {
      const asked = query.expand.get(String(name))
      return asked === undefined ? [] : [[name, links[name](asked)]]
    })
  )

/** The page of a collection that `$skip` and `$top` select. */
export const page = <A>({ skip, top }: Query, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.slice(skip, top === undefined ? undefined : skip + top)
