/**
 * Formulas as trees: the text that a file holds, read by `@borgar/fx`, turned into a small typed tree.
 *
 * Coordinates stay as the text has them, each with its `$` flag, so that one tree serves every cell that the formula
 * was filled into: whoever walks the tree adds the distance between the cell and the cell of the text.
 *
 * @since 0.1.0
 */
import * as Fx from "@borgar/fx/xlsx"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { type Bounds, noPrefix, parseBounds, parsePrefix, type Prefix, splitPrefix } from "./ReferenceText.js"
import { errorFromText, Matrix, REF, type Scalar } from "./Value.js"

/** The formula cannot be read. */
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
/** An argument left out between two commas. */
export interface Missing {
  readonly _tag: "Missing"
}
export interface ArrayConstant {
  readonly _tag: "ArrayConstant"
  readonly value: Matrix
}
/** Cells written as `A1`, `Sheet1!A1:B2`, `A:A`, `Sheet1:Sheet3!A1`. */
export interface Cells {
  readonly _tag: "Cells"
  readonly prefix: Prefix
  readonly bounds: Bounds
}
export type Section = "all" | "data" | "headers" | "totals" | "this row"
/** Part of a table. `table` is `undefined` inside the table itself. */
export interface Structured {
  readonly _tag: "Structured"
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
/** A function by its name, upper-case, without the `_xlfn.` that files write. */
export interface Call {
  readonly _tag: "Call"
  readonly name: string
  readonly args: ReadonlyArray<Node>
}
/** An expression that yields a function, called. */
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
  | Missing
  | ArrayConstant
  | Cells
  | Structured
  | Name
  | Unary
  | Binary
  | Call
  | Apply
  | Let
  | LambdaNode

/** Longest formula and deepest nesting that are read; Excel stops at 8,192 characters and 64 levels. */
const maxLength = 32_767
const maxDepth = 256

const missing: Missing = { _tag: "Missing" }
const brokenReference: Literal = { _tag: "Literal", value: REF }

/** Removes what files put before newer functions (`_xlfn.`, `_xlws.`) and parameters (`_xlpm.`, `_xlop.`). */
export const displayName = (name: string): string => name.replace(/^(?:_xlfn\.|_xlws\.|_xludf\.|_xlpm\.|_xlop\.)+/i, "")

/** Tokens of a formula, as `@borgar/fx` yields them, with references in one piece. */
export const tokens = (formula: string): Array<Fx.Token> =>
  mergeBrokenReferences(Fx.tokenize(formula, { mergeRefs: true, withLocation: false }))

/** `Sheet1!#REF!` and `#REF!$A$1` come as several tokens; each is one broken reference. */
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

const fail = (formula: string, reason: string): Either.Either<never, FormulaError> =>
  Either.left(new FormulaError({ formula, reason }))

/** The parser recurses, so nesting is measured before it runs. */
const nesting = (list: ReadonlyArray<Fx.Token>): number => {
  let depth = 0
  let signs = 0
  let deepest = 0
  let operand = false
  for (const { type, value } of list) {
    if (type === "whitespace" || type === "newline") continue
    if (value === "(" || value === "{") depth++
    else if (value === ")" || value === "}") depth--
    const postfix = value === "%" || value === "#"
    const prefix = !operand && (value === "-" || value === "+" || value === "@")
    signs = type === "operator" && (postfix || prefix) ? signs + 1 : 0
    operand = type !== "operator" || value === ")" || value === "}" || postfix
    deepest = Math.max(deepest, depth + signs)
  }
  return deepest
}

/** Reads a formula without its `=`. Not cached; see {@link parse}. */
const read = (formula: string): Either.Either<Node, FormulaError> => {
  if (formula.length > maxLength) return fail(formula, "Formula is too long")
  const list = tokens(formula)
  for (const token of list) {
    if (token.type === "func" || token.type === "range_named") token.value = displayName(token.value)
    else if (token.type === "error" && token.value.toUpperCase().includes("#REF!")) token.value = "#REF!"
  }
  if (nesting(list) > maxDepth) return fail(formula, "Formula is nested too deeply")
  return Either.try({
    try: () => convert(Fx.parse(list)),
    catch: (cause) => new FormulaError({ formula, reason: cause instanceof Error ? cause.message : String(cause) })
  })
}

const cacheLimit = 20_000
const cache = new Map<string, Either.Either<Node, FormulaError>>()

/**
 * Reads a formula, given without its leading `=`, in the form files use.
 *
 * A formula that is too long, nested too deeply or malformed gives a `FormulaError`.
 */
export const parse = (formula: string): Either.Either<Node, FormulaError> => {
  const known = cache.get(formula)
  if (known !== undefined) return known
  const result = read(formula)
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(formula, result)
  return result
}

/** A long sum is a tree as deep as it is long on its left side; that side is walked in a loop. */
const convert = (node: Fx.AstExpression | null | undefined): Node => {
  if (node === null || node === undefined) return missing
  if (node.type !== "BinaryExpression") return convertOther(node)
  const spine: Array<Fx.BinaryExpression> = []
  let leftmost: Fx.AstExpression | undefined = node
  while (leftmost?.type === "BinaryExpression") {
    spine.push(leftmost)
    leftmost = leftmost.arguments[0]
  }
  let left = leftmost === undefined ? missing : convertOther(leftmost)
  for (let at = spine.length - 1; at >= 0; at--) {
    const binary = spine[at]
    if (binary === undefined) break
    left = { _tag: "Binary", operator: binary.operator, left, right: convert(binary.arguments[1]) }
  }
  return left
}

const convertOther = (node: Exclude<Fx.AstExpression, Fx.BinaryExpression>): Node => {
  switch (node.type) {
    case "Literal":
      return { _tag: "Literal", value: node.value }
    case "ErrorLiteral":
      return { _tag: "Literal", value: errorFromText(node.raw) ?? REF }
    case "ArrayExpression":
      return { _tag: "ArrayConstant", value: Matrix.fromRows(node.elements.map((row) => row.map(constant))) }
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

const constant = (element: Fx.ArrayExpression["elements"][number][number]): Scalar => {
  const node = convert(element)
  return node._tag === "Literal" ? node.value : REF
}

const convertCall = (node: Fx.CallExpression): Node => {
  const args = node.arguments.map(convert)
  const callee: Fx.Identifier | Fx.AstExpression = node.callee
  if (callee.type !== "Identifier") return { _tag: "Apply", callee: convert(callee), args }
  const name = displayName(callee.name).toUpperCase()
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
  return bounds === undefined ? brokenReference : { _tag: "Cells", prefix, bounds }
}

const convertStructured = (text: string): Node => {
  const parsed = Fx.parseStructRef(text)
  if (parsed === undefined) return brokenReference
  // tables of linked workbooks are beyond reach, as are names that the file does not remember
  if (parsed.workbookName) return { _tag: "Name", prefix: { ...noPrefix, book: parsed.workbookName }, name: text }
  const sections = (parsed.sections ?? []).map((section) => section.toLowerCase()).filter(isSection)
  return { _tag: "Structured", table: parsed.table || undefined, columns: parsed.columns ?? [], sections }
}

const isSection = (text: string): text is Section =>
  text === "all" || text === "data" || text === "headers" || text === "totals" || text === "this row"
