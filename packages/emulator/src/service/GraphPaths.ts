/**
 * The paths and methods that Graph defines, by its metadata and API reference. The emulator serves a subset of them.
 *
 * @since 0.1.0
 */
import type { Method } from "@effect-workbook/schema/Endpoint"
import * as Metadata from "@effect-workbook/schema/Metadata"
import type * as OData from "@effect-workbook/schema/OData"
import * as Option from "effect/Option"

/** The target of a path. A target without a type has nothing below it. */
interface PathTarget {
  readonly type: string | undefined
  readonly methods: ReadonlyArray<Method>
}

/** Looks a name up without regard to case. */
const lookup = (record: Readonly<Record<string, string>>, name: string): string | undefined => {
  const wanted = name.toLowerCase()
  return Object.entries(record).find(([known]) => known.toLowerCase() === wanted)?.[1]
}

/** The name of an operation, without its optional namespace. */
const operationName = ({ name }: OData.Segment): string => name.toLowerCase().replace(/^microsoft\.graph\./, "")

const argumentNames = ({ args }: OData.Segment): ReadonlyArray<string> => Object.keys(args ?? {})

const isBare = (segment: OData.Segment): boolean => segment.key === undefined && argumentNames(segment).length === 0

const memberOf = (type: string): string | undefined => /^Collection\((.*)\)$/.exec(type)?.[1]

const isKey = (member: string, segment: OData.Segment): boolean => {
  const [name, ...others] = argumentNames(segment)
  const properties = Object.keys(Metadata.entityTypes[member]?.properties ?? {})
  return segment.key !== undefined ||
    others.length === 0 && properties.some((property) => property.toLowerCase() === name?.toLowerCase())
}

const resource = (type: string, more: ReadonlyArray<Method> = []): PathTarget => ({
  type,
  methods: ["GET", ...Metadata.documentedMethods[type] ?? [], ...more]
})

const leaf = (methods: ReadonlyArray<Method>): PathTarget => ({ type: undefined, methods })

/** Whether an overload of a function accepts these arguments. A single argument may omit its name. */
const takes = ({ parameters }: Metadata.Operation, segment: OData.Segment): boolean => {
  const names = Object.keys(parameters).map((name) => name.toLowerCase()).sort()
  return segment.key === undefined
    ? names.join() === argumentNames(segment).map((name) => name.toLowerCase()).sort().join()
    : names.length === 1
}

const operationsAt = (from: string, wanted: string): ReadonlyArray<Metadata.Operation> =>
  Metadata.operations.filter(({ name, on }) => on === from && name.toLowerCase() === wanted)

/** Additional methods that the API reference documents for an operation. */
const documentedAt = (from: string, wanted: string): ReadonlyArray<Method> =>
  Object.entries(Metadata.documentedMethods).find(([key]) => {
    const [type, name] = key.split("/")
    return type === from && name?.toLowerCase() === wanted
  })?.[1] ?? []

const operationAt = (
  segment: OData.Segment,
  overloads: ReadonlyArray<Metadata.Operation>,
  documented: ReadonlyArray<Method>
): PathTarget | undefined => {
  const operation = overloads.find((operation) =>
    operation.kind === "action" ? isBare(segment) : takes(operation, segment)
  )
  if (operation === undefined) {
    return documented.length > 0 && (overloads.length === 0 || isBare(segment)) ? leaf(documented) : undefined
  }
  if (operation.kind === "action") return leaf(["POST", ...documented])
  const { returns = "" } = operation
  return returns in Metadata.entityTypes && operation.isComposable
    ? resource(returns, documented)
    : leaf(["GET", ...documented])
}

const memberAt = (collection: string, member: string, { text }: OData.Segment): PathTarget | undefined => {
  if (text === "$") return resource(collection)
  return text.startsWith("$") || !(member in Metadata.entityTypes) ? undefined : resource(member)
}

const propertyAt = (from: string, segment: OData.Segment): PathTarget | undefined => {
  const { navigation = {}, properties = Metadata.complexTypes[from] ?? {} } = Metadata.entityTypes[from] ?? {}
  const to = lookup(navigation, segment.name)
  if (to !== undefined) {
    const member = memberOf(to)
    if (isBare(segment)) return resource(to)
    return member !== undefined && isKey(member, segment) ? resource(member) : undefined
  }
  const value = lookup(properties, segment.name)
  return value !== undefined && isBare(segment) ? { type: value.replace(/\?$/, ""), methods: ["GET"] } : undefined
}

const primitives: ReadonlySet<string> = new Set(["Boolean", "Double", "Int32", "String"])

const step = (from: string, segment: OData.Segment): PathTarget | undefined => {
  if (from === "driveItem") {
    return segment.name.toLowerCase() === "workbook" && isBare(segment) ? resource("workbook") : undefined
  }
  if (primitives.has(from)) return segment.text.toLowerCase() === "$value" ? leaf(["GET"]) : undefined
  const name = operationName(segment)
  const overloads = operationsAt(from, name)
  const documented = documentedAt(from, name)
  if (overloads.length > 0 || documented.length > 0) return operationAt(segment, overloads, documented)
  const member = memberOf(from)
  return member === undefined ? propertyAt(from, segment) : memberAt(from, member, segment)
}

/** The methods that Graph defines for a path below a file, or none if it does not define the path. */
export const methodsAt = (segments: ReadonlyArray<OData.Segment>): Option.Option<ReadonlyArray<Method>> => {
  let target: PathTarget | undefined = leaf([])
  let type: string | undefined = "driveItem"
  for (const segment of segments) {
    target = type === undefined ? undefined : step(type, segment)
    if (target === undefined) return Option.none()
    type = target.type
  }
  return segments.length === 0 ? Option.none() : Option.some(target.methods)
}

/**
 * The parameters that the body of a request has for the function at the end of a path, if the API reference documents a POST
 * for it. Such a request is answered like a GET. The arguments can also be in the path, as the API reference shows it for
 * `resizedRange`; the body has none then.
 */
export const postedFunction = (segments: ReadonlyArray<OData.Segment>): Option.Option<ReadonlyArray<string>> => {
  let type: string | undefined = "driveItem"
  for (const segment of segments.slice(0, -1)) {
    type = type === undefined ? undefined : step(type, segment)?.type
  }
  const last = segments.at(-1)
  if (type === undefined || last === undefined) return Option.none()
  const name = operationName(last)
  const functions = operationsAt(type, name).filter(({ kind }) => kind === "function")
  if (functions.length === 0 || !documentedAt(type, name).includes("POST")) return Option.none()
  return Option.some(
    isBare(last) ? [...new Set(functions.flatMap(({ parameters }) => Object.keys(parameters)))] : []
  )
}
