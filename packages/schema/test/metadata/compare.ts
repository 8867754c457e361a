import {
  Catalogue,
  type Endpoint,
  Filter,
  Icon,
  Metadata,
  Navigation,
  SortField,
  WorkbookFunction,
  WorksheetProtection
} from "@effect-workbook/schema"
import { Either, Schema, SchemaAST } from "effect"

/**
 * A difference between the catalogue and the metadata or the API reference, as a sentence that begins with the name of
 * the element.
 */
export type Deviation = string

type Body = Readonly<Record<string, unknown>>

const signatures = (schema: Schema.Schema.AnyNoContext) =>
  SchemaAST.getPropertySignatures(Schema.encodedSchema(schema).ast).map(({ isOptional, name }) => ({
    name: String(name),
    isOptional
  }))

const accepts = (schema: Schema.Schema.AnyNoContext, body: Body): boolean =>
  Either.isRight(Schema.decodeUnknownEither(schema)(body))

const resources: Readonly<Record<string, Navigation.Resource>> = Navigation.resources

const isWorksheetFunction = ({ resource, segment }: Endpoint.Any): boolean =>
  resource === "workbookFunctions" && segment !== ""

const endpoints = Catalogue.all.filter((endpoint) => endpoint.resource !== "driveItem")

/** The schema of each type that an endpoint returns, and of the complex types that are part of them. */
const models = new Map<string, Schema.Schema.AnyNoContext>([
  ...endpoints.flatMap(({ resource, result, returns }) =>
    returns === undefined || returns.startsWith("Edm.") || returns === resource && returns.startsWith("Collection(")
      ? []
      : [[returns as string, result] as const]
  ),
  ["workbookIcon", Icon.Icon],
  ["workbookSortField", SortField.SortField],
  ["workbookFilterCriteria", Filter.Criteria],
  ["workbookFilterDatetime", Filter.Datetime],
  ["workbookWorksheetProtectionOptions", WorksheetProtection.Options]
])

const withoutNull = (type: string): string => type.replace(/\?$/, "")

// Some of the strings are members of enumerations, because the metadata declares these as strings.
const samples: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  String: [
    "Data!A1:B2",
    "Visible",
    "Automatic",
    "Full",
    "Down",
    "Up",
    "Contents",
    "Rows",
    "PinYin",
    "And",
    "Today",
    "EdgeTop",
    "Continuous",
    "Thin",
    "Center",
    "Single",
    "ColumnClustered",
    "Auto",
    "OutsideEnd",
    "Bottom",
    "plain"
  ],
  Boolean: [true, false],
  Int32: [1],
  Double: [1.5],
  Json: [[["x", 1]], "x", 1, ["x"]],
  workbookSortField: [{ key: 1, sortOn: "Value", ascending: true, color: "#FF0000", dataOption: "Normal", icon: null }]
}

/** Members of enumerations that are declared as strings, by the names of properties. */
const members: Readonly<Record<string, string>> = {
  dataOption: "Normal",
  dynamicCriteria: "Today",
  filterOn: "Values",
  operator: "And",
  set: "ThreeArrows",
  sortOn: "Value"
}

const memberOf = (type: string): string | undefined => /^Collection\((.*)\)$/.exec(withoutNull(type))?.[1]

const samplesOf = (type: string): ReadonlyArray<unknown> => {
  const member = memberOf(type)
  return member === undefined ? singleSamplesOf(type) : [singleSamplesOf(member)]
}

const singleSamplesOf = (type: string): ReadonlyArray<unknown> =>
  samples[withoutNull(type)] ?? Metadata.enums[withoutNull(type)] ?? [
    Object.fromEntries(
      Object.entries(Metadata.complexTypes[withoutNull(type)] ?? {}).flatMap(([name, type]) =>
        withoutNull(type) === "Json" || !(withoutNull(type) in samples)
          ? type.endsWith("?") ? [[name, null]] : []
          : [[name, members[name] ?? samples[withoutNull(type)]?.[0]]]
      )
    )
  ]

/** Values that do not have a type of the metadata. */
const invalidSamplesOf = (type: string): ReadonlyArray<unknown> => {
  switch (withoutNull(type)) {
    case "Json":
      return []
    case "String":
      return [1, true, [["x"]]]
    case "Boolean":
      return ["x", 2, [[true]]]
    case "Int32":
      return ["x", 1.5, [[1]]]
    case "Double":
      return ["x", [[1]]]
    default:
      return withoutNull(type) in Metadata.enums ? [1, true] : [1, true, "x"]
  }
}

/** The differences between the fields of a schema and the declared ones: names, types, nullability. */
export const compareFields = (
  what: string,
  schema: Schema.Schema.AnyNoContext,
  declared: Readonly<Record<string, string>>,
  navigation: Readonly<Record<string, string>> = {}
): ReadonlyArray<Deviation> => {
  // the body of an update may contain related resources
  const fields = signatures(schema).filter(({ name }) => !(name in navigation))
  const required = fields.filter(({ isOptional }) => !isOptional).map(({ name }) => name)
  const withAll = (nthString: number, nthOther: number): Body =>
    Object.fromEntries(required.map((name) => {
      const type = declared[name] ?? "Json"
      const all = samplesOf(type)
      return [name, all[(withoutNull(type) === "String" ? nthString : nthOther) % all.length]]
    }))
  const base =
    [...samplesOf("Json").keys()].flatMap((nthOther) =>
      [...samplesOf("String").keys()].map((nthString) => withAll(nthString, nthOther))
    ).find((body) => accepts(schema, body)) ?? {}
  return fields.flatMap(({ name }) => {
    const type = declared[name]
    if (type === undefined) return [`${what}.${name} is not in the metadata`]
    const takes = (value: unknown) => accepts(schema, { ...base, [name]: value })
    const found: Array<Deviation> = []
    if (!samplesOf(type).some(takes)) found.push(`${what}.${name} takes no ${withoutNull(type)}`)
    if (withoutNull(type) in Metadata.enums && !samplesOf(type).every(takes)) {
      found.push(`${what}.${name} lacks a value`)
    }
    for (const value of invalidSamplesOf(type).filter(takes)) {
      found.push(`${what}.${name} takes ${JSON.stringify(value)}, and is ${withoutNull(type)}`)
    }
    const nullable = type.endsWith("?")
    if (takes(null) !== nullable) found.push(`${what}.${name} ${nullable ? "does not take" : "takes"} null`)
    return found
  })
}

const isEmpty = (schema: Schema.Schema.AnyNoContext): boolean =>
  schema.ast._tag === "VoidKeyword" || signatures(schema).length === 0

const entityOf = (type: string): Metadata.EntityType | undefined => Metadata.entityTypes[type]

const overloads = (on: string, name: string): ReadonlyArray<Metadata.Operation> =>
  Metadata.operations.filter((operation) => operation.on === on && operation.name === name)

const sorted = (names: Iterable<string>): ReadonlyArray<string> => [...names].sort()

/** The parameters of all overloads of a function. A parameter that some overloads do not have is optional. */
const parametersOf = (all: ReadonlyArray<Metadata.Operation>) => ({
  types: Object.assign({}, ...all.map(({ parameters }) => parameters)) as Readonly<Record<string, string>>,
  required: sorted(
    new Set(
      all.flatMap(({ parameters }) => Object.keys(parameters)).filter((name) =>
        all.every(({ parameters }) => name in parameters)
      )
    )
  )
})

const same = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => a.join() === b.join()

const orNothing = (text: string | undefined): string => text ?? "nothing"

const compareNavigation = (type: string, resource: Navigation.Resource): ReadonlyArray<Deviation> => {
  if (type === "driveItem") return []
  const member = /^Collection\((.*)\)$/.exec(type)?.[1]
  const entity = entityOf(member ?? type)
  if (entity === undefined) return [`${type} is not in the metadata`]
  return [
    ...resource.member === member ? [] : [`${type} has the members ${orNothing(resource.member)}`],
    ...resource.keys.filter((key) => entity.properties[key] === undefined).map((key) =>
      `${type} has the key ${key}, which is no property`
    ),
    ...Object.entries(resource.properties).flatMap(([name, to]) =>
      member === undefined && entity.navigation[name] === to ? [] : [`${type}/${name} leads to ${to}`]
    ),
    ...Object.entries(resource.functions).flatMap(([name, { parameters, returns }]) => {
      const what = `${type}/${name}`
      const all = overloads(type, name).filter(({ kind }) => kind === "function")
      if (all.length === 0) return [`${what} is no function of the metadata`]
      const { required, types } = parametersOf(all)
      const fields = signatures(parameters)
      return [
        ...all.every((operation) => operation.returns === returns) ? [] : [`${what} returns ${returns}`],
        ...same(sorted(fields.map(({ name }) => name)), sorted(Object.keys(types)))
          ? []
          : [`${what} takes ${sorted(fields.map(({ name }) => name)).join()}`],
        ...same(sorted(fields.filter(({ isOptional }) => !isOptional).map(({ name }) => name)), required)
          ? []
          : [`${what} requires other parameters`],
        ...compareFields(what, parameters, types)
      ]
    })
  ]
}

const compareEndpoint = (endpoint: Endpoint.Any): ReadonlyArray<Deviation> => {
  const { method, name, parameters, resource, result, returns, segment } = endpoint
  const what = `${method} ${resource}${segment === "" ? "" : `/${segment}`}`
  if (segment === "") {
    const known = method === "GET" || Metadata.documentedMethods[resource]?.includes(method) === true
    const member = resource.replace(/^Collection\((.*)\)$/, "$1")
    const answers = method === "DELETE" ? undefined : method === "POST" ? member : resource
    const entity = entityOf(member)
    return [
      ...known ? [] : [`${what} is not in the API reference`],
      ...returns === answers ? [] : [`${what} returns ${orNothing(returns)}`],
      ...isEmpty(parameters)
        ? []
        : compareFields(`${name} ${resource}`, parameters, entity?.properties ?? {}, entity?.navigation)
    ]
  }
  const all = overloads(resource, segment)
  const [first] = all
  const methods = [
    first?.kind === "action" ? "POST" : "GET",
    ...Metadata.documentedMethods[`${resource}/${segment}`] ?? []
  ]
  if (first === undefined) return [`${what} is not in the metadata`]
  const { required, types } = parametersOf(all)
  const fields = isEmpty(parameters) ? [] : signatures(parameters)
  const declaredResult = first.returns === "Int32" || first.returns === "String"
    ? `Edm.${first.returns}`
    : first.returns
  return [
    ...methods.includes(method) ? [] : [`${what} is a ${first.kind}`],
    ...returns === declaredResult ? [] : [`${what} returns ${orNothing(returns)}`],
    ...(result.ast._tag === "VoidKeyword") === (returns === undefined) ? [] : [`${what} has another result`],
    ...same(sorted(fields.map(({ name }) => name)), sorted(Object.keys(types)))
      ? []
      : [`${what} takes ${sorted(fields.map(({ name }) => name)).join()}`],
    // a nullable parameter of an action is optional
    ...fields.filter(({ isOptional, name }) =>
      first.kind === "action"
        ? isOptional !== (types[name] ?? "").endsWith("?")
        : isOptional === required.includes(name)
    ).map(({ isOptional, name }) => `${what}.${name} ${isOptional ? "may" : "may not"} be left out`),
    ...isEmpty(parameters) ? [] : compareFields(what, parameters, types)
  ]
}

const compareFunction = (name: string): ReadonlyArray<Deviation> => {
  const [operation] = overloads("workbookFunctions", name)
  const declared = Object.keys(operation?.parameters ?? {})
  const parameters: ReadonlyArray<string> = WorkbookFunction.names.some((known) => known === name)
    ? WorkbookFunction.parameters(name as WorkbookFunction.FunctionName)
    : []
  return operation === undefined
    ? [`functions/${name} is not in the metadata`]
    : same(parameters, declared)
    ? []
    : [`functions/${name} takes ${parameters.join()}, declared are ${declared.join()}`]
}

/** All differences of the catalogue, the navigation and the models. */
export const deviations = (): ReadonlyArray<Deviation> => [
  ...Object.entries(resources).flatMap(([type, resource]) => compareNavigation(type, resource)),
  ...endpoints.filter((endpoint) => !isWorksheetFunction(endpoint)).flatMap(compareEndpoint),
  ...endpoints.filter(isWorksheetFunction).flatMap(({ name }) => compareFunction(name)),
  ...[...models].flatMap(([type, model]) => {
    const declared = entityOf(type)?.properties ?? Metadata.complexTypes[type]
    return declared === undefined ? [`${type} is not in the metadata`] : compareFields(type, model, declared)
  })
]

/** How many elements of a kind Graph has, and which of them the catalogue lacks. */
export interface Coverage {
  readonly kind: string
  readonly all: number
  readonly missing: ReadonlyArray<string>
}

const coverage = (kind: string, all: ReadonlyArray<string>, have: ReadonlySet<string>): Coverage => ({
  kind,
  all: all.length,
  missing: all.filter((name) => !have.has(name))
})

/** Complex types that are part of other schemas: of the error body, and of the arguments of worksheet functions. */
const embeddedTypes = new Set(["workbookOperationError", "workbookRangeReference"])

/** The coverage of the catalogue by kind of element. */
export const coverages = (): ReadonlyArray<Coverage> => {
  const entities = Object.entries(Metadata.entityTypes)
  const complex = Object.entries(Metadata.complexTypes).filter(([type]) => !embeddedTypes.has(type))
  const steps = Object.entries(resources).flatMap(([type, { functions, properties }]) =>
    [...Object.keys(properties), ...Object.keys(functions)].map((name) => `${type}/${name}`)
  )
  const calls = endpoints.filter(({ segment }) => segment !== "").map(({ resource, segment }) =>
    `${resource}/${segment}`
  )
  const fields = [...models].flatMap(([type, model]) => signatures(model).map(({ name }) => `${type}.${name}`))
  const methods = [
    ...entities.flatMap(([type]) => type === "workbookFunctionResult" ? [] : [`GET ${type}`]),
    ...new Set(
      entities.flatMap(([, { navigation }]) =>
        Object.values(navigation).filter((to) => to.startsWith("Collection(")).map((to) => `GET ${to}`)
      )
    ),
    ...Object.entries(Metadata.documentedMethods).flatMap(([type, methods]) =>
      type.includes("/") ? [] : methods.map((method) => `${method} ${type}`)
    )
  ]
  const names = Metadata.operations.map(({ name, on }) => `${on}/${name}`)
  return [
    coverage(
      "types",
      [...entities, ...complex].map(([type]) => type),
      new Set([...models.keys(), ...Object.keys(resources)])
    ),
    coverage(
      "properties",
      [...entities.map(([type, { properties }]) => [type, properties] as const), ...complex].flatMap(
        ([type, properties]) => Object.keys(properties).map((name) => `${type}.${name}`)
      ),
      new Set(fields)
    ),
    coverage(
      "navigation",
      entities.flatMap(([type, { navigation }]) => Object.keys(navigation).map((name) => `${type}/${name}`)),
      new Set(steps)
    ),
    coverage("actions and functions", [...new Set(names)], new Set([...steps, ...calls])),
    coverage(
      "methods",
      methods,
      new Set(endpoints.filter(({ segment }) => segment === "").map(({ method, resource }) => `${method} ${resource}`))
    )
  ]
}
