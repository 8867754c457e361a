// Writes packages/schema/src/internal/metadata.ts from a downloaded CSDL file of Microsoft Graph v1.0, such as
// https://graph.microsoft.com/v1.0/$metadata:
//
//   node scripts/metadata.mjs <file> <the day it was published>
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root, tool } from "./workspace.mjs"

const [source, day] = process.argv.slice(2)
if (source === undefined || day === undefined) {
  console.error("usage: node scripts/metadata.mjs <CSDL file> <day it was published, as 2026-08-20>")
  process.exit(2)
}

const attributesOf = (text) =>
  Object.fromEntries([...text.matchAll(/([\w.]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))

/** The elements with these names. CSDL does not nest them in themselves. */
const elements = (xml, names) =>
  [...xml.matchAll(new RegExp(`<(${names})\\b([^>]*?)(?:/>|>([\\s\\S]*?)</\\1>)`, "g"))].map((
    [, tag, attributes, content = ""]
  ) => ({ tag, ...attributesOf(attributes), content }))

// The namespace has an alias. `graph.Json` is the former name of `Edm.Untyped`.
const typeName = (type) => type.replace(/(microsoft\.graph|graph|Edm)\./, "").replace(/^Untyped$/, "Json")

const typeOf = ({ Nullable, Type }) =>
  `${typeName(Type)}${Nullable === "false" || Type.startsWith("Collection(") ? "" : "?"}`

const byName = (entries) => Object.fromEntries([...entries].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0))

const schema = elements(readFileSync(source, "utf8"), "Schema").find(({ Namespace }) => Namespace === "microsoft.graph")
const declared = elements(schema.content, "EntityType|ComplexType|EnumType|Action|Function")
const isOurs = ({ Name }) => Name.startsWith("workbook")

const propertiesOf = (type) => {
  const base = declared.find(({ Name, tag }) => tag === type.tag && Name === typeName(type.BaseType ?? ""))
  const own = elements(type.content, "Property").map((property) => [property.Name, typeOf(property)])
  return [...base === undefined ? [] : propertiesOf(base), ...own]
}

const navigationOf = (type) =>
  elements(type.content, "NavigationProperty").map(({ Name, Type }) => [Name, typeName(Type)])

const typesOf = (tag) => declared.filter((type) => type.tag === tag && isOurs(type))

const entityTypes = typesOf("EntityType").map((type) => [
  type.Name,
  { properties: Object.fromEntries(propertiesOf(type)), navigation: Object.fromEntries(navigationOf(type)) }
])
const complexTypes = typesOf("ComplexType").map((type) => [type.Name, Object.fromEntries(propertiesOf(type))])
const enums = typesOf("EnumType").map(({ Name, content }) => [
  Name,
  elements(content, "Member").map((member) => member.Name)
])

/** The operations of one kind, by the type that they are bound to, formatted as declarations. */
const operations = (tag) => {
  const bound = new Map()
  for (const { Name, content } of declared.filter((operation) => operation.tag === tag)) {
    const [on, ...parameters] = elements(content, "Parameter")
    if (on === undefined || !typeName(on.Type).replace("Collection(", "").startsWith("workbook")) continue
    const [returns] = elements(content, "ReturnType")
    const type = typeName(on.Type)
    const takes = parameters.map((parameter) => `${parameter.Name}: ${typeOf(parameter)}`).join(", ")
    const signature = `${Name}(${takes})${returns === undefined ? "" : `: ${typeName(returns.Type)}`}`
    bound.set(type, [...bound.get(type) ?? [], signature].sort())
  }
  return byName(bound)
}

/** The functions whose result is the end of a path, by the type that they are bound to. */
const uncomposable = () => {
  const bound = new Map()
  for (const { IsComposable, Name, content, tag } of declared) {
    const [on] = elements(content, "Parameter")
    if (tag !== "Function" || IsComposable === "true" || on === undefined) continue
    const type = typeName(on.Type)
    if (!type.replace("Collection(", "").startsWith("workbook")) continue
    bound.set(type, [...new Set([...bound.get(type) ?? [], Name])].sort())
  }
  return byName(bound)
}

const key = (name) => /^\w+$/.test(name) ? name : JSON.stringify(name)

/** Formats a value as source code. A value without nested objects is one line, which dprint wraps. */
const literal = (value, indent = "\n") => {
  if (typeof value !== "object") return JSON.stringify(value)
  const within = `${indent}  `
  const items = Object.entries(value).map(([name, item]) =>
    Array.isArray(value) ? literal(item, within) : `${key(name)}: ${literal(item, within)}`
  )
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"]
  if (items.length === 0) return open + close
  const nested = Object.values(value).some((item) => typeof item === "object")
  return nested || Array.isArray(value)
    ? `${open}${within}${items.join(`,${within}`)}${indent}${close}`
    : `${open} ${items.join(", ")} ${close}`
}

const constant = (name, value) => `export const ${name} = ${literal(value)}\n`

const file = join(root, "packages", "schema", "src", "internal", "metadata.ts")
writeFileSync(
  file,
  [
    `// The workbook API in the v1.0 metadata of Microsoft Graph as of ${day}, written by scripts/metadata.mjs: do not edit.
// A type that ends in "?" may be null.
`,
    constant("entityTypes", byName(entityTypes)),
    constant("complexTypes", byName(complexTypes)),
    constant("enums", byName(enums)),
    constant("actions", operations("Action")),
    constant("functions", operations("Function")),
    constant("uncomposable", uncomposable())
  ].join("\n")
)
const { output, status } = await tool("dprint", ["fmt", file])
if (status !== 0) throw new Error(output)
