/**
 * The abstract syntax tree of formulas. `@borgar/fx` parses the text of a formula in the notation of files.
 *
 * References keep the coordinates of the text, each with its `$` flag. So one tree serves all cells that the formula
 * was filled into. The evaluator adds the offset between the evaluated cell and the cell of the text.
 *
 * @since 0.1.0
 */
import * as Fx from "@borgar/fx/xlsx"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { errorFromText, Matrix, REF, type Scalar } from "../value/Value.js"
import { type Bounds, noPrefix, parseBounds, parsePrefix, type Prefix, splitPrefix } from "./ReferenceText.js"

/** A formula that cannot be parsed. */
export class FormulaError extends Schema.TaggedError<FormulaError>("@effect-workbook/engine/FormulaError")(
  "FormulaError",
  { formula: Schema.String, reason: Schema.String }
) {
  override get message() {
    return `${this.reason} in =${this.formula.slice(0, 200)}`
  }
}

export type UnaryOperator = "+" | "-" | "%" | "#" | "@"
export type BinaryOperator = "=" | "<" | ">" | "<=" | ">=" | "<>" | "-" | "+" | "*" | "/" | "^" | ":" | " " | "," | "&"

export interface Literal {
  readonly _tag: "Literal"
  readonly value: Scalar
}
/** An empty argument, as in `IF(A1,,2)`. */
export interface MissingArgument {
  readonly _tag: "MissingArgument"
}
export interface ArrayConstant {
  readonly _tag: "ArrayConstant"
  readonly value: Matrix
}
/** A reference such as `A1`, `Sheet1!A1:B2`, `A:A` or `Sheet1:Sheet3!A1`. */
export interface CellReference {
  readonly _tag: "CellReference"
  readonly prefix: Prefix
  readonly bounds: Bounds
}
export type Section = "all" | "data" | "headers" | "totals" | "this row"
/** A structured reference. `table` is `undefined` if the formula omits the name of the table that contains it. */
export interface StructuredReference {
  readonly _tag: "StructuredReference"
  readonly table: string | undefined
  readonly columns: ReadonlyArray<string>
  readonly sections: ReadonlyArray<Section>
}
/** A defined name, a table, or a variable of `LET` and `LAMBDA`. */
export interface Name {
  readonly _tag: "Name"
  readonly prefix: Prefix
  readonly name: string
}
export interface Unary {
  readonly _tag: "Unary"
  readonly operator: UnaryOperator
  readonly operand: Node
}
export interface Binary {
  readonly _tag: "Binary"
  readonly operator: BinaryOperator
  readonly left: Node
  readonly right: Node
}
/** A function call. `name` is in upper case and without the prefix `_xlfn.` of files. */
export interface Call {
  readonly _tag: "Call"
  readonly name: string
  readonly args: ReadonlyArray<Node>
}
/** A call of a function value: `LAMBDA(x,x+1)(2)`. */
export interface Apply {
  readonly _tag: "Apply"
  readonly callee: Node
  readonly args: ReadonlyArray<Node>
}
export interface Let {
  readonly _tag: "Let"
  readonly bindings: ReadonlyArray<readonly [name: string, value: Node]>
  readonly body: Node
}
export interface LambdaNode {
  readonly _tag: "Lambda"
  readonly parameters: ReadonlyArray<string>
  readonly body: Node
}

export type Node =
  | Literal
  | MissingArgument
  | ArrayConstant
  | CellReference
  | StructuredReference
  | Name
  | Unary
  | Binary
  | Call
  | Apply
  | Let
  | LambdaNode

/** Limits for the length and nesting of formulas. Excel's limits are 8,192 characters and 64 levels. */
const maxLength = 32_767
const maxDepth = 256

const missingArgument: MissingArgument = { _tag: "MissingArgument" }
const brokenReference: Literal = { _tag: "Literal", value: REF }

/**
 * Removes the prefixes that files write before newer functions (`_xlfn.`, `_xlws.`) and parameters (`_xlpm.`,
 * `_xlop.`).
 */
export const withoutFilePrefix = (name: string): string =>
  name.replace(/^(?:_xlfn\.|_xlws\.|_xludf\.|_xlpm\.|_xlop\.)+/i, "")

/** Splits a formula into the tokens of `@borgar/fx`. A reference is one token. */
export const tokens = (formula: string): Array<Fx.Token> =>
  mergeBrokenReferences(Fx.tokenize(formula, { mergeRefs: true, withLocation: false }))

/** Merges the tokens of broken references such as `Sheet1!#REF!` and `#REF!$A$1`. */
const mergeBrokenReferences = (list: Array<Fx.Token>): Array<Fx.Token> => {
  if (!list.some((token) => token.type === "error" && token.value.toUpperCase() === "#REF!")) return list
  const merged: Array<Fx.Token> = []
  for (const token of list) {
    const last = merged.at(-1)
    if (token.type === "error" && last?.value === "!") {
      let text = token.value
      while (/^(?:operator|context|context_quote|range_named)$/.test(merged.at(-1)?.type ?? "")) {
        const part = merged.at(-1)
        if (part === undefined || (part.type === "operator" && part.value !== "!" && part.value !== ":")) break
        text = part.value + text
        merged.pop()
      }
      merged.push({ type: "error", value: text })
    } else if (last?.type === "error" && (token.type === "range" || token.type === "range_beam")) {
      merged[merged.length - 1] = { type: "error", value: last.value + token.value }
    } else {
      merged.push(token)
    }
  }
  return merged
}

const failure = (formula: string, reason: string): Either.Either<never, FormulaError> =>
  Either.left(new FormulaError({ formula, reason }))

/** Measures the nesting before parsing, because the parser is recursive and could overflow the stack. */
const nestingDepth = (list: ReadonlyArray<Fx.Token>): number => {
  let depth = 0
  let operators = 0
  let deepest = 0
  let operand = false
  for (const { type, value } of list) {
    if (type === "whitespace" || type === "newline") continue
    if (value === "(" || value === "{") depth++
    else if (value === ")" || value === "}") depth--
    const postfix = value === "%" || value === "#"
    const prefix = !operand && (value === "-" || value === "+" || value === "@")
    operators = type === "operator" && (postfix || prefix) ? operators + 1 : 0
    operand = type !== "operator" || value === ")" || value === "}" || postfix
    deepest = Math.max(deepest, depth + operators)
  }
  return deepest
}

/** Parses a formula without the cache of {@link parse}. */
const parseUncached = (formula: string): Either.Either<Node, FormulaError> => {
  if (formula.length > maxLength) return failure(formula, "Formula is too long")
  const list = tokens(formula)
  for (const token of list) {
    if (token.type === "func" || token.type === "range_named") token.value = withoutFilePrefix(token.value)
    else if (token.type === "error" && token.value.toUpperCase().includes("#REF!")) token.value = "#REF!"
  }
  if (nestingDepth(list) > maxDepth) return failure(formula, "Formula is nested too deeply")
  return Either.try({
    try: () => convert(Fx.parse(list)),
    catch: (cause) => new FormulaError({ formula, reason: cause instanceof Error ? cause.message : String(cause) })
  })
}

const cacheLimit = 20_000
const cache = new Map<string, Either.Either<Node, FormulaError>>()

/**
 * Parses a formula without its leading `=`, in the notation of files. A formula that is too long, nested too deeply or
 * malformed is a `FormulaError`.
 */
export const parse = (formula: string): Either.Either<Node, FormulaError> => {
  const cached = cache.get(formula)
  if (cached !== undefined) return cached
  const result = parseUncached(formula)
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(formula, result)
  return result
}

/**
 * The left operands of a chain such as `a+b+c` are converted in a loop, because a chain can have thousands of operands.
 */
const convert = (node: Fx.AstExpression | null | undefined): Node => {
  if (node === null || node === undefined) return missingArgument
  if (node.type !== "BinaryExpression") return convertNonBinary(node)
  const chain: Array<Fx.BinaryExpression> = []
  let leftmost: Fx.AstExpression | undefined = node
  while (leftmost?.type === "BinaryExpression") {
    chain.push(leftmost)
    leftmost = leftmost.arguments[0]
  }
  let left = leftmost === undefined ? missingArgument : convertNonBinary(leftmost)
  for (let at = chain.length - 1; at >= 0; at--) {
    const binary = chain[at]
    if (binary === undefined) break
    left = { _tag: "Binary", operator: binary.operator, left, right: convert(binary.arguments[1]) }
  }
  return left
}

const convertNonBinary = (node: Exclude<Fx.AstExpression, Fx.BinaryExpression>): Node => {
  switch (node.type) {
    case "Literal":
      return { _tag: "Literal", value: node.value }
    case "ErrorLiteral":
      return { _tag: "Literal", value: errorFromText(node.raw) ?? REF }
    case "ArrayExpression":
      return { _tag: "ArrayConstant", value: Matrix.fromRows(node.elements.map((row) => row.map(arrayElement))) }
    case "ReferenceIdentifier":
      return convertReference(node)
    case "UnaryExpression":
      return { _tag: "Unary", operator: node.operator, operand: convert(node.arguments[0]) }
    case "CallExpression":
      return convertCall(node)
    case "LetExpression":
      return {
        _tag: "Let",
        bindings: node.declarations.map(({ id, init }) => [id.name.toLowerCase(), convert(init)] as const),
        body: convert(node.body)
      }
    case "LambdaExpression":
      return {
        _tag: "Lambda",
        parameters: node.params.map((parameter) => parameter.name.toLowerCase()),
        body: convert(node.body)
      }
  }
}

const arrayElement = (element: Fx.ArrayExpression["elements"][number][number]): Scalar => {
  const node = convert(element)
  return node._tag === "Literal" ? node.value : REF
}

const convertCall = (node: Fx.CallExpression): Node => {
  const args = node.arguments.map(convert)
  const callee: Fx.Identifier | Fx.AstExpression = node.callee
  if (callee.type !== "Identifier") return { _tag: "Apply", callee: convert(callee), args }
  const name = withoutFilePrefix(callee.name).toUpperCase()
  const [operand] = args
  if (operand !== undefined && args.length === 1) {
    if (name === "SINGLE") return { _tag: "Unary", operator: "@", operand }
    if (name === "ANCHORARRAY") return { _tag: "Unary", operator: "#", operand }
  }
  return { _tag: "Call", name, args }
}

const convertReference = (node: Fx.ReferenceIdentifier): Node => {
  if (node.kind === "table") return convertStructured(node.value)
  const [before, rest] = splitPrefix(node.value)
  const prefix = before === undefined ? noPrefix : parsePrefix(before)
  if (node.kind === "name") return { _tag: "Name", prefix, name: rest }
  const bounds = parseBounds(rest)
  return bounds === undefined ? brokenReference : { _tag: "CellReference", prefix, bounds }
}

const convertStructured = (text: string): Node => {
  const parsed = Fx.parseStructRef(text)
  if (parsed === undefined) return brokenReference
  // The file has no cached values of tables in linked workbooks, so the reference is evaluated like an unknown linked
  // name.
  if (parsed.workbookName) return { _tag: "Name", prefix: { ...noPrefix, workbook: parsed.workbookName }, name: text }
  const sections = (parsed.sections ?? []).map((section) => section.toLowerCase()).filter(isSection)
  return { _tag: "StructuredReference", table: parsed.table || undefined, columns: parsed.columns ?? [], sections }
}

/** Returns whether a text in lower case names a section of a table. */
export const isSection = (text: string): text is Section =>
  text === "all" || text === "data" || text === "headers" || text === "totals" || text === "this row"
