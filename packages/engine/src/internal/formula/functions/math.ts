/**
 * Arithmetic, rounding and trigonometry.
 *
 * @since 0.1.0
 */
import { visit } from "../Cells.js"
import { toNumber } from "../Coercion.js"
import {
  define,
  defineIn,
  type Definition,
  type Functions,
  integer,
  number,
  optional,
  strictNumber,
  value,
  variadic
} from "../Definition.js"
import { power } from "../Operators.js"
import { DIV0, isError, NA, NUM, Reference, type Scalar, VALUE, type Value } from "../Value.js"

/** A function of one number. */
const of = (call: (x: number) => Scalar): Definition => define([number], call)

/** A function of one number that is defined only for some. */
const where = (defined: (x: number) => boolean, call: (x: number) => number): Definition =>
  of((x) => defined(x) ? call(x) : NUM)

/** 1 divided by a function's value. */
const inverted = (call: (x: number) => number): Definition =>
  of((x) => {
    const divisor = call(x)
    return divisor === 0 ? DIV0 : 1 / divisor
  })

/**
 * Moves the decimal point by writing the number with an exponent, which loses nothing: 1.005 times 100 is 100.49999… but
 * 1.005e2 is 100.5.
 */
const shift = (x: number, digits: number): number => {
  const [mantissa = "0", exponent = "0"] = String(x).split("e")
  return Number(`${mantissa}e${Number(exponent) + digits}`)
}

const rounded = (x: number, digits: number, round: (x: number) => number): number => {
  const places = Math.trunc(digits)
  if (x === 0 || places > 20 || (places >= 0 && Math.abs(x) >= 1e15)) return x
  if (places < -310) return 0
  // Excel shows fifteen digits, and rounds the shown value
  const scaled = Number(shift(Math.abs(x), places).toPrecision(15))
  return Math.sign(x) * shift(round(scaled), -places)
}

const half = (x: number): number => Math.floor(x + 0.5)

/** The multiple of a step that a quotient rounded by `round` gives. */
const multiple = (x: number, step: number, round: (x: number) => number): number => {
  if (step === 0) return 0
  const quotient = x / step
  const near = Math.round(quotient)
  const exact = Math.abs(quotient - near) < 1e-14 * Math.abs(near) ? near : quotient
  return round(exact) * step
}

const ceiling = define(
  [number, number],
  (x, step) => x > 0 && step < 0 ? NUM : step === 0 ? 0 : multiple(x, step, Math.ceil)
)

const floor = define(
  [number, number],
  (x, step) => x > 0 && step < 0 ? NUM : step === 0 ? x === 0 ? 0 : DIV0 : multiple(x, step, Math.floor)
)

const ceilingMath = define(
  [number, optional(number), optional(number, 0)],
  (x, step, mode) => multiple(x, Math.abs(step ?? 1), x < 0 && mode !== 0 ? Math.floor : Math.ceil)
)

const floorMath = define(
  [number, optional(number), optional(number, 0)],
  (x, step, mode) => multiple(x, Math.abs(step ?? 1), x < 0 && mode !== 0 ? Math.ceil : Math.floor)
)

const precise = (round: (x: number) => number): Definition =>
  define([number, optional(number, 1)], (x, step) => multiple(x, Math.abs(step), round))

const mround = define([strictNumber, strictNumber], (x, step) => {
  if (x * step < 0) return NUM
  return multiple(x, step, (quotient) => Math.floor(quotient + 0.5))
})

const mod = define([number, number], (x, divisor) => {
  if (divisor === 0) return DIV0
  if (Math.abs(x / divisor) > 2 ** 50) return NUM
  const rest = x % divisor
  return rest !== 0 && (rest < 0) !== (divisor < 0) ? rest + divisor : rest
})

/** Away from zero to the next whole number of a parity. */
const parity = (odd: 0 | 1): Definition =>
  of((x) => {
    const size = Math.ceil(Math.abs(x))
    const next = size % 2 === odd ? size : size + 1
    return x < 0 ? 0 - next : next
  })

const factorial = (x: number): number => {
  let result = 1
  for (let each = 2; each <= x; each++) result *= each
  return result
}

/** A function of whole numbers from 0 on, over all arguments. */
const overWhole = (combine: (one: number, two: number) => number): Definition =>
  variadic([], { ...value, blank: "absent", absent: NA }, (context, _, values) => {
    let result: number | undefined
    for (const each of values) {
      const error = visit(context, each, (scalar, alone) => {
        if (isError(scalar)) return scalar
        if (!alone && scalar === null) return undefined
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

const greatestDivisor = (one: number, two: number): number => two === 0 ? one : greatestDivisor(two, one % two)

const choose = (n: number, k: number): number => {
  let result = 1
  for (let each = 1; each <= Math.min(k, n - k) && result < Infinity; each++) result = result * (n - each + 1) / each
  return Math.round(result) <= 2 ** 53 ? Math.round(result) : result
}

const between = (context: { readonly host: { readonly random: () => number } }, low: number, high: number): Scalar => {
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  return first > last ? NUM : first + Math.floor(context.host.random() * (last - first + 1))
}

const small = 134_217_728

export const mathFunctions: Functions = {
  ABS: of(Math.abs),
  SIGN: of(Math.sign),
  INT: of(Math.floor),
  TRUNC: define([number, optional(number, 0)], (x, digits) => rounded(x, digits, Math.floor)),
  ROUND: define([number, number], (x, digits) => rounded(x, digits, half)),
  ROUNDUP: define([number, number], (x, digits) => rounded(x, digits, Math.ceil)),
  ROUNDDOWN: define([number, number], (x, digits) => rounded(x, digits, Math.floor)),
  MROUND: mround,
  CEILING: ceiling,
  "CEILING.MATH": ceilingMath,
  "CEILING.PRECISE": precise(Math.ceil),
  "ISO.CEILING": precise(Math.ceil),
  "ECMA.CEILING": ceiling,
  FLOOR: floor,
  "FLOOR.MATH": floorMath,
  "FLOOR.PRECISE": precise(Math.floor),
  EVEN: parity(0),
  ODD: parity(1),
  MOD: mod,
  QUOTIENT: define([strictNumber, strictNumber], (x, divisor) => divisor === 0 ? DIV0 : Math.trunc(x / divisor)),
  POWER: define([number, number], power),
  SQRT: where((x) => x >= 0, Math.sqrt),
  SQRTPI: where((x) => x >= 0, (x) => Math.sqrt(x * Math.PI)),
  EXP: of(Math.exp),
  LN: where((x) => x > 0, Math.log),
  LOG10: where((x) => x > 0, Math.log10),
  LOG: define([number, optional(number, 10)], (x, base) => {
    if (x <= 0 || base <= 0) return NUM
    if (base === 1) return DIV0
    return base === 10 ? Math.log10(x) : base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base)
  }),
  PI: define([], () => Math.PI),
  RADIANS: of((x) => x * Math.PI / 180),
  DEGREES: of((x) => x * 180 / Math.PI),
  SIN: where((x) => Math.abs(x) < small, Math.sin),
  COS: where((x) => Math.abs(x) < small, Math.cos),
  TAN: where((x) => Math.abs(x) < small, Math.tan),
  ASIN: where((x) => Math.abs(x) <= 1, Math.asin),
  ACOS: where((x) => Math.abs(x) <= 1, Math.acos),
  ATAN: of(Math.atan),
  ATAN2: define([number, number], (x, y) => x === 0 && y === 0 ? DIV0 : Math.atan2(y, x)),
  SINH: of(Math.sinh),
  COSH: of(Math.cosh),
  TANH: of(Math.tanh),
  ASINH: of(Math.asinh),
  ACOSH: where((x) => x >= 1, Math.acosh),
  ATANH: where((x) => Math.abs(x) < 1, Math.atanh),
  SEC: inverted(Math.cos),
  CSC: inverted(Math.sin),
  COT: inverted(Math.tan),
  SECH: inverted(Math.cosh),
  CSCH: inverted(Math.sinh),
  COTH: inverted(Math.tanh),
  ACOT: of((x) => Math.PI / 2 - Math.atan(x)),
  ACOTH: where((x) => Math.abs(x) > 1, (x) => Math.atanh(1 / x)),
  FACT: define([integer], (x) => x < 0 || x > 170 ? NUM : factorial(x)),
  COMBIN: define([integer, integer], (n, k) => n < 0 || k < 0 || k > n ? NUM : choose(n, k)),
  COMBINA: define([integer, integer], (n, k) => {
    if (n < 0 || k < 0 || n + k > 2 ** 53) return NUM
    return n === 0 && k === 0 ? 1 : n === 0 ? NUM : choose(n + k - 1, k)
  }),
  GCD: overWhole(greatestDivisor),
  LCM: overWhole((one, two) => one === 0 || two === 0 ? 0 : one / greatestDivisor(one, two) * two),
  BASE: define(
    [integer, integer, optional(integer, 0)],
    (x, radix, length) =>
      x < 0 || x >= 2 ** 53 || radix < 2 || radix > 36 || length < 0 || length > 255 ?
        NUM :
        x.toString(radix).toUpperCase().padStart(length, "0")
  ),
  RAND: defineIn([], ({ host }) => host.random()),
  RANDBETWEEN: defineIn([number, number], between)
}
