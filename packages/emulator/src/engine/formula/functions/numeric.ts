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
import { type CellError, isError, Lambda, Matrix, NUM, Reference, type Scalar, VALUE, type Value } from "../Value.js"

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

/**
 * Functions that count as far as some of their arguments say, and the places of these: from the first to before the
 * second. The kernel would not come back from a great one in reasonable time, so beyond a million the answer is `#NUM!`.
 */
const counting: Readonly<Record<string, readonly [from: number, to: number]>> = {
  BESSELI: [0, 2],
  BESSELJ: [0, 2],
  BESSELK: [0, 2],
  BESSELY: [0, 2],
  "BETA.INV": [1, 3],
  BETAINV: [1, 3],
  "CONFIDENCE.T": [2, 3],
  DB: [2, 5],
  DDB: [2, 4],
  "F.INV": [1, 3],
  "F.INV.RT": [1, 3],
  FACTDOUBLE: [0, 1],
  FINV: [1, 3],
  VDB: [2, 5]
}
const mostCounted = 1_000_000

/** A count can be a text too, which the kernel would read as a number, `"1E999"` as infinity. */
const refusedCount = (name: string, args: ReadonlyArray<Argument>, context: Context): CellError | undefined => {
  for (const arg of args.slice(...(counting[name] ?? [0, 0]))) {
    const count = arg === undefined || arg instanceof Matrix ? 0 : toNumber(arg, context)
    if (isError(count)) return count
    if (Math.abs(count) > mostCounted) return NUM
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
    return refusedCount(name, values, context) ?? context.kernel.call(name, values)
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
