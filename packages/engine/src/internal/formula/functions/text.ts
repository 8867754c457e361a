/**
 * Text functions.
 *
 * @since 0.1.0
 */
import * as NumberFormat from "../../format/NumberFormat.js"
import { type CellError, isError, NA, type Scalar, VALUE, type Value } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { numberFromText, toNumber, toText } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  defaulted,
  define,
  defineWithContext,
  type Definition,
  type Functions,
  integer,
  logical,
  matrix,
  number,
  optional,
  scalar,
  scalarOrError,
  text,
  value,
  variadic
} from "../Definition.js"
import { toMatrix, visit } from "../Dereference.js"
import * as Wildcard from "../Wildcard.js"
import { bahtText } from "./baht.js"

/** Joins texts. The length is checked first, because a result can be too long for a JavaScript string. */
const joinTexts = (parts: ReadonlyArray<string>, delimiter = ""): Scalar => {
  let length = delimiter.length * Math.max(parts.length - 1, 0)
  for (const part of parts) length += part.length
  return length > Work.maxTextLength ? VALUE : parts.join(delimiter)
}

/** Defines a function that takes one text. */
const defineTextFunction = (call: (source: string) => Scalar): Definition => define([text], call)

const left = define([text, optional(integer, 1)], (source, count) => count < 0 ? VALUE : source.slice(0, count))

const right = define(
  [text, optional(integer, 1)],
  (source, count) => count < 0 ? VALUE : count === 0 ? "" : source.slice(-count)
)

const mid = define(
  [text, integer, integer],
  (source, start, count) => start < 1 || count < 0 ? VALUE : source.slice(start - 1, start - 1 + count)
)

const proper = (source: string): string =>
  source.toLowerCase().replace(/\p{L}+/gu, (word, at: number) => {
    const [initial = "", ...rest] = word
    return at > 0 && /[\p{L}]/u.test(source[at - 1] ?? "") ? word : initial.toUpperCase() + rest.join("")
  })

/** Returns the texts of a delimiter argument. A blank cell is an empty delimiter. */
export const delimitersOf = (context: Context, delimiter: Value): Array<string> | CellError => {
  const source = toMatrix(context, delimiter)
  if (isError(source)) return source
  const found: Array<string> = []
  const error = visit(context, source, (scalar) => {
    const delimiterText = toText(scalar)
    if (isError(delimiterText)) return delimiterText
    found.push(delimiterText)
  })
  return error ?? found
}

const concat = variadic([], value, (context, _, values) => {
  let result = ""
  for (const each of values) {
    const error = visit(context, each, (scalar) => {
      const part = toText(scalar)
      if (isError(part)) return part
      result += part
      return result.length > Work.maxTextLength ? VALUE : undefined
    })
    if (error !== undefined) return error
  }
  return result
})

const textJoin = variadic([value, logical], value, (context, [delimiter, ignoreEmpty], values) => {
  const delimiters = delimitersOf(context, delimiter)
  if (isError(delimiters)) return delimiters
  const parts: Array<string> = []
  for (const each of values) {
    const source = toMatrix(context, each)
    if (isError(source)) return source
    const count = ignoreEmpty && source.fillValue === null ? source.values.length : source.size
    Work.spend(count)
    for (let at = 0; at < count; at++) {
      const part = toText(source.valueAt(at))
      if (isError(part)) return part
      if (!ignoreEmpty || part !== "") parts.push(part)
    }
  }
  let result = parts[0] ?? ""
  for (let at = 1; at < parts.length; at++) {
    result += (delimiters[(at - 1) % Math.max(delimiters.length, 1)] ?? "") + (parts[at] ?? "")
    if (result.length > Work.maxTextLength) return VALUE
  }
  return result
})

const find = define([text, text, optional(integer, 1)], (searched, source, start) => {
  if (start < 1 || start > source.length + (searched === "" ? 1 : 0)) return start === 1 && searched === "" ? 1 : VALUE
  const at = source.indexOf(searched, start - 1)
  return at < 0 ? VALUE : at + 1
})

const search = define([text, text, optional(integer, 1)], (searched, source, start) => {
  if (start < 1 || start > source.length + 1 || (start > source.length && searched !== "")) return VALUE
  if (searched === "") return start
  const at = Wildcard.compile(searched).search(source, start - 1)
  return at < 0 ? VALUE : at + 1
})

const replace = define([text, integer, integer, text], (source, start, count, replacement) =>
  start < 1 || count < 0 ?
    VALUE :
    source.slice(0, start - 1) + replacement + source.slice(start - 1 + count))

const substitute = define([text, text, text, optional(integer)], (source, searched, replacement, instance) => {
  if (instance !== undefined && instance < 1) return VALUE
  if (searched === "") return source
  if (instance === undefined) return joinTexts(source.split(searched), replacement)
  let at = -1
  for (let count = 0; count < instance; count++) {
    at = source.indexOf(searched, at < 0 ? 0 : at + searched.length)
    if (at < 0) return source
  }
  return source.slice(0, at) + replacement + source.slice(at + searched.length)
})

/** The characters 128 to 159 of Windows-1252. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

const char = define([integer], (code) => {
  if (code < 1 || code > 255) return VALUE
  return code >= 128 && code < 160 ? windows1252[code - 128] ?? VALUE : String.fromCharCode(code)
})

const code = defineTextFunction((source) => {
  if (source === "") return VALUE
  const special = windows1252.indexOf(source[0] ?? "")
  if (special >= 0) return special + 128
  const unit = source.charCodeAt(0)
  return unit > 255 ? 63 : unit
})

const unichar = define(
  [integer],
  (code) =>
    code < 1 || code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe ?
      code >= 0xd800 && code <= 0xdfff ? NA : VALUE :
      String.fromCodePoint(code)
)

const valueOf = defineWithContext(
  [scalar],
  (context, found) => typeof found === "boolean" ? VALUE : toNumber(found, context)
)

const textFunction = defineWithContext([scalar, text], (context, found, format) => {
  if (typeof found === "boolean") return found ? "TRUE" : "FALSE"
  const shown = typeof found === "string" ? numberFromText(found, context) ?? found : found ?? 0
  if (format === "") return ""
  Work.spend(200 + format.length)
  if (!NumberFormat.isValid(format)) return VALUE
  const result = NumberFormat.format(shown, format, context.host.date1904)
  return /^#+$/.test(result) && typeof shown === "number" && NumberFormat.isDate(format) ? VALUE : result
})

const numberValue = define([text, optional(text, "."), optional(text, ",")], (source, decimal, group) => {
  const [point = ""] = decimal
  const [separator = ""] = group
  if (point === "" || separator === "") return VALUE
  const bare = source.replace(/\s/g, "")
  if (bare === "") return 0
  const percents = /%*$/.exec(bare)?.[0].length ?? 0
  const digits = bare.slice(0, bare.length - percents)
  const mark = digits.indexOf(point)
  if (mark >= 0 && digits.indexOf(separator, mark) >= 0) return VALUE
  const plain = digits.split(separator).join("").replace(point, ".")
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain) ? Number(plain) / 100 ** percents : VALUE
})

const fixedDigits = (x: number, decimals: number): number => {
  const factor = 10 ** Math.abs(decimals)
  const scaled = Number((decimals >= 0 ? Math.abs(x) * factor : Math.abs(x) / factor).toPrecision(15))
  const whole = Math.floor(scaled + 0.5)
  return Math.sign(x) * (decimals >= 0 ? whole / factor : whole * factor)
}

/** Formats the absolute value of a number with fixed decimals and optional thousands separators. */
const formatFixed = (x: number, decimals: number, group: boolean): string => {
  const digits = Math.abs(fixedDigits(x, decimals)).toFixed(Math.min(Math.max(decimals, 0), 100))
  const [whole = "0", fraction] = digits.split(".")
  const grouped = group ? whole.replace(/\B(?=(?:\d{3})+$)/g, ",") : whole
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

const fixed = define([number, defaulted(integer, 2), optional(logical, false)], (x, decimals, plain) => {
  if (decimals > 127) return VALUE
  const digits = formatFixed(x, decimals, !plain)
  return x < 0 && /[1-9]/.test(digits) ? `-${digits}` : digits
})

const dollar = define([number, optional(integer, 2)], (x, decimals) => {
  if (decimals > 127) return VALUE
  const digits = `$${formatFixed(x, decimals, true)}`
  return x < 0 && /[1-9]/.test(digits) ? `(${digits})` : digits
})

/** Converts a value to text. In strict form, text is in quotes. */
const valueText = (found: Scalar, strict: boolean): string => {
  if (isError(found)) return found.code
  if (typeof found === "string") return strict ? `"${found.replaceAll(`"`, `""`)}"` : found
  const plain = toText(found)
  return isError(plain) ? plain.code : plain
}

const valueToText = define(
  [scalarOrError, optional(integer, 0)],
  (found, form) => form === 0 || form === 1 ? valueText(found, form === 1) : VALUE
)

const arrayToText = define([matrix, optional(integer, 0)], (source, form) => {
  if (form !== 0 && form !== 1) return VALUE
  Work.spend(source.size * 10)
  const lines = source.toRows().map((line) =>
    Array.from({ length: source.columns }, (_, column) => valueText(line[column] ?? null, form === 1))
  )
  const rows = lines.map((line) => joinTexts(line, form === 0 ? ", " : ","))
  const whole = rows.every((row) => typeof row === "string") ? joinTexts(rows, form === 0 ? ", " : ";") : VALUE
  return form === 0 || typeof whole !== "string" ? whole : `{${whole}}`
})

/** Converts full-width characters to half-width characters. */
const halfWidth = (source: string): string =>
  source.replace(/[\uff01-\uff5e]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0)).replaceAll(
    "\u3000",
    " "
  )

const fullWidth = (source: string): string =>
  source.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).replaceAll(" ", "\u3000")

const length = defineTextFunction((source) => source.length)

/** These functions count bytes in languages with double-byte characters. In English they count characters. */
const byteFunctions: Functions = {
  LENB: length,
  LEFTB: left,
  RIGHTB: right,
  MIDB: mid,
  FINDB: find,
  SEARCHB: search,
  REPLACEB: replace
}

export const textFunctions: Functions = {
  ...byteFunctions,
  ASC: defineTextFunction(halfWidth),
  DBCS: defineTextFunction(fullWidth),
  BAHTTEXT: define([number], bahtText),
  LEFT: left,
  RIGHT: right,
  MID: mid,
  LEN: length,
  LOWER: defineTextFunction((source) => source.toLowerCase()),
  UPPER: defineTextFunction((source) => source.toUpperCase()),
  PROPER: defineTextFunction(proper),
  TRIM: defineTextFunction((source) => source.replace(/ +/g, " ").replace(/^ | $/g, "")),
  // oxlint-disable-next-line no-control-regex
  CLEAN: defineTextFunction((source) => source.replace(/[\u0000-\u001f]/g, "")),
  CONCAT: concat,
  CONCATENATE: variadic([], text, (_, __, parts) => joinTexts(parts)),
  TEXTJOIN: textJoin,
  FIND: find,
  SEARCH: search,
  REPLACE: replace,
  SUBSTITUTE: substitute,
  REPT: define(
    [text, integer],
    (source, count) => count < 0 || source.length * count > Work.maxTextLength ? VALUE : source.repeat(count)
  ),
  EXACT: define([text, text], (left, right) => left === right),
  CHAR: char,
  CODE: code,
  UNICHAR: unichar,
  UNICODE: defineTextFunction((source) => source.codePointAt(0) ?? VALUE),
  VALUE: valueOf,
  TEXT: textFunction,
  NUMBERVALUE: numberValue,
  FIXED: fixed,
  DOLLAR: dollar,
  USDOLLAR: dollar,
  VALUETOTEXT: valueToText,
  ARRAYTOTEXT: arrayToText,
  ENCODEURL: defineTextFunction((source) =>
    // An unpaired surrogate cannot be encoded.
    /[\ud800-\udfff]/u.test(source)
      ? VALUE
      : encodeURIComponent(source).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
  )
}
