/**
 * The arguments of worksheet functions that are called by name.
 *
 * @since 0.1.0
 */
import { type CellValue, isMatrix, type Matrix } from "@effect-workbook/schema/CellValue"
import * as WorkbookFunction from "@effect-workbook/schema/WorkbookFunction"
import * as Schema from "effect/Schema"

/** A value, a matrix of values, a range of the workbook, or nothing. */
export type Argument = CellValue | Matrix | WorkbookFunction.RangeReference | undefined

/** A last parameter of this name is variadic: its arguments are sent as one array. */
const variadic = "values"

type List = Exclude<WorkbookFunction.Argument, Argument>

const isList = (argument: WorkbookFunction.Argument | undefined): argument is List =>
  Array.isArray(argument) && !isMatrix(argument)

export const isReference = (argument: Argument): argument is WorkbookFunction.RangeReference =>
  typeof argument === "object" && argument !== null && "address" in argument

/** A flat array for a single argument is a row of values. */
const asSingleArgument = (list: List): Argument => {
  const row = list.flatMap((item) => isReference(item) ? [] : [item])
  const reference = list.find(isReference)
  return row.length === 0 && reference !== undefined ? reference : [row]
}

/** The arguments, keyed by parameter name. */
export type Arguments = Readonly<Record<string, WorkbookFunction.Argument | undefined>>

export const schema = (name: WorkbookFunction.FunctionName): Schema.Schema<Arguments, unknown> =>
  Schema.make(WorkbookFunction.Arguments(name).ast)

/** The arguments in the order of the parameters, without omitted trailing ones. */
export const inOrder = (
  name: WorkbookFunction.FunctionName,
  args: Arguments
): ReadonlyArray<Argument> => {
  const parameters: ReadonlyArray<string> = WorkbookFunction.parameters(name)
  const given = parameters.findLastIndex((parameter) => args[parameter] !== undefined)
  return parameters.slice(0, given + 1).flatMap((parameter, index): ReadonlyArray<Argument> => {
    const argument = args[parameter]
    if (!isList(argument)) return [argument]
    return parameter === variadic && index === parameters.length - 1 ? argument : [asSingleArgument(argument)]
  })
}
