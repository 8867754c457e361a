/**
 * The expressions of `$filter`: comparisons of properties with literals, combined by `and`, `or`, `not` and parentheses,
 * and the functions `contains`, `startswith`, `endswith`, `tolower` and `toupper`.
 *
 * See https://learn.microsoft.com/graph/filter-query-parameter.
 *
 * @since 0.1.0
 */
import * as Metadata from "@effect-workbook/schema/Metadata"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"

type Value = string | number | boolean | null

const operators = ["eq", "ne", "gt", "ge", "lt", "le"] as const
type Operator = (typeof operators)[number]

const tests = ["contains", "startswith", "endswith"] as const
type Test = (typeof tests)[number]

const conversions = ["tolower", "toupper"] as const
type Conversion = (typeof conversions)[number]

/** An expression that has a value. */
export type Operand =
  | { readonly _tag: "Literal"; readonly value: Value }
  | { readonly _tag: "Property"; readonly name: string }
  | { readonly _tag: "Convert"; readonly by: Conversion; readonly operand: Operand }

/** An expression that is true or false. */
export type Expression =
  | { readonly _tag: "Compare"; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  | { readonly _tag: "Test"; readonly by: Test; readonly text: Operand; readonly part: Operand }
  | { readonly _tag: "Both" | "Either"; readonly left: Expression; readonly right: Expression }
  | { readonly _tag: "Not"; readonly expression: Expression }
  | { readonly _tag: "Is"; readonly operand: Operand }

const tokenPattern = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|([(),]))/y

/** The maximum nesting of an expression. */
const maxDepth = 50

const invalid = (text: string, issue: string): Failure.Failure =>
  Failure.gateway(
    400,
    "BadRequest",
    `Invalid filter clause: ${issue} in ${Failure.quoted(text)}. Expected one such as name eq 'Data'.`
  )

/** Splits a text into tokens, or returns the rest that is none. */
const tokensOf = (text: string): Either.Either<ReadonlyArray<string>, string> => {
  const tokens: Array<string> = []
  let at = 0
  while (text.slice(at).trim() !== "") {
    tokenPattern.lastIndex = at
    const found = tokenPattern.exec(text)
    if (found === null) return Either.left(text.slice(at).trim())
    tokens.push(found[0].trim())
    at = tokenPattern.lastIndex
  }
  return Either.right(tokens)
}

const isOneOf = <A extends string>(names: ReadonlyArray<A>, text: string | undefined): text is A =>
  names.some((name) => name === text)

/** A parser of the tokens. Each method consumes the tokens that it understands, and fails with the issue at the first other one. */
class Parser {
  private at = 0
  private readonly tokens: ReadonlyArray<string>

  constructor(tokens: ReadonlyArray<string>) {
    this.tokens = tokens
  }

  private get next(): string | undefined {
    return this.tokens[this.at]
  }

  private fail(expected: string): Either.Either<never, string> {
    return Either.left(`expected ${expected}, not ${this.next === undefined ? "the end" : Failure.quoted(this.next)}`)
  }

  private expect(token: string): Either.Either<void, string> {
    if (this.next !== token) return this.fail(`'${token}'`)
    this.at++
    return Either.void
  }

  all(): Either.Either<Expression, string> {
    return Either.flatMap(
      this.either(0),
      (expression) => this.next === undefined ? Either.right(expression) : this.fail("the end")
    )
  }

  private either(depth: number): Either.Either<Expression, string> {
    return this.sequence("or", "Either", () => this.both(depth))
  }

  private both(depth: number): Either.Either<Expression, string> {
    return this.sequence("and", "Both", () => this.single(depth))
  }

  private sequence(
    word: string,
    _tag: "Both" | "Either",
    part: () => Either.Either<Expression, string>
  ): Either.Either<Expression, string> {
    let left = part()
    while (Either.isRight(left) && this.next === word) {
      this.at++
      const first = left.right
      left = Either.map(part(), (right): Expression => ({ _tag, left: first, right }))
    }
    return left
  }

  private single(depth: number): Either.Either<Expression, string> {
    if (depth > maxDepth) return Either.left(`more than ${maxDepth} levels`)
    if (this.next === "not") {
      this.at++
      return Either.map(this.single(depth + 1), (expression): Expression => ({ _tag: "Not", expression }))
    }
    if (this.next === "(") {
      this.at++
      return Either.flatMap(
        this.either(depth + 1),
        (expression) => Either.map(this.expect(")"), () => expression)
      )
    }
    return isOneOf(tests, this.next) ? this.test(this.next, depth) : this.comparison(depth)
  }

  private test(by: Test, depth: number): Either.Either<Expression, string> {
    this.at++
    return Either.gen(this, function*() {
      yield* this.expect("(")
      const text = yield* this.operand(depth + 1)
      yield* this.expect(",")
      const part = yield* this.operand(depth + 1)
      yield* this.expect(")")
      return { _tag: "Test" as const, by, text, part }
    })
  }

  private comparison(depth: number): Either.Either<Expression, string> {
    return Either.flatMap(this.operand(depth), (left): Either.Either<Expression, string> => {
      const operator = this.next
      if (!isOneOf(operators, operator)) return Either.right({ _tag: "Is", operand: left })
      this.at++
      return Either.map(this.operand(depth), (right) => ({ _tag: "Compare", operator, left, right }))
    })
  }

  private operand(depth: number): Either.Either<Operand, string> {
    const token = this.next
    if (token === undefined || /^[(),]$/.test(token) || depth > maxDepth) return this.fail("a property or a value")
    this.at++
    if (isOneOf(conversions, token) && this.next === "(") {
      this.at++
      return Either.flatMap(
        this.operand(depth + 1),
        (operand) => Either.map(this.expect(")"), (): Operand => ({ _tag: "Convert", by: token, operand }))
      )
    }
    if (token.startsWith("'")) {
      return Either.right({ _tag: "Literal", value: token.slice(1, -1).replaceAll("''", "'") })
    }
    if (/^-?\d/.test(token)) return Either.right({ _tag: "Literal", value: Number(token) })
    const constants: Readonly<Record<string, Value>> = { true: true, false: false, null: null }
    return Either.right(
      Object.hasOwn(constants, token)
        ? { _tag: "Literal", value: constants[token] ?? null }
        : { _tag: "Property", name: token }
    )
  }
}

/** Parses an expression. */
export const parse = (text: string): Either.Either<Expression, Failure.Failure> =>
  tokensOf(text).pipe(
    Either.mapLeft((rest) => `${Failure.quoted(rest)} is not known`),
    Either.flatMap((tokens) => new Parser(tokens).all()),
    Either.mapLeft((issue) => invalid(text, issue))
  )

type Kind = "text" | "number" | "boolean" | "null"

/** The kind of a property by its type in the metadata, or `undefined` for values that cannot be compared. */
const kindOfType = (type: string): Kind | undefined => {
  const name = type.replace(/\?$/, "")
  // members of an enumeration are written as texts
  if (Object.hasOwn(Metadata.enums, name)) return "text"
  switch (name) {
    case "String":
      return "text"
    case "Int32":
    case "Double":
      return "number"
    case "Boolean":
      return "boolean"
    default:
      return undefined
  }
}

const kindOfValue = (value: Value): Kind =>
  value === null
    ? "null"
    : typeof value === "string"
    ? "text"
    : typeof value === "number"
    ? "number"
    : "boolean"

/** Refuses properties that the type does not have, and operands of different types. */
export const check = (
  expression: Expression,
  type: string,
  properties: Readonly<Record<string, string>>
): Either.Either<void, Failure.Failure> => {
  const refuse = (message: string) => Either.left(Failure.gateway(400, "BadRequest", message))
  const kindOf = (operand: Operand): Either.Either<Kind, Failure.Failure> => {
    switch (operand._tag) {
      case "Literal":
        return Either.right(kindOfValue(operand.value))
      case "Convert":
        return Either.flatMap(kindOf(operand.operand), (kind) => texts(kind, operand.by))
      case "Property": {
        const declared = properties[operand.name]
        if (declared === undefined) {
          return refuse(
            `Could not find a property named ${Failure.quoted(operand.name)} on type 'microsoft.graph.${type}'.`
          )
        }
        const kind = kindOfType(declared)
        return kind === undefined
          ? refuse(`The property ${Failure.quoted(operand.name)} cannot be used in the query option $filter.`)
          : Either.right(kind)
      }
    }
  }
  const texts = (kind: Kind, by: string): Either.Either<Kind, Failure.Failure> =>
    kind === "text" || kind === "null"
      ? Either.right(kind)
      : refuse(`The function '${by}' takes texts, and not a ${kind}.`)
  switch (expression._tag) {
    case "Both":
    case "Either":
      return Either.flatMap(
        check(expression.left, type, properties),
        () => check(expression.right, type, properties)
      )
    case "Not":
      return check(expression.expression, type, properties)
    case "Is":
      return Either.flatMap(
        kindOf(expression.operand),
        (kind) => kind === "boolean" ? Either.void : refuse(`A filter has to be true or false, and not a ${kind}.`)
      )
    case "Test":
      return Either.gen(function*() {
        yield* texts(yield* kindOf(expression.text), expression.by)
        yield* texts(yield* kindOf(expression.part), expression.by)
      })
    case "Compare":
      return Either.gen(function*() {
        const left = yield* kindOf(expression.left)
        const right = yield* kindOf(expression.right)
        if (left !== right && left !== "null" && right !== "null") {
          yield* refuse(
            `A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' ` +
              `for operator kind '${expression.operator}'.`
          )
        }
      })
  }
}

/** Returns the names of the properties in an expression. */
export const propertiesOf = (expression: Expression): ReadonlyArray<string> => {
  const inOperand = (operand: Operand): ReadonlyArray<string> =>
    operand._tag === "Property" ? [operand.name] : operand._tag === "Convert" ? inOperand(operand.operand) : []
  switch (expression._tag) {
    case "Both":
    case "Either":
      return [...propertiesOf(expression.left), ...propertiesOf(expression.right)]
    case "Not":
      return propertiesOf(expression.expression)
    case "Is":
      return inOperand(expression.operand)
    case "Test":
      return [...inOperand(expression.text), ...inOperand(expression.part)]
    case "Compare":
      return [...inOperand(expression.left), ...inOperand(expression.right)]
  }
}

const isValue = (value: unknown): value is Value =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"

/** Compares values of properties. `null` comes first. */
export const compare = (left: unknown, right: unknown): number => {
  if (typeof left === "number" && typeof right === "number") return left - right
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right)
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0
  return Number(left !== null) - Number(right !== null)
}

/** Returns whether a resource with these properties meets an expression. */
export const matches = (expression: Expression, properties: Readonly<Record<string, unknown>>): boolean => {
  const valueOf = (operand: Operand): Value => {
    switch (operand._tag) {
      case "Literal":
        return operand.value
      case "Property": {
        const value = properties[operand.name]
        return isValue(value) ? value : null
      }
      case "Convert": {
        const value = valueOf(operand.operand)
        if (typeof value !== "string") return value
        return operand.by === "tolower" ? value.toLowerCase() : value.toUpperCase()
      }
    }
  }
  switch (expression._tag) {
    case "Both":
      return matches(expression.left, properties) && matches(expression.right, properties)
    case "Either":
      return matches(expression.left, properties) || matches(expression.right, properties)
    case "Not":
      return !matches(expression.expression, properties)
    case "Is":
      return valueOf(expression.operand) === true
    case "Test": {
      const text = valueOf(expression.text)
      const part = valueOf(expression.part)
      if (typeof text !== "string" || typeof part !== "string") return false
      return expression.by === "contains"
        ? text.includes(part)
        : expression.by === "startswith"
        ? text.startsWith(part)
        : text.endsWith(part)
    }
    case "Compare": {
      const left = valueOf(expression.left)
      const right = valueOf(expression.right)
      if (expression.operator === "eq") return left === right
      if (expression.operator === "ne") return left !== right
      if (left === null || right === null) return false
      const order = compare(left, right)
      switch (expression.operator) {
        case "gt":
          return order > 0
        case "ge":
          return order >= 0
        case "lt":
          return order < 0
        case "le":
          return order <= 0
      }
    }
  }
}
