/**
 * Functions that the numeric kernel computes: engineering, finance, statistics, databases.
 *
 * @since 0.1.0
 */
import { toMatrix, visit } from "../Cells.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  collective,
  defaulted,
  type Definition,
  type Functions,
  type Parameter,
  scalar,
  text,
  value
} from "../Definition.js"
import type { Argument } from "../Kernel.js"
import { notComputed } from "../NotComputed.js"
import { type CellError, isError, Lambda, Matrix, NUM, Reference, type Scalar, VALUE, type Value } from "../Value.js"
import * as Work from "../Work.js"

/** Functions of single values. */
const ofScalars =
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

/** Functions of ranges. */
const ofRanges = `AVEDEV CHISQ.TEST CHITEST DAVERAGE DCOUNT DCOUNTA DGET DMAX DMIN DPRODUCT
  DSTDEV DSTDEVP DSUM DVAR DVARP F.TEST FTEST GEOMEAN GROWTH HARMEAN IMPRODUCT IMSUM IRR KURT LINEST LOGEST
  MIRR MULTINOMIAL SKEW SKEW.P T.TEST TREND TTEST XIRR XNPV`.split(/\s+/)

/** Functions whose parameters are single values (`s`), texts (`t`) and ranges (`r`); the last repeats. */
const ofBoth: Readonly<Record<string, string>> = {
  COMPLEX: "sst",
  FVSCHEDULE: "sr",
  NPV: "sr",
  PROB: "rrss",
  SERIESSUM: "sssr",
  TRIMMEAN: "rs",
  "Z.TEST": "rss",
  ZTEST: "rss"
}

type Steps = (args: ReadonlyArray<number>) => number

/** The numbers from one place to before another, added up. */
const through = (from: number, to: number): Steps => (args) =>
  args.slice(from, to).reduce((total, arg) => total + Math.abs(arg), 0)

const all = through(0, 255)

/** The terms of a series that needs about as many as the root of its parameters. */
const rooted = (from: number, to: number): Steps => (args) =>
  args.slice(from, to).reduce((total, arg) => total + Math.sqrt(Math.abs(arg)), 0)

/** Coupons between two days; a yield is looked for by computing the price again and again. */
const coupons = (repeated: number): Steps => ([from = 0, to = 0]) => Math.abs(to - from) / 100 * repeated

/** Beyond this limit the kernel takes very long or never returns. */
const mostSteps = 1_000_000
const costOfStep = 10

/**
 * Functions that count as far as some of their arguments say: how many steps the kernel takes. They were found by calling
 * every function with great and with small numbers in each place and in several, and by reading its source.
 */
const steps: Readonly<Record<string, Steps>> = {
  AMORDEGRC: through(4, 5),
  AMORLINC: through(4, 5),
  BESSELI: through(0, 2),
  BESSELJ: through(0, 2),
  BESSELK: through(0, 2),
  BESSELY: through(0, 2),
  "BETA.INV": through(1, 3),
  BETAINV: through(1, 3),
  "BINOM.INV": rooted(0, 1),
  "CHISQ.DIST": rooted(0, 2),
  "CHISQ.DIST.RT": rooted(0, 2),
  "CHISQ.INV": rooted(1, 2),
  "CHISQ.INV.RT": rooted(1, 2),
  CHIDIST: rooted(0, 2),
  CHIINV: rooted(1, 2),
  "CONFIDENCE.T": through(2, 3),
  CRITBINOM: rooted(0, 1),
  CUMIPMT: through(4, 5),
  CUMPRINC: through(4, 5),
  DB: through(2, 5),
  DDB: through(2, 4),
  DURATION: coupons(1),
  "F.INV": through(1, 3),
  "F.INV.RT": through(1, 3),
  FACTDOUBLE: through(0, 1),
  FINV: through(1, 3),
  "GAMMA.DIST": rooted(0, 2),
  "GAMMA.INV": rooted(1, 3),
  GAMMADIST: rooted(0, 2),
  GAMMAINV: rooted(1, 3),
  "HYPGEOM.DIST": through(0, 1),
  HYPGEOMDIST: through(0, 1),
  MDURATION: coupons(1),
  MULTINOMIAL: all,
  ODDFPRICE: coupons(1),
  ODDFYIELD: coupons(10),
  ODDLPRICE: coupons(1),
  ODDLYIELD: coupons(10),
  PERMUT: through(1, 2),
  POISSON: rooted(0, 2),
  "POISSON.DIST": rooted(0, 2),
  PRICE: coupons(1),
  "T.INV": through(1, 2),
  "T.INV.2T": through(1, 2),
  TINV: through(1, 2),
  VDB: through(2, 5),
  YIELD: coupons(10)
}

/** Functions that go through their values thousands of times until they find what they look for. */
const iterating: ReadonlySet<string> = new Set(["IRR", "XIRR"])

const costOfIteratedValue = 10_000

/** A number can be a text too, which the kernel would read as one, `"1E999"` as infinity: that is an error here. */
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

/** Spends the cost of a kernel call, and returns an error for arguments that the kernel does not accept. */
const spendOnSteps = (name: string, args: ReadonlyArray<Argument>, context: Context): CellError | undefined => {
  const count = steps[name]
  const numbers = count === undefined ? [] : numbersIn(args, context)
  if (isError(numbers)) return numbers
  const taken = count?.(numbers) ?? 0
  if (taken > mostSteps) notComputed(`${name} of numbers so great`, NUM)
  Work.spend(taken * costOfStep)
  if (iterating.has(name)) {
    for (const arg of args) if (arg instanceof Matrix) Work.spend(arg.values.length * costOfIteratedValue)
  }
  return undefined
}

const shapes: Readonly<Record<string, Parameter<Value | undefined>>> = {
  s: defaulted(scalar),
  t: defaulted(text),
  r: defaulted(value)
}

const byKernel = (name: string, shape: string): Definition =>
  collective<Value | undefined>([...shape].map((each) => shapes[each] ?? defaulted(value)), (context, args) => {
    const values: Array<Argument> = []
    for (const arg of args) {
      const found = arg === undefined ? undefined : asArgument(context, arg)
      // among cells the function itself decides what an error does
      if (isError(found)) return found
      values.push(found)
    }
    return spendOnSteps(name, values, context) ?? context.kernel.call(name, values)
  })

/** Cells as an array; the cells of a union one below the other. */
const asArgument = (context: Context, arg: Value): Scalar | Matrix => {
  if (arg instanceof Lambda) return VALUE
  if (!(arg instanceof Reference)) return arg
  if (arg.areas.length === 1) return toMatrix(context, arg)
  const values: Array<Scalar> = []
  const error = visit(context, arg, (each) => {
    values.push(each)
  })
  return error ?? Matrix.column(values)
}

export const numericFunctions: Functions = Object.fromEntries([
  ...ofScalars.map((name) => [name, byKernel(name, "s")] as const),
  ...ofRanges.map((name) => [name, byKernel(name, "r")] as const),
  ...Object.entries(ofBoth).map(([name, shape]) => [name, byKernel(name, shape)] as const)
])
