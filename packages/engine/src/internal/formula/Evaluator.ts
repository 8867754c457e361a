/**
 * Evaluates formula trees.
 *
 * A reference is dereferenced only when its values are needed. Where one value is expected, a range is reduced by
 * implicit intersection with the row or column of the formula, unless the formula is an array formula.
 *
 * @since 0.1.0
 */
import { columnCount, maxColumn, maxRow, rowCount } from "@effect-workbook/schema/Area"
import * as Either from "effect/Either"
import {
  CALC,
  type CellError,
  isError,
  Lambda,
  Matrix,
  NAME,
  NULL,
  NUM,
  omitted,
  REF,
  Reference,
  type Scalar,
  type SheetArea,
  VALUE,
  type Value
} from "../value/Value.js"
import * as Work from "../Work.js"
import type {
  Apply,
  Binary,
  Call,
  CellReference,
  LambdaNode,
  Let,
  Name,
  Node,
  StructuredReference,
  Unary
} from "./Ast.js"
import { parse } from "./Ast.js"
import type { Context, Variables } from "./Context.js"
import type { Definition, Eager, Lazy } from "./Definition.js"
import { dereference, toMatrix, toScalar } from "./Dereference.js"
import { applyEager, checkResult, parameterAt } from "./FunctionCall.js"
import { findFunction } from "./Functions.js"
import { notComputed } from "./NotComputed.js"
import { binary, broadcast, unary } from "./Operators.js"
import { formatPrefix, noPrefix, type Prefix } from "./ReferenceText.js"
import { findTable, resolveArea } from "./StructuredReference.js"

/** The maximum depth of evaluation, because functions defined with `LAMBDA` can be recursive. */
const maxDepth = 500

/** The cost of evaluating one node, without function calls. */
const costOfNode = 10

let depth = 0

/** Evaluates the formula of a cell. Only an array formula can return an array. */
export const evaluateFormula = (node: Node, context: Context): Scalar | Matrix => {
  depth = 0
  const value = evaluate(node, context)
  if (!context.isArrayFormula) return toScalar(context, value) ?? 0
  const found = dereference(context, value)
  return found instanceof Matrix && found.rows * found.columns === 1 ? found.at(0, 0) ?? 0 : found ?? 0
}

/** Returns the area of a formula that evaluates to one reference, for example with `OFFSET` or `INDEX`. */
export const evaluateArea = (node: Node, context: Context): SheetArea | undefined => {
  depth = 0
  const value = evaluate(node, context)
  return value instanceof Reference ? value.single : undefined
}

/** Evaluates a node. */
export const evaluate = (node: Node, context: Context): Value => {
  if (depth > maxDepth) return NUM
  Work.spend(costOfNode)
  depth++
  const value = evaluateNode(node, context)
  depth--
  return value
}

const evaluateNode = (node: Node, context: Context): Value => {
  switch (node._tag) {
    case "Literal":
      return node.value
    case "MissingArgument":
      return null
    case "ArrayConstant":
      return node.value
    case "CellReference":
      return evaluateCells(node, context)
    case "StructuredReference":
      return evaluateStructured(node, context)
    case "Name":
      return evaluateName(node, context)
    case "Unary":
      return evaluateUnary(node, context)
    case "Binary":
      return evaluateBinary(node, context)
    case "Call":
      return evaluateCall(node, context)
    case "Apply":
      return evaluateApply(node, context)
    case "Let":
      return evaluateLet(node, context)
    case "Lambda":
      return evaluateLambda(node, context)
  }
}

/** Evaluates the text of a reference, for `INDIRECT`. */
export const evaluateText = (text: string, context: Context): Value => {
  Work.spend(costOfParsing * text.length)
  const node = parse(text)
  if (Either.isLeft(node)) return REF
  return evaluate(node.right, { ...context, rowShift: 0, columnShift: 0, variables: undefined })
}

/** The cost of parsing one character of a formula. */
const costOfParsing = 20

const wrapIndex = (line: number, size: number): number => line < 0 ? line + size : line >= size ? line - size : line

/**
 * Returns the area of a reference. The shifts are added to its relative coordinates, which wrap around at the sheet's
 * edges.
 */
export const areaOf = ({ bounds }: CellReference, sheet: number, rowShift: number, columnShift: number): SheetArea => {
  const top = bounds.topAbsolute ? bounds.top : wrapIndex(bounds.top + rowShift, maxRow + 1)
  const left = bounds.leftAbsolute ? bounds.left : wrapIndex(bounds.left + columnShift, maxColumn + 1)
  if (bounds.form === "cell") return { sheet, top, left, bottom: top, right: left }
  const bottom = bounds.bottomAbsolute ? bounds.bottom : wrapIndex(bounds.bottom + rowShift, maxRow + 1)
  const right = bounds.rightAbsolute ? bounds.right : wrapIndex(bounds.right + columnShift, maxColumn + 1)
  return {
    sheet,
    top: Math.min(top, bottom),
    left: Math.min(left, right),
    bottom: Math.max(top, bottom),
    right: Math.max(left, right)
  }
}

/** Returns the sheet indices of a reference, or `undefined` if a sheet does not exist. */
export const sheetsOf = (
  { prefix }: CellReference,
  ownSheet: number,
  sheetIndex: (name: string) => number | undefined
): readonly [first: number, last: number] | undefined => {
  if (prefix.workbook !== undefined) return undefined
  if (prefix.first === undefined) return [ownSheet, ownSheet]
  const first = sheetIndex(prefix.first)
  const last = prefix.last === undefined ? first : sheetIndex(prefix.last)
  return first === undefined || last === undefined ? undefined : [Math.min(first, last), Math.max(first, last)]
}

const evaluateCells = (node: CellReference, context: Context): Value => {
  if (node.prefix.workbook !== undefined) return evaluateLinkedCells(node, context)
  const sheets = sheetsOf(node, context.sheet, context.sheetIndex)
  if (sheets === undefined) return REF
  const areas: Array<SheetArea> = []
  for (let sheet = sheets[0]; sheet <= sheets[1]; sheet++) {
    areas.push(areaOf(node, sheet, context.rowShift, context.columnShift))
  }
  return new Reference(areas)
}

/** Evaluates a reference to the cached cells of a linked workbook. */
const evaluateLinkedCells = (node: CellReference, context: Context): Value => {
  const sheets = context.host.linkedSheets(node.prefix) ?? linkedCellsUnknown(node.prefix)
  return new Reference(sheets.map((sheet) => areaOf(node, sheet, context.rowShift, context.columnShift)))
}

const linkedCellsUnknown = (prefix: Prefix): never => notComputed(`external reference ${formatPrefix(prefix)}`, REF)

const evaluateStructured = (node: StructuredReference, context: Context): Value => {
  const table = findTable(node, context.host, context.sheet, context.row, context.column)
  if (table === undefined) return REF
  Work.spend(table.columns.length)
  const area = resolveArea(node, table, context.row)
  return isError(area) ? area : Reference.of(area)
}

const findVariable = (name: string, variables: Variables | undefined): Value | undefined => {
  const lowerCaseName = name.toLowerCase()
  for (let each = variables; each !== undefined; each = each.next) if (each.name === lowerCaseName) return each.value
  return undefined
}

const evaluateName = (node: Name, context: Context): Value => nameValue(node, context) ?? NAME

/** Resolves a name to a variable, defined name, table or function, or returns `undefined` if there is none. */
const nameValue = ({ name, prefix }: Name, context: Context): Value | undefined => {
  if (prefix.workbook !== undefined) return evaluateLinkedName(name, prefix, context)
  const bound = prefix.first === undefined ? findVariable(name, context.variables) : undefined
  if (bound !== undefined) return bound
  const sheet = prefix.first === undefined ? context.sheet : context.sheetIndex(prefix.first)
  if (sheet === undefined) return REF
  const formula = context.host.definedName(name, sheet)
  if (formula !== undefined) return evaluateDefinedName(formula, context)
  const table = context.host.table(name)
  if (table !== undefined) {
    const area = resolveArea(
      { _tag: "StructuredReference", table: name, columns: [], sections: [] },
      table,
      context.row
    )
    return isError(area) ? area : Reference.of(area)
  }
  const definition = findFunction(name.replace(/^_xleta\./i, "").toUpperCase())
  return definition && functionValue(definition, context)
}

const evaluateLinkedName = (name: string, prefix: Prefix, context: Context): Value => {
  const formula = context.host.linkedName(prefix, name)
  const node = formula === undefined ? undefined : Either.getOrUndefined(parse(formula))
  // A name that is not a reference would have to be evaluated in the linked workbook.
  if (node?._tag !== "CellReference") return linkedCellsUnknown(prefix)
  return evaluateLinkedCells({ ...node, prefix: { ...node.prefix, workbook: prefix.workbook } }, context)
}

/** Relative references in a defined name are stored relative to cell A1. */
const evaluateDefinedName = (formula: string, context: Context): Value => {
  Work.spend(costOfParsing * formula.length)
  const node = parse(formula)
  if (Either.isLeft(node)) return notComputed(`a name that cannot be parsed: ${node.left.message}`)
  const { column, row } = context
  return evaluate(node.right, {
    ...context,
    rowShift: row,
    columnShift: column,
    isArrayFormula: true,
    variables: undefined
  })
}

const functionValue = (definition: Definition, context: Context): Value =>
  new Lambda(definition.minimum, (args) =>
    definition._tag === "Eager" ?
      applyEager(definition, args, context) :
      definition.call(context, args.map((value) => ({ evaluate: () => value, isMissing: false }))))

const evaluateUnary = ({ operand, operator }: Unary, context: Context): Value => {
  const value = evaluate(operand, context)
  if (operator === "@") {
    return value instanceof Matrix ? value.at(0, 0) : toScalar({ ...context, isArrayFormula: false }, value)
  }
  if (operator === "#") return spilledArea(value, context)
  const found = dereference(context, value)
  return found instanceof Matrix ?
    broadcast([found], ([each = null]) => unary(operator, each, context)) :
    unary(operator, found, context)
}

const spilledArea = (value: Value, context: Context): Value => {
  const anchor = value instanceof Reference ? value.single : undefined
  if (anchor === undefined) return isError(value) ? value : REF
  const filled = context.host.arrayArea(anchor.sheet, anchor.top, anchor.left)
  return filled === undefined ? REF : Reference.of({ sheet: anchor.sheet, ...filled.area })
}

/**
 * The left operands of a chain such as `a+b+c` are evaluated in a loop, because a chain can have thousands of operands.
 */
const evaluateBinary = (node: Binary, context: Context): Value => {
  const chain: Array<Binary> = []
  let leftmost: Node = node
  while (leftmost._tag === "Binary") {
    chain.push(leftmost)
    leftmost = leftmost.left
  }
  let left = evaluate(leftmost, context)
  for (let at = chain.length - 1; at >= 0; at--) {
    const link = chain[at]
    if (link !== undefined) left = combine(link.operator, left, evaluate(link.right, context), context)
  }
  return left
}

const combine = (operator: Binary["operator"], left: Value, right: Value, context: Context): Value => {
  if (operator === ":" || operator === " " || operator === ",") return combineReferences(operator, left, right)
  const first = dereference(context, left)
  const second = dereference(context, right)
  if (!(first instanceof Matrix) && !(second instanceof Matrix)) return binary(operator, first, second, context)
  return broadcast([first, second], ([first = null, second = null]) => binary(operator, first, second, context))
}

const combineReferences = (operator: ":" | " " | ",", left: Value, right: Value): Value => {
  if (isError(left)) return left
  if (isError(right)) return right
  if (!(left instanceof Reference) || !(right instanceof Reference)) return VALUE
  if (operator === ",") return new Reference([...left.areas, ...right.areas])
  if (operator === " ") return intersection(left, right)
  const [first, second] = [left.single, right.single]
  if (first === undefined || second === undefined || first.sheet !== second.sheet) return VALUE
  return Reference.of({
    sheet: first.sheet,
    top: Math.min(first.top, second.top),
    left: Math.min(first.left, second.left),
    bottom: Math.max(first.bottom, second.bottom),
    right: Math.max(first.right, second.right)
  })
}

const intersection = (left: Reference, right: Reference): Value => {
  const areas: Array<SheetArea> = []
  for (const first of left.areas) {
    for (const second of right.areas) {
      const area = {
        sheet: first.sheet,
        top: Math.max(first.top, second.top),
        left: Math.max(first.left, second.left),
        bottom: Math.min(first.bottom, second.bottom),
        right: Math.min(first.right, second.right)
      }
      if (first.sheet === second.sheet && rowCount(area) > 0 && columnCount(area) > 0) areas.push(area)
    }
  }
  return areas.length === 0 ? NULL : new Reference(areas)
}

const evaluateCall = ({ args, name }: Call, context: Context): Value => {
  const bound = context.variables === undefined ? undefined : findVariable(name, context.variables)
  if (bound !== undefined) return applyValue(bound, lambdaArguments(args, context))
  const definition = findFunction(name)
  if (definition === undefined) {
    const named = nameValue({ _tag: "Name", prefix: noPrefix, name }, context)
    if (named instanceof Lambda) return applyValue(named, lambdaArguments(args, context))
    // The evaluation of the name exceeded the maximum depth.
    if (named === NUM) return NUM
    // Any other name is a function of a macro or an add-in.
    return context.host.isDeletedName(name) ? NAME : notComputed(`unknown function ${name}`)
  }
  if (args.length < definition.minimum || args.length > definition.maximum) {
    // Excel does not accept a wrong number of arguments, so a newer version of the function has more parameters.
    return notComputed(`${name} with ${args.length} arguments`, VALUE)
  }
  return definition._tag === "Eager" ? callEager(definition, args, context) : callLazy(definition, args, context)
}

const evaluateApply = ({ args, callee }: Apply, context: Context): Value =>
  applyValue(evaluate(callee, context), lambdaArguments(args, context))

const lambdaArguments = (args: ReadonlyArray<Node>, context: Context): ReadonlyArray<Value> =>
  args.map((arg) => arg._tag === "MissingArgument" ? omitted : evaluate(arg, context))

const applyValue = (callee: Value, args: ReadonlyArray<Value>): Value => {
  if (isError(callee)) return callee
  return callee instanceof Lambda ? callee.apply(args) : VALUE
}

const evaluateLet = ({ bindings, body }: Let, context: Context): Value => {
  let variables = context.variables
  for (const [name, node] of bindings) {
    variables = { name, value: evaluate(node, { ...context, variables }), next: variables }
  }
  return evaluate(body, { ...context, variables })
}

const evaluateLambda = ({ body, parameters }: LambdaNode, context: Context): Value =>
  new Lambda(parameters.length, (args) => {
    if (args.length > parameters.length) return VALUE
    const variables = parameters.reduce<Variables | undefined>(
      (next, name, at) => ({ name, value: args[at] === undefined ? omitted : args[at] ?? null, next }),
      context.variables
    )
    return evaluate(body, { ...context, variables })
  })

const callLazy = (definition: Lazy, args: ReadonlyArray<Node>, context: Context): Value =>
  checkResult(definition.call(
    context,
    args.map((arg) => ({
      evaluate: () => evaluate(arg, context),
      isMissing: arg._tag === "MissingArgument"
    }))
  ))

const callEager = (definition: Eager, args: ReadonlyArray<Node>, context: Context): Value => {
  const values = args.map((arg, at): Value | undefined => {
    const parameter = parameterAt(definition, at)
    if (arg._tag === "MissingArgument") return parameter.emptyArgument === "omitted" ? undefined : null
    return evaluate(
      arg,
      parameter.evaluatesArrays && !context.isArrayFormula ? { ...context, isArrayFormula: true } : context
    )
  })
  return applyEager(definition, values, context)
}

/** Returns whether a required argument is `undefined`. Only a call through the API can omit it. */
const omitsRequired = (definition: Eager, args: ReadonlyArray<Value | undefined>): boolean =>
  args.some((arg, at) => arg === undefined && !parameterAt(definition, at).optional)

/** Calls a function by its Excel name. An omitted argument is `undefined`. */
export const callFunction = (
  name: string,
  args: ReadonlyArray<Value | undefined>,
  context: Context
): Scalar | Matrix => {
  depth = 0
  const definition = findFunction(name)
  if (definition === undefined) return NAME
  if (args.length < definition.minimum || args.length > definition.maximum) return VALUE
  if (definition._tag === "Eager" && omitsRequired(definition, args)) return VALUE
  const value = definition._tag === "Eager" ? applyEager(definition, args, context) : checkResult(definition.call(
    context,
    args.map((arg) => ({ evaluate: () => arg ?? null, isMissing: arg === undefined, name: undefined }))
  ))
  return value instanceof Lambda ? CALC : value instanceof Reference ? singleOrMatrix(toMatrix(context, value)) : value
}

const singleOrMatrix = (found: Matrix | CellError): Scalar | Matrix =>
  found instanceof Matrix && found.rows * found.columns === 1 ? found.at(0, 0) : found
