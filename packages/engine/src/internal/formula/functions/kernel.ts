/**
 * Functions that the numeric kernel computes: engineering, financial, statistical and database functions.
 *
 * @since 0.1.0
 */
import {
  type CellError,
  isError,
  Lambda,
  Matrix,
  NUM,
  Reference,
  type Scalar,
  VALUE,
  type Value
} from "../../value/Value.js"
import * as Work from "../../Work.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  defaulted,
  type Definition,
  type Functions,
  type Parameter,
  scalar,
  text,
  value,
  variadicUniform
} from "../Definition.js"
import { toMatrix, visit } from "../Dereference.js"
import type { Argument } from "../Kernel.js"
import { notComputed } from "../NotComputed.js"

/** Functions whose parameters are all single values. */
const scalarFunctions =
  `BESSELI BESSELJ BESSELK BESSELY BETA.DIST BETA.INV BETADIST BETAINV BIN2DEC BIN2HEX BIN2OCT BINOM.DIST
  BINOM.DIST.RANGE BINOM.INV BINOMDIST BITAND BITLSHIFT BITOR BITRSHIFT BITXOR CHIDIST CHIINV CHISQ.DIST CHISQ.DIST.RT
  CHISQ.INV CHISQ.INV.RT CONFIDENCE CONFIDENCE.NORM CONFIDENCE.T CONVERT CRITBINOM CUMIPMT CUMPRINC DB
  DDB DEC2BIN DEC2HEX DEC2OCT DECIMAL DISC DOLLARDE DOLLARFR EFFECT ERF ERF.PRECISE ERFC ERFC.PRECISE EXPON.DIST
  EXPONDIST F.DIST F.DIST.RT F.INV F.INV.RT FACTDOUBLE FDIST FINV FISHER FISHERINV FV GAMMA GAMMA.DIST GAMMA.INV
  GAMMADIST GAMMAINV GAMMALN GAMMALN.PRECISE GAUSS HEX2BIN HEX2DEC HEX2OCT HYPGEOM.DIST HYPGEOMDIST IMABS IMAGINARY
  IMARGUMENT IMCONJUGATE IMCOS IMCOSH IMCOT IMCSC IMCSCH IMDIV IMEXP IMLN IMLOG10 IMLOG2 IMPOWER IMREAL IMSEC IMSECH
  IMSIN IMSINH IMSQRT IMSUB IMTAN INTRATE IPMT ISPMT LOGINV LOGNORM.DIST LOGNORM.INV LOGNORMDIST NEGBINOM.DIST
  NEGBINOMDIST NOMINAL NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NORMDIST NORMINV NORMSDIST NORMSINV NPER OCT2BIN
  OCT2DEC OCT2HEX ODDFPRICE ODDFYIELD ODDLPRICE ODDLYIELD PDURATION PERMUT PERMUTATIONA PHI PMT POISSON POISSON.DIST
  PPMT PRICE PRICEDISC PRICEMAT PV RATE RECEIVED RRI SLN STANDARDIZE SYD T.DIST T.DIST.2T T.DIST.RT T.INV
  T.INV.2T TBILLEQ TBILLPRICE TBILLYIELD TDIST TINV VDB WEIBULL WEIBULL.DIST YIELD YIELDDISC YIELDMAT ACCRINT ACCRINTM
  AMORDEGRC AMORLINC COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD COUPNUM COUPPCD DURATION MDURATION`.split(/\s+/)

/** Functions whose parameters are all ranges. */
const rangeFunctions = `AVEDEV CHISQ.TEST CHITEST DAVERAGE DCOUNT DCOUNTA DGET DMAX DMIN DPRODUCT
  DSTDEV DSTDEVP DSUM DVAR DVARP F.TEST FTEST GEOMEAN GROWTH HARMEAN IMPRODUCT IMSUM IRR KURT LINEST LOGEST
  MIRR MULTINOMIAL SKEW SKEW.P T.TEST TREND TTEST XIRR XNPV`.split(/\s+/)

/**
 * Functions with different parameters: single values (`s`), texts (`t`) and ranges (`r`). The last parameter can
 * repeat.
 */
const mixedFunctions: Readonly<Record<string, string>> = {
  COMPLEX: "sst",
  FVSCHEDULE: "sr",
  NPV: "sr",
  PROB: "rrss",
  SERIESSUM: "sssr",
  TRIMMEAN: "rs",
  "Z.TEST": "rss",
  ZTEST: "rss"
}

type StepCount = (args: ReadonlyArray<number>) => number

/** The number of steps is the sum of the absolute arguments with indices from `from` to before `to`. */
const sumOf = (from: number, to: number): StepCount => (args) =>
  args.slice(from, to).reduce((total, arg) => total + Math.abs(arg), 0)

const all = sumOf(0, 255)

/** The number of steps is the sum of the square roots of the absolute arguments. A series needs about as many terms. */
const sumOfRoots = (from: number, to: number): StepCount => (args) =>
  args.slice(from, to).reduce((total, arg) => total + Math.sqrt(Math.abs(arg)), 0)

/**
 * The number of steps depends on the coupons between two dates. `iterations` is how often a yield computes the price.
 */
const couponCount = (iterations: number): StepCount => ([from = 0, to = 0]) => Math.abs(to - from) / 100 * iterations

/** The maximum number of steps. With more steps the kernel takes very long or never returns. */
const maxSteps = 1_000_000
const costOfStep = 10

/**
 * Functions for which the number of steps in the kernel depends on the arguments. They were found by calling every
 * function with large and small numbers in each argument, and by reading the source of the kernel.
 */
const stepCounts: Readonly<Record<string, StepCount>> = {
  AMORDEGRC: sumOf(4, 5),
  AMORLINC: sumOf(4, 5),
  BESSELI: sumOf(0, 2),
  BESSELJ: sumOf(0, 2),
  BESSELK: sumOf(0, 2),
  BESSELY: sumOf(0, 2),
  "BETA.INV": sumOf(1, 3),
  BETAINV: sumOf(1, 3),
  "BINOM.INV": sumOfRoots(0, 1),
  "CHISQ.DIST": sumOfRoots(0, 2),
  "CHISQ.DIST.RT": sumOfRoots(0, 2),
  "CHISQ.INV": sumOfRoots(1, 2),
  "CHISQ.INV.RT": sumOfRoots(1, 2),
  CHIDIST: sumOfRoots(0, 2),
  CHIINV: sumOfRoots(1, 2),
  "CONFIDENCE.T": sumOf(2, 3),
  CRITBINOM: sumOfRoots(0, 1),
  CUMIPMT: sumOf(4, 5),
  CUMPRINC: sumOf(4, 5),
  DB: sumOf(2, 5),
  DDB: sumOf(2, 4),
  DURATION: couponCount(1),
  "F.INV": sumOf(1, 3),
  "F.INV.RT": sumOf(1, 3),
  FACTDOUBLE: sumOf(0, 1),
  FINV: sumOf(1, 3),
  "GAMMA.DIST": sumOfRoots(0, 2),
  "GAMMA.INV": sumOfRoots(1, 3),
  GAMMADIST: sumOfRoots(0, 2),
  GAMMAINV: sumOfRoots(1, 3),
  "HYPGEOM.DIST": sumOf(0, 1),
  HYPGEOMDIST: sumOf(0, 1),
  MDURATION: couponCount(1),
  MULTINOMIAL: all,
  ODDFPRICE: couponCount(1),
  ODDFYIELD: couponCount(10),
  ODDLPRICE: couponCount(1),
  ODDLYIELD: couponCount(10),
  PERMUT: sumOf(1, 2),
  POISSON: sumOfRoots(0, 2),
  "POISSON.DIST": sumOfRoots(0, 2),
  PRICE: couponCount(1),
  "T.INV": sumOf(1, 2),
  "T.INV.2T": sumOf(1, 2),
  TINV: sumOf(1, 2),
  VDB: sumOf(2, 5),
  YIELD: couponCount(10)
}

/** Functions that iterate over their values thousands of times. */
const iterativeFunctions: ReadonlySet<string> = new Set(["IRR", "XIRR"])

const costOfIteratedValue = 10_000

/**
 * Converts arguments to numbers. A text that is not a finite number is an error, because the kernel reads `"1E999"` as
 * infinity.
 */
const numbersIn = (args: ReadonlyArray<Argument>, context: Context): ReadonlyArray<number> | CellError => {
  const numbers: Array<number> = []
  for (const arg of args) {
    for (const value of arg instanceof Matrix ? arg.values : [arg]) {
      const number = value === undefined || value instanceof Matrix ? 0 : toNumber(value, context)
      if (isError(number) && typeof value === "string" && value === arg) return number
      numbers.push(isError(number) ? 0 : number)
    }
  }
  return numbers
}

/** Counts the work of a kernel call. Returns an error for arguments that the kernel does not accept. */
const spendOnSteps = (name: string, args: ReadonlyArray<Argument>, context: Context): CellError | undefined => {
  const count = stepCounts[name]
  const numbers = count === undefined ? [] : numbersIn(args, context)
  if (isError(numbers)) return numbers
  const taken = count?.(numbers) ?? 0
  if (taken > maxSteps) notComputed(`${name} with arguments this large`, NUM)
  Work.spend(taken * costOfStep)
  if (iterativeFunctions.has(name)) {
    for (const arg of args) if (arg instanceof Matrix) Work.spend(arg.values.length * costOfIteratedValue)
  }
  return undefined
}

const parameterKinds: Readonly<Record<string, Parameter<Value | undefined>>> = {
  s: defaulted(scalar),
  t: defaulted(text),
  r: defaulted(value)
}

const defineWithKernel = (name: string, parameterCodes: string): Definition =>
  variadicUniform<Value | undefined>(
    [...parameterCodes].map((each) => parameterKinds[each] ?? defaulted(value)),
    (context, args) => {
      const values: Array<Argument> = []
      for (const arg of args) {
        const found = arg === undefined ? undefined : toArgument(context, arg)
        // A direct error is the result. Errors in ranges are handled by the function.
        if (isError(found)) return found
        values.push(found)
      }
      return spendOnSteps(name, values, context) ?? context.kernel.call(name, values)
    }
  )

/** Converts a reference to an array. The cells of a union become one column. */
const toArgument = (context: Context, arg: Value): Scalar | Matrix => {
  if (arg instanceof Lambda) return VALUE
  if (!(arg instanceof Reference)) return arg
  if (arg.areas.length === 1) return toMatrix(context, arg)
  const values: Array<Scalar> = []
  const error = visit(context, arg, (each) => {
    values.push(each)
  })
  return error ?? Matrix.column(values)
}

export const kernelFunctions: Functions = Object.fromEntries([
  ...scalarFunctions.map((name) => [name, defineWithKernel(name, "s")] as const),
  ...rangeFunctions.map((name) => [name, defineWithKernel(name, "r")] as const),
  ...Object.entries(mixedFunctions).map(([name, parameterCodes]) =>
    [name, defineWithKernel(name, parameterCodes)] as const
  )
])
