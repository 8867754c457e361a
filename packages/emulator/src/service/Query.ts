/**
 * The system query options of the workbook API: `$select`, `$expand`, `$filter`, `$orderby`, `$top`, `$skip` and
 * `$count`.
 *
 * @since 0.1.0
 */
import * as Metadata from "@effect-workbook/schema/Metadata"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Either from "effect/Either"
import * as Struct from "effect/Struct"
import * as Failure from "./Failure.js"
import * as FilterExpression from "./FilterExpression.js"

export interface Query {
  /** The names of selected properties; `undefined` selects all. */
  readonly select: ReadonlySet<string> | undefined
  /** The expanded navigation properties, each with its own options. */
  readonly expand: ReadonlyMap<string, Query>
  readonly filter: FilterExpression.Expression | undefined
  /** The properties to sort by. The next one decides where members are equal by the one before. */
  readonly orderBy: ReadonlyArray<{ readonly property: string; readonly descending: boolean }>
  readonly top: number | undefined
  readonly skip: number
  readonly count: boolean
}

const served: ReadonlySet<string> = new Set([
  "select",
  "expand",
  "filter",
  "orderby",
  "top",
  "skip",
  "count",
  "format"
])

/** Options that Graph supports but the emulator does not. */
const unserved: ReadonlySet<string> = new Set(["search", "apply", "compute"])

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
    const filter = get("filter")?.trim() ?? ""
    return {
      filter: filter === "" ? undefined : yield* FilterExpression.parse(filter),
      orderBy: yield* ordered(get("orderby") ?? ""),
      top,
      skip: skip ?? 0,
      count: get("count") === "true",
      select: all ? undefined : new Set(names),
      expand: yield* expanded(get("expand") ?? "", depth)
    }
  })
}

const ordered = (text: string): Either.Either<Query["orderBy"], Failure.Failure> =>
  Either.all(
    text.split(",").map((part) => part.trim()).filter((part) => part !== "").map((part) => {
      const [, property, direction = "asc"] = /^(\w+)(?:\s+(asc|desc))?$/.exec(part) ?? []
      return property === undefined
        ? Either.left(
          Failure.gateway(
            400,
            "BadRequest",
            `Invalid value ${
              Failure.quoted(text)
            } for $orderby query option found. Expected properties, each with 'asc' or 'desc', such as name desc.`
          )
        )
        : Either.right({ property, descending: direction === "desc" })
    })
  )

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

/**
 * Refuses properties that the resource type does not have, and expanded properties that the emulator does not serve.
 * `isList` says whether members of a list can be filtered and sorted.
 */
export const check = (
  type: string,
  { expand, filter, orderBy }: Query,
  isList: boolean
): Either.Either<void, Failure.Failure> =>
  Either.gen(function*() {
    const properties = Metadata.entityTypes[type]?.properties ?? {}
    if (!isList && (filter !== undefined || orderBy.length > 0)) {
      return yield* Either.left(
        Failure.gateway(400, "BadRequest", "The query options $filter and $orderby can be applied only to lists.")
      )
    }
    if (filter !== undefined) yield* FilterExpression.check(filter, type, properties)
    for (const { property } of orderBy) {
      yield* FilterExpression.check(
        { _tag: "Compare", operator: "eq", left: { _tag: "Property", name: property }, right: nullLiteral },
        type,
        properties
      )
    }
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
      yield* check(memberOf(to), query, to !== memberOf(to))
    }
  })

const nullLiteral: FilterExpression.Operand = { _tag: "Literal", value: null }

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

/**
 * The members of a collection that `$filter` selects, in the order of `$orderby`. `show` returns the JSON of a member for
 * a query.
 */
export const members = <A>(
  query: Query,
  items: ReadonlyArray<A>,
  show: (query: Query, item: A) => object
): ReadonlyArray<A> => {
  const { filter, orderBy } = query
  if (filter === undefined && orderBy.length === 0) return items
  const select = new Set([
    ...filter === undefined ? [] : FilterExpression.propertiesOf(filter),
    ...orderBy.map(({ property }) => property)
  ])
  const read = items.map((item) => ({
    item,
    properties: { ...show({ ...query, select, expand: new Map() }, item) } as Readonly<Record<string, unknown>>
  }))
  const kept = filter === undefined
    ? read
    : read.filter(({ properties }) => FilterExpression.matches(filter, properties))
  return kept.sort((left, right) => {
    for (const { descending, property } of orderBy) {
      const order = FilterExpression.compare(left.properties[property] ?? null, right.properties[property] ?? null)
      if (order !== 0) return descending ? -order : order
    }
    return 0
  }).map(({ item }) => item)
}

/** The page of a collection that `$skip` and `$top` select. */
export const page = <A>({ skip, top }: Query, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.slice(skip, top === undefined ? undefined : skip + top)
