/**
 * Functions that return information about values and cells.
 *
 * @since 0.1.0
 */
import { columnName } from "@effect-workbook/schema/Address"
import type { ErrorCode } from "../../../Model.js"
import {
  type CellError,
  isError,
  Lambda,
  Matrix,
  NA,
  Reference,
  type Scalar,
  VALUE,
  type Value
} from "../../value/Value.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  define,
  defineWithContext,
  type Definition,
  type Functions,
  lazy,
  localReference,
  optional,
  scalarOrError,
  strictNumber,
  text,
  value
} from "../Definition.js"
import { toScalar } from "../Dereference.js"
import { notComputed } from "../NotComputed.js"
import { formatPrefix, noPrefix } from "../ReferenceText.js"

/** Defines a function that takes one value and returns whether it passes a test. */
const defineTest = (test: (value: Scalar) => boolean): Definition => define([scalarOrError], test)

const errorNumbers: ReadonlyArray<ErrorCode> = [
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#UNKNOWN!",
  "#BLOCKED!",
  "#FIELD!",
  "#CALC!"
]

/** Returns the number of an error for `ERROR.TYPE`. The number 10 is not used. */
export const errorNumber = (error: CellError): number => {
  const at = errorNumbers.indexOf(error.code)
  return at < 9 ? at + 1 : at + 2
}

const errorType = define([scalarOrError], (found) => {
  const number = isError(found) ? errorNumber(found) : 0
  return number === 0 ? NA : number
})

const typeOf = (found: Scalar): number =>
  isError(found) ? 16 : typeof found === "string" ? 2 : typeof found === "boolean" ? 4 : 1

const type = defineWithContext([value], (context, argument) => {
  if (argument instanceof Matrix) return 64
  if (argument instanceof Lambda) return 128
  if (argument instanceof Reference) {
    const area = argument.single
    if (area === undefined || area.top !== area.bottom || area.left !== area.right) return 64
  }
  return typeOf(toScalar({ ...context, isArrayFormula: false }, argument))
})

const firstValue = (context: Context, argument: Value): Scalar => {
  const area = argument instanceof Reference ? argument.areas[0] : undefined
  return area === undefined ? toScalar(context, argument) : context.read(area.sheet, area.top, area.left)
}

/** Defines a function that takes the first value of a range, or each element of an array. */
const defineFirstValueFunction = (call: (found: Scalar) => Scalar): Definition =>
  defineWithContext([value], (context, argument) => {
    if (argument instanceof Matrix) {
      return Matrix.build(argument.rows, argument.columns, (row, column) => call(argument.at(row, column)))
    }
    return call(firstValue(context, argument))
  })

const defineParityTest = (isOdd: boolean): Definition =>
  defineWithContext([scalarOrError], (context, found) => {
    if (typeof found === "boolean") return VALUE
    const x = toNumber(found, context)
    return isError(x) ? x : (Math.abs(Math.trunc(x)) % 2 === 1) === isOdd
  })

const isFormula = defineWithContext([localReference], ({ host }, range) => {
  const area = range.single
  return area !== undefined && host.formula(area.sheet, area.top, area.left) !== undefined
})

/** `CELL` describes the first cell of a range. Without a range, it describes the cell of the formula. */
const cell = defineWithContext([text, optional(localReference)], (context, infoType, range) => {
  const { host, read } = context
  const area = range?.areas[0] ?? { sheet: context.sheet, top: context.row, left: context.column }
  const found = () => read(area.sheet, area.top, area.left)
  const format = host.numberFormat(area.sheet, area.top, area.left)
  const isOwnSheet = area.sheet === context.sheet
  switch (infoType.toLowerCase()) {
    case "address": {
      const address = `$${columnName(area.left)}$${area.top + 1}`
      return isOwnSheet ? address : `${formatPrefix({ ...noPrefix, first: host.sheetNames[area.sheet] })}!${address}`
    }
    case "col":
      return area.left + 1
    case "row":
      return area.top + 1
    case "contents":
      return found() ?? 0
    case "type":
      return found() === null ? "b" : typeof found() === "string" ? "l" : "v"
    case "color":
      return /;.*\[(?:red|black|blue|green|white|cyan|magenta|yellow|color ?\d+)\]/i.test(format) ? 1 : 0
    case "parentheses":
      return /[(]/.test(format.replace(/_[()]/g, "").split(";")[0] ?? "") ? 1 : 0
    case "format":
      return formatCode(format)
    case "prefix":
      return typeof found() === "string" ? "'" : ""
    case "protect":
      return 1
    case "width":
      return 8
    case "filename":
      return notComputed("the name of the file", VALUE)
    default:
      return VALUE
  }
})

/** Returns the code of `CELL("format")` for a number format. */
const formatCode = (code: string): string => {
  const [positive = "", negative = ""] = code.split(";")
  const placeholders = positive.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "")
  const suffix = /\[red\]/i.test(negative) ? "-" : ""
  const decimals = /\.([0#?]+)/.exec(placeholders)?.[1]?.length ?? 0
  if (/^general$/i.test(code)) return "G"
  if (/[ymdhs]/i.test(placeholders)) return dateFormatCode(placeholders.toLowerCase())
  if (placeholders.includes("%")) return `P${decimals}`
  if (/e[+-]/i.test(placeholders)) return `S${decimals}`
  if (/[$€£¥]/.test(positive)) return `C${decimals}${suffix}`
  if (placeholders.includes("#,##0")) return `,${decimals}${suffix}`
  return /[0#?]/.test(placeholders) ? `F${decimals}${suffix}` : "G"
}

const dateFormatCode = (code: string): string => {
  if (/am\/pm/.test(code)) return code.includes("s") ? "D6" : "D7"
  if (code.includes("h")) return /[yd]/.test(code) ? "D4" : code.includes("s") ? "D8" : "D9"
  if (code.includes("mmm")) return code.includes("d") ? code.includes("y") ? "D1" : "D2" : "D3"
  return code.includes("y") ? "D4" : "D5"
}

const info = defineWithContext([text], ({ host }, infoType) => {
  switch (infoType.toLowerCase()) {
    case "numfile":
      return host.sheetNames.length
    case "recalc":
      return "Automatic"
    case "release":
      return "16.0"
    case "system":
      return "pcdos"
    case "origin":
      return "$A:$A$1"
    case "directory":
    case "osversion":
    case "memavail":
    case "memused":
    case "totmem":
      return notComputed("information about the computer", VALUE)
    default:
      return VALUE
  }
})

export const informationFunctions: Functions = {
  ISBLANK: defineTest((found) => found === null),
  ISERROR: defineTest(isError),
  ISERR: defineTest((found) => isError(found) && found !== NA),
  ISNA: defineTest((found) => found === NA),
  ISNUMBER: defineTest((found) => typeof found === "number"),
  ISTEXT: defineTest((found) => typeof found === "string"),
  ISNONTEXT: defineTest((found) => typeof found !== "string"),
  ISLOGICAL: defineTest((found) => typeof found === "boolean"),
  ISEVEN: defineParityTest(false),
  ISODD: defineParityTest(true),
  ISREF: lazy(1, 1, (_, [argument]) => argument?.evaluate() instanceof Reference),
  ISFORMULA: isFormula,
  TYPE: type,
  "ERROR.TYPE": errorType,
  N: defineFirstValueFunction((found) => isError(found) || typeof found === "number" ? found : found === true ? 1 : 0),
  T: defineFirstValueFunction((found) => isError(found) || typeof found === "string" ? found : ""),
  NA: define([], () => NA),
  CELL: cell,
  INFO: info,
  DELTA: define([strictNumber, optional(strictNumber, 0)], (left, right) => left === right ? 1 : 0),
  GESTEP: define([strictNumber, optional(strictNumber, 0)], (left, step) => left >= step ? 1 : 0)
}
