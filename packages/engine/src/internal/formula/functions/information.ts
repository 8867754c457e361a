/**
 * Questions about values and cells.
 *
 * @since 0.1.0
 */
import { columnName } from "@effect-workbook/schema/Address"
import type { ErrorCode } from "../../../Model.js"
import { toScalar } from "../Cells.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  anything,
  define,
  defineIn,
  type Definition,
  type Functions,
  lazy,
  optional,
  ownReference,
  strictNumber,
  text,
  value
} from "../Definition.js"
import { notComputed } from "../NotComputed.js"
import { formatPrefix, noPrefix } from "../ReferenceText.js"
import { type CellError, isError, Lambda, Matrix, NA, Reference, type Scalar, VALUE, type Value } from "../Value.js"

const is = (test: (value: Scalar) => boolean): Definition => define([anything], test)

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

/** The number by which `ERROR.TYPE` knows an error; there is no 10. */
export const errorNumber = (error: CellError): number => {
  const at = errorNumbers.indexOf(error.code)
  return at < 9 ? at + 1 : at + 2
}

const errorType = define([anything], (found) => {
  const number = isError(found) ? errorNumber(found) : 0
  return number === 0 ? NA : number
})

const typeOf = (found: Scalar): number =>
  isError(found) ? 16 : typeof found === "string" ? 2 : typeof found === "boolean" ? 4 : 1

const type = defineIn([value], (context, of) => {
  if (of instanceof Matrix) return 64
  if (of instanceof Lambda) return 128
  if (of instanceof Reference) {
    const area = of.single
    if (area === undefined || area.top !== area.bottom || area.left !== area.right) return 64
  }
  return typeOf(toScalar({ ...context, array: false }, of))
})

const first = (context: Context, of: Value): Scalar => {
  const area = of instanceof Reference ? of.areas[0] : undefined
  return area === undefined ? toScalar(context, of) : context.read(area.sheet, area.top, area.left)
}

/** Applies to the first value of a range, and to each element of an array. */
const onFirst = (call: (found: Scalar) => Scalar): Definition =>
  defineIn([value], (context, of) => {
    if (of instanceof Matrix) return Matrix.build(of.rows, of.columns, (row, column) => call(of.at(row, column)))
    return call(first(context, of))
  })

const isParity = (odd: boolean): Definition =>
  defineIn([anything], (context, found) => {
    if (typeof found === "boolean") return VALUE
    const x = toNumber(found, context)
    return isError(x) ? x : (Math.abs(Math.trunc(x)) % 2 === 1) === odd
  })

const isFormula = defineIn([ownReference], ({ host }, range) => {
  const area = range.single
  return area !== undefined && host.formula(area.sheet, area.top, area.left) !== undefined
})

/** `CELL` by what is asked about the first cell of a range; its own cell without range. */
const cell = defineIn([text, optional(ownReference)], (context, asked, range) => {
  const { host, read } = context
  const area = range?.areas[0] ?? { sheet: context.sheet, top: context.row, left: context.column }
  const found = () => read(area.sheet, area.top, area.left)
  const format = host.numberFormat(area.sheet, area.top, area.left)
  const own = area.sheet === context.sheet
  switch (asked.toLowerCase()) {
    case "address": {
      const address = `$${columnName(area.left)}$${area.top + 1}`
      return own ? address : `${formatPrefix({ ...noPrefix, first: host.sheetNames[area.sheet] })}!${address}`
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
      return formatLetter(format)
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

/** The letter by which `CELL("format")` names a number format. */
const formatLetter = (code: string): string => {
  const [positive = "", negative = ""] = code.split(";")
  const bare = positive.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "")
  const suffix = /\[red\]/i.test(negative) ? "-" : ""
  const decimals = /\.([0#?]+)/.exec(bare)?.[1]?.length ?? 0
  if (/^general$/i.test(code)) return "G"
  if (/[ymdhs]/i.test(bare)) return dateLetter(bare.toLowerCase())
  if (bare.includes("%")) return `P${decimals}`
  if (/e[+-]/i.test(bare)) return `S${decimals}`
  if (/[$€£¥]/.test(positive)) return `C${decimals}${suffix}`
  if (bare.includes("#,##0")) return `,${decimals}${suffix}`
  return /[0#?]/.test(bare) ? `F${decimals}${suffix}` : "G"
}

const dateLetter = (code: string): string => {
  if (/am\/pm/.test(code)) return code.includes("s") ? "D6" : "D7"
  if (code.includes("h")) return /[yd]/.test(code) ? "D4" : code.includes("s") ? "D8" : "D9"
  if (code.includes("mmm")) return code.includes("d") ? code.includes("y") ? "D1" : "D2" : "D3"
  return code.includes("y") ? "D4" : "D5"
}

const info = defineIn([text], ({ host }, asked) => {
  switch (asked.toLowerCase()) {
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
      return notComputed("the machine that Excel runs on", VALUE)
    default:
      return VALUE
  }
})

export const informationFunctions: Functions = {
  ISBLANK: is((found) => found === null),
  ISERROR: is(isError),
  ISERR: is((found) => isError(found) && found !== NA),
  ISNA: is((found) => found === NA),
  ISNUMBER: is((found) => typeof found === "number"),
  ISTEXT: is((found) => typeof found === "string"),
  ISNONTEXT: is((found) => typeof found !== "string"),
  ISLOGICAL: is((found) => typeof found === "boolean"),
  ISEVEN: isParity(false),
  ISODD: isParity(true),
  ISREF: lazy(1, 1, (_, [argument]) => argument?.evaluate() instanceof Reference),
  ISFORMULA: isFormula,
  TYPE: type,
  "ERROR.TYPE": errorType,
  N: onFirst((found) => isError(found) || typeof found === "number" ? found : found === true ? 1 : 0),
  T: onFirst((found) => isError(found) || typeof found === "string" ? found : ""),
  NA: define([], () => NA),
  CELL: cell,
  INFO: info,
  DELTA: define([strictNumber, optional(strictNumber, 0)], (one, two) => one === two ? 1 : 0),
  GESTEP: define([strictNumber, optional(strictNumber, 0)], (one, step) => one >= step ? 1 : 0)
}
