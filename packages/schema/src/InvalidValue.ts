/**
 * A value that its schema refuses, explained in one sentence.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/**
 * A value that its schema refuses.
 *
 * - `path`: where in the value, as `values[0][1]`; empty for the value as a whole
 * - `issue`: what it is there, shortened, and what was expected: `is true; expected a string`
 *
 * The message is one line, however long the value is.
 *
 * @example
 * ```ts
 * import { InvalidValue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new InvalidValue.InvalidValue({ path: "index", issue: "is 1.5; expected an integer" })
 * strictEqual(error.message, "index is 1.5; expected an integer")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidValue extends Schema.TaggedError<InvalidValue>("@effect-workbook/schema/InvalidValue")(
  "InvalidValue",
  { path: Schema.String, issue: Schema.String }
) {
  override get message(): string {
    return `${this.path === "" ? "the value" : this.path} ${this.issue}`
  }
}

/**
 * The first issue of a `ParseError`. Of a union, it is the one of the member that fits best.
 *
 * The words come from the schema: its `description` annotation, or else its structure. A `message` annotation, and the
 * message of a filter, replace what was expected.
 *
 * @example
 * ```ts
 * import { InvalidValue, Range } from "@effect-workbook/schema"
 * import { Either, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const decode = (body: unknown) =>
 *   Either.mapLeft(Schema.decodeUnknownEither(Range.Update)(body), InvalidValue.fromParseError)
 *
 * deepStrictEqual(
 *   Either.mapLeft(decode({ values: [["Oslo", { city: true }]] }), (error) => error.message),
 *   Either.left("values[0][1] is {\"city\":true}; expected a string, a number, a boolean or null")
 * )
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromParseError = ({ issue }: ParseResult.ParseError): InvalidValue => {
  const found = find(issue, [], undefined)
  return new InvalidValue({ path: pathText(found.path), issue: found.issue })
}

type Path = ReadonlyArray<PropertyKey>

interface Found {
  readonly path: Path
  readonly issue: string
}

/** `whole` is the outermost schema of the value at this path: it says more than the part that refused the value. */
const find = (issue: ParseResult.ParseIssue, path: Path, whole: SchemaAST.AST | undefined): Found => {
  switch (issue._tag) {
    case "Pointer":
      return find(issue.issue, [...path, ...Arr.ensure(issue.path)], undefined)
    case "Composite": {
      const issues = Arr.ensure(issue.issues)
      const [first] = issues
      if (first?._tag === "Pointer" && first.issue._tag === "Unexpected") {
        return { path: [...path, ...Arr.ensure(first.path)], issue: `is not known; expected ${namesIn(issue.ast)}` }
      }
      if (issue.ast._tag !== "Union" && first !== undefined) return find(first, path, whole ?? issue.ast)
      return deepest(issues.map((each) => find(each, path, undefined)), path, issue.actual) ??
        refused(issue, path, whole)
    }
    case "Refinement":
      return find(issue.issue, path, whole ?? issue.ast)
    case "Transformation":
      return find(
        issue.issue,
        path,
        Option.isSome(SchemaAST.getDescriptionAnnotation(issue.ast)) ? issue.ast : undefined
      )
    case "Missing":
      return { path, issue: `is missing; expected ${describe(issue.ast.type)}` }
    case "Unexpected":
      return { path, issue: "is not known; expected nothing" }
    case "Type":
    case "Forbidden":
      return refused(issue, path, whole)
  }
}

/** The member of a union that accepts most of the value, if one accepts more than its kind. */
const deepest = (found: ReadonlyArray<Found>, { length }: Path, actual: unknown): Found | undefined => {
  let best: Found | undefined
  for (const each of found) {
    const key = each.path[length]
    // an array has none of the properties that an object lacks
    const isOfKind = key !== undefined && (typeof key === "number") === Array.isArray(actual)
    if (isOfKind && each.path.length > (best?.path.length ?? length)) best = each
  }
  return best
}

const refused = (
  issue: ParseResult.Type | ParseResult.Forbidden | ParseResult.Composite,
  path: Path,
  whole: SchemaAST.AST | undefined
): Found => {
  const message = "message" in issue ? issue.message : undefined
  const reason = message ?? customMessage(whole, issue) ?? customMessage(issue.ast, issue)
  const is = `is ${show(issue.actual)}`
  if (reason !== undefined) return { path, issue: `${is}: ${sentence(reason)}` }
  const expected = describe(whole ?? issue.ast)
  const isInfinite = typeof issue.actual === "number" && !Number.isFinite(issue.actual)
  return { path, issue: `${is}; expected ${isInfinite ? expected.replace("a number", "a finite number") : expected}` }
}

const customMessage = (ast: SchemaAST.AST | undefined, issue: ParseResult.ParseIssue): string | undefined => {
  const annotation = ast && Option.getOrUndefined(SchemaAST.getMessageAnnotation(ast))?.(issue)
  return typeof annotation === "string" ? annotation : undefined
}

const describe = (ast: SchemaAST.AST): string => {
  if (ast._tag === "Refinement") return describeRefinement(ast)
  if (ast._tag === "ObjectKeyword") return "an object"
  const described = SchemaAST.getDescriptionAnnotation(ast).pipe(Option.map(sentence), Option.getOrUndefined)
  if (described !== undefined) return described
  switch (ast._tag) {
    case "Literal":
      return typeof ast.literal === "string" ? show(ast.literal) : String(ast.literal)
    case "Enums":
      return oneOf(ast.enums.map(([, value]) => String(value)))
    case "Union":
      return describeUnion(ast)
    case "TypeLiteral":
      return "an object"
    case "TupleType":
      return "an array"
    case "Transformation":
      return describe(ast.from)
    case "Suspend":
      return describe(ast.f())
    default:
      return sentence(
        Option.getOrElse(
          Option.orElse(SchemaAST.getTitleAnnotation(ast), () => SchemaAST.getIdentifierAnnotation(ast)),
          () => String(ast)
        )
      )
  }
}

const membersOf = (ast: SchemaAST.AST): ReadonlyArray<SchemaAST.AST> =>
  ast._tag === "Union" && Option.isNone(SchemaAST.getDescriptionAnnotation(ast))
    ? ast.types.flatMap(membersOf)
    : ast._tag === "UndefinedKeyword"
    ? []
    : [ast]

const describeUnion = (ast: SchemaAST.Union): string => {
  const members = membersOf(ast)
  const names = members.flatMap((member) =>
    member._tag === "Literal" && typeof member.literal === "string" ? [member.literal] : []
  )
  return names.length > 1 && names.length === members.length
    ? oneOf(names)
    : listed(Array.from(new Set(members.map(describe))), " or ")
}

const boundNames = new Set(["type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])

/** Refinements of numbers are told together, as "an integer from 1 to 9". */
const describeRefinement = (ast: SchemaAST.Refinement): string => {
  const constraints: Record<string, unknown> = {}
  let base: SchemaAST.AST = ast
  for (; base._tag === "Refinement"; base = base.from) {
    const added = Option.getOrElse(SchemaAST.getJSONSchemaAnnotation(base), () => ({ unknown: true }))
    for (const [name, value] of Object.entries(added)) {
      if (!(name in constraints) || value === "integer") constraints[name] = value
    }
  }
  const names = Object.keys(constraints)
  if (base._tag === "NumberKeyword" && names.every((name) => boundNames.has(name))) {
    return describeNumber(constraints)
  }
  if (names.join() === "minLength" && constraints["minLength"] === 1) return "a non-empty string"
  return SchemaAST.getDescriptionAnnotation(ast).pipe(
    Option.map(sentence),
    Option.getOrElse(() => `${describe(ast.from)} that its schema accepts`)
  )
}

const describeNumber = (
  { exclusiveMaximum, exclusiveMinimum, maximum, minimum, type }: Readonly<Record<string, unknown>>
): string =>
  [
    type === "integer" ? "an integer" : "a number",
    ...minimum === undefined ? [] : [`from ${minimum}`],
    ...exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`],
    ...maximum === undefined ? [] : [minimum === undefined ? `up to ${maximum}` : `to ${maximum}`],
    ...exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]
  ].join(" ")

/** The names that an object may have. */
const namesIn = (ast: SchemaAST.AST): string => {
  if (ast._tag !== "TypeLiteral") return "nothing"
  const names = ast.propertySignatures.map(({ name }) => String(name))
  return names.length > 0
    ? oneOf(names)
    : listed(ast.indexSignatures.map(({ parameter }) => describe(parameter)), " or ")
}

const oneOf = (names: ReadonlyArray<string>): string =>
  names.length === 1 ? names.join() : `one of ${listed(names, ", ")}`

/** The length of a list that still makes a readable sentence. */
const maxList = 210

const listed = (items: ReadonlyArray<string>, conjunction: ", " | " or "): string => {
  let length = 0
  const shown = items.filter((item) => (length += item.length + 2) <= maxList)
  const all = shown.length === items.length ? items : [...shown, `${items.length - shown.length} more`]
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(", ")}${conjunction}${all.at(-1)}`
}

/** On one line, without a full stop. */
const sentence = (text: string): string => text.replaceAll(/\s+/g, " ").trim().replace(/\.$/, "")

/** The length from which a value or a name is shortened. */
const maxShown = 40

const cut = (text: string): string =>
  text.length > maxShown ? `${text.slice(0, maxShown).replace(/[\uD800-\uDBFF]$/, "")}…` : text

/** JSON, without the two line separators that it does not escape. */
const quote = (text: string): string =>
  JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")

const pathText = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`
    const name = cut(String(key))
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return `${text}[${quote(name)}]`
    return text === "" ? name : `${text}.${name}`
  }, "")

const show = (value: unknown): string => typeof value === "string" ? quote(cut(value)) : cut(write("", value))

/** Appends a value to a text, unless the text is long enough: data as JSON, anything else by its kind. */
const write = (text: string, value: unknown): string => {
  if (text.length > maxShown) return text
  if (typeof value === "string") return text + quote(cut(value))
  if (typeof value === "function") return `${text}a function`
  if (typeof value !== "object" || value === null) return text + String(value)
  if (Array.isArray(value)) return `${writeAll(`${text}[`, value, (inner, item) => write(inner, item))}]`
  return isPlain(value)
    ? `${
      writeAll(
        `${text}{`,
        Object.entries(value),
        (inner, [key, item]) => write(`${inner}${quote(cut(key))}:`, item)
      )
    }}`
    : text + instance(value)
}

const writeAll = <A>(
  text: string,
  items: ReadonlyArray<A>,
  writeItem: (text: string, item: A) => string
): string => {
  let written = text
  for (const [index, item] of items.entries()) {
    if (written.length > maxShown) break
    written = writeItem(index === 0 ? written : `${written},`, item)
  }
  return written
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

const instance = (value: object): string => {
  const name = Object.prototype.toString.call(value).slice("[object ".length, -1)
  return name === "Object" ? "an object" : `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`
}
