/**
 * Arithmetic, rounding and trigonometry.
 *
 * @since 0.1.0
 */
import { DIV0, isError, NA, NUM, Reference, type Scalar, VALUE, type Value } from "../../value/Value.js"
import { toNumber } from "../Coercion.js"
import {
  define,
  defineWithContext,
  type Definition,
  type Functions,
  integer,
  number,
  optional,
  strictNumber,
  value,
  variadic
} from "../Definition.js"
import { visit } from "../Dereference.js"
import { power } from "../Operators.js"

/** Defines a function that takes one number. */
const defineUnary = (call: (x: number) => Scalar): Definition => define([number], call)

/** Defines a function that takes one number and returns `#NUM!` if the number is outside its domain. */
const defineUnaryOn = (isInDomain: (x: number) => boolean, call: (x: number) => number): Definition =>
  defineUnary((x) => isInDomain(x) ? call(x) : NUM)

/** Defines the reciprocal of a function. */
const reciprocal = (call: (x: number) => number): Definition =>
  defineUnary((x) => {
    const divisor = call(x)
    return divisor === 0 ? DIV0 : 1 / divisor
  })

/**
 * Multiplies by a power of ten. It changes the exponent of the number's text, which is exact: 1.005 * 100 is
 * 100.49999…, but 1.005e2 is 100.5.
 */
const scaleByPowerOfTen = (x: number, digits: number): number => {
  const [mantissa = "0", exponent = "0"] = String(x).split("e")
  return Number(`${mantissa}e${Number(exponent) + digits}`)
}

const roundDigits = (x: number, digits: number, round: (x: number) => number): number => {
  const places = Math.trunc(digits)
  if (x === 0 || places > 20 || (places >= 0 && Math.abs(x) >= 1e15)) return x
  if (places < -310) return 0
  // Excel rounds the value with fifteen digits.
  const scaled = Number(scaleByPowerOfTen(Math.abs(x), places).toPrecision(15))
  return Math.sign(x) * scaleByPowerOfTen(round(scaled), -places)
}

const roundHalfUp = (x: number): number => Math.floor(x + 0.5)

/** Rounds a number to a multiple of a step. `round` is applied to the quotient. */
const roundToMultiple = (x: number, step: number, round: (x: number) => number): number => {
  if (step === 0) return 0
  const quotient = x / step
  const nearestInteger = Math.round(quotient)
  const exact = Math.abs(quotient - nearestInteger) < 1e-14 * Math.abs(nearestInteger) ? nearestInteger : quotient
  return round(exact) * step
}

const ceiling = define(
  [number, number],
  (x, step) => x > 0 && step < 0 ? NUM : step === 0 ? 0 : roundToMultiple(x, step, Math.ceil)
)

const floor = define(
  [number, number],
  (x, step) => x > 0 && step < 0 ? NUM : step === 0 ? x === 0 ? 0 : DIV0 : roundToMultiple(x, step, Math.floor)
)

const ceilingMath = define(
  [number, optional(number), optional(number, 0)],
  (x, step, mode) => roundToMultiple(x, Math.abs(step ?? 1), x < 0 && mode !== 0 ? Math.floor : Math.ceil)
)

const floorMath = define(
  [number, optional(number), optional(number, 0)],
  (x, step, mode) => roundToMultiple(x, Math.abs(step ?? 1), x < 0 && mode !== 0 ? Math.ceil : Math.floor)
)

const preciseRounding = (round: (x: number) => number): Definition =>
  define([number, optional(number, 1)], (x, step) => roundToMultiple(x, Math.abs(step), round))

const mround = define([strictNumber, strictNumber], (x, step) => {
  if (x * step < 0) return NUM
  return roundToMultiple(x, step, (quotient) => Math.floor(quotient + 0.5))
})

const mod = define([number, number], (x, divisor) => {
  if (divisor === 0) return DIV0
  if (Math.abs(x / divisor) > 2 ** 50) return NUM
  const remainder = x % divisor
  return remainder !== 0 && (remainder < 0) !== (divisor < 0) ? remainder + divisor : remainder
})

/** Defines rounding away from zero to the next even or odd number. */
const roundToParity = (odd: 0 | 1): Definition =>
  defineUnary((x) => {
    const size = Math.ceil(Math.abs(x))
    const next = size % 2 === odd ? size : size + 1
    return x < 0 ? 0 - next : next
  })

const factorial = (x: number): number => {
  let result = 1
  for (let each = 2; each <= x; each++) result *= each
  return result
}

/** Defines a function that combines the whole numbers in its arguments. Numbers below 0 are `#NUM!`. */
const defineIntegerFold = (combine: (left: number, right: number) => number): Definition =>
  variadic([], { ...value, emptyArgument: "omitted", defaultValue: NA }, (context, _, values) => {
    let result: number | undefined
    for (const each of values) {
      const error = visit(context, each, (scalar, isDirect) => {
        if (isError(scalar)) return scalar
        if (!isDirect && scalar === null) return undefined
        if (typeof scalar === "boolean") return VALUE
        const found = toNumber(scalar, context)
        if (isError(found)) return found
        const whole = Math.trunc(found)
        if (found < 0 || whole >= 2 ** 53) return NUM
        result = result === undefined ? whole : combine(result, whole)
        if (result >= 2 ** 53) return NUM
      })
      if (error !== undefined) return error
    }
    if (result === undefined) return values.every(isCell) ? VALUE : 0
    return result
  })

const isCell = (each: Value): boolean => {
  const area = each instanceof Reference ? each.single : undefined
  return area !== undefined && area.top === area.bottom && area.left === area.right
}

const greatestDivisor = (left: number, right: number): number =>
  right === 0 ? left : greatestDivisor(right, left % right)

const binomial = (n: number, k: number): number => {
  let result = 1
  for (let each = 1; each <= Math.min(k, n - k) && result < Infinity; each++) result = result * (n - each + 1) / each
  return Math.round(result) <= 2 ** 53 ? Math.round(result) : result
}

const randomBetween = (
  context: { readonly host: { readonly random: () => number } },
  low: number,
  high: number
): Scalar => {
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  return first > last ? NUM : first + Math.floor(context.host.random() * (last - first + 1))
}

const maxAngle = 134_217_728

export const mathFunctions: Functions = {
  ABS: defineUnary(Math.abs),
  SIGN: defineUnary(Math.sign),
  INT: defineUnary(Math.floor),
  TRUNC: define([number, optional(number, 0)], (x, digits) => roundDigits(x, digits, Math.floor)),
  ROUND: define([number, number], (x, digits) => roundDigits(x, digits, roundHalfUp)),
  ROUNDUP: define([number, number], (x, digits) => roundDigits(x, digits, Math.ceil)),
  ROUNDDOWN: define([number, number], (x, digits) => roundDigits(x, digits, Math.floor)),
  MROUND: mround,
  CEILING: ceiling,
  "CEILING.MATH": ceilingMath,
  "CEILING.PRECISE": preciseRounding(Math.ceil),
  "ISO.CEILING": preciseRounding(Math.ceil),
  "ECMA.CEILING": ceiling,
  FLOOR: floor,
  "FLOOR.MATH": floorMath,
  "FLOOR.PRECISE": preciseRounding(Math.floor),
  EVEN: roundToParity(0),
  ODD: roundToParity(1),
  MOD: mod,
  QUOTIENT: define([strictNumber, strictNumber], (x, divisor) => divisor === 0 ? DIV0 : Math.trunc(x / divisor)),
  POWER: define([number, number], power),
  SQRT: defineUnaryOn((x) => x >= 0, Math.sqrt),
  SQRTPI: defineUnaryOn((x) => x >= 0, (x) => Math.sqrt(x * Math.PI)),
  EXP: defineUnary(Math.exp),
  LN: defineUnaryOn((x) => x > 0, Math.log),
  LOG10: defineUnaryOn((x) => x > 0, Math.log10),
  LOG: define([number, optional(number, 10)], (x, base) => {
    if (x <= 0 || base <= 0) return NUM
    if (base === 1) return DIV0
    return base === 10 ? Math.log10(x) : base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base)
  }),
  PI: define([], () => Math.PI),
  RADIANS: defineUnary((x) => x * Math.PI / 180),
  DEGREES: defineUnary((x) => x * 180 / Math.PI),
  SIN: defineUnaryOn((x) => Math.abs(x) < maxAngle, Math.sin),
  COS: defineUnaryOn((x) => Math.abs(x) < maxAngle, Math.cos),
  TAN: defineUnaryOn((x) => Math.abs(x) < maxAngle, Math.tan),
  ASIN: defineUnaryOn((x) => Math.abs(x) <= 1, Math.asin),
  ACOS: defineUnaryOn((x) => Math.abs(x) <= 1, Math.acos),
  ATAN: defineUnary(Math.atan),
  ATAN2: define([number, number], (x, y) => x === 0 && y === 0 ? DIV0 : Math.atan2(y, x)),
  SINH: defineUnary(Math.sinh),
  COSH: defineUnary(Math.cosh),
  TANH: defineUnary(Math.tanh),
  ASINH: defineUnary(Math.asinh),
  ACOSH: defineUnaryOn((x) => x >= 1, Math.acosh),
  ATANH: defineUnaryOn((x) => Math.abs(x) < 1, Math.atanh),
  SEC: reciprocal(Math.cos),
  CSC: reciprocal(Math.sin),
  COT: reciprocal(Math.tan),
  SECH: reciprocal(Math.cosh),
  CSCH: reciprocal(Math.sinh),
  COTH: reciprocal(Math.tanh),
  ACOT: defineUnary((x) => Math.PI / 2 - Math.atan(x)),
  ACOTH: defineUnaryOn((x) => Math.abs(x) > 1, (x) => Math.atanh(1 / x)),
  FACT: define([integer], (x) => x < 0 || x > 170 ? NUM : factorial(x)),
  COMBIN: define([integer, integer], (n, k) => n < 0 || k < 0 || k > n ? NUM : binomial(n, k)),
  COMBINA: define([integer, integer], (n, k) => {
    if (n < 0 || k < 0 || n + k > 2 ** 53) return NUM
    return n === 0 && k === 0 ? 1 : n === 0 ? NUM : binomial(n + k - 1, k)
  }),
  GCD: defineIntegerFold(greatestDivisor),
  LCM: defineIntegerFold((left, right) => left === 0 || right === 0 ? 0 : left / greatestDivisor(left, right) * right),
  BASE: define(
    [integer, integer, optional(integer, 0)],
    (x, radix, length) =>
      x < 0 || x >= 2 ** 53 || radix < 2 || radix > 36 || length < 0 || length > 255 ?
        NUM :
        x.toString(radix).toUpperCase().padStart(length, "0")
  ),
  RAND: defineWithContext([], ({ host }) => host.random()),
  RANDBETWEEN: defineWithContext([number, number], randomBetween)
}
