/**
 * The worksheet functions that the service can calculate: their names, and their parameters in order.
 *
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

const signatures = {
  abs: ["number"],
  accrInt: ["issue", "firstInterest", "settlement", "rate", "par", "frequency", "basis", "calcMethod"],
  accrIntM: ["issue", "settlement", "rate", "par", "basis"],
  acos: ["number"],
  acosh: ["number"],
  acot: ["number"],
  acoth: ["number"],
  amorDegrc: ["cost", "datePurchased", "firstPeriod", "salvage", "period", "rate", "basis"],
  amorLinc: ["cost", "datePurchased", "firstPeriod", "salvage", "period", "rate", "basis"],
  and: ["values"],
  arabic: ["text"],
  areas: ["reference"],
  asc: ["text"],
  asin: ["number"],
  asinh: ["number"],
  atan: ["number"],
  atan2: ["xNum", "yNum"],
  atanh: ["number"],
  aveDev: ["values"],
  average: ["values"],
  averageA: ["values"],
  averageIf: ["range", "criteria", "averageRange"],
  averageIfs: ["averageRange", "values"],
  bahtText: ["number"],
  base: ["number", "radix", "minLength"],
  besselI: ["x", "n"],
  besselJ: ["x", "n"],
  besselK: ["x", "n"],
  besselY: ["x", "n"],
  beta_Dist: ["x", "alpha", "beta", "cumulative", "A", "B"],
  beta_Inv: ["probability", "alpha", "beta", "A", "B"],
  bin2Dec: ["number"],
  bin2Hex: ["number", "places"],
  bin2Oct: ["number", "places"],
  binom_Dist: ["numberS", "trials", "probabilityS", "cumulative"],
  binom_Dist_Range: ["trials", "probabilityS", "numberS", "numberS2"],
  binom_Inv: ["trials", "probabilityS", "alpha"],
  bitand: ["number1", "number2"],
  bitlshift: ["number", "shiftAmount"],
  bitor: ["number1", "number2"],
  bitrshift: ["number", "shiftAmount"],
  bitxor: ["number1", "number2"],
  ceiling_Math: ["number", "significance", "mode"],
  ceiling_Precise: ["number", "significance"],
  char: ["number"],
  chiSq_Dist: ["x", "degFreedom", "cumulative"],
  chiSq_Dist_RT: ["x", "degFreedom"],
  chiSq_Inv: ["probability", "degFreedom"],
  chiSq_Inv_RT: ["probability", "degFreedom"],
  choose: ["indexNum", "values"],
  clean: ["text"],
  code: ["text"],
  columns: ["array"],
  combin: ["number", "numberChosen"],
  combina: ["number", "numberChosen"],
  complex: ["realNum", "iNum", "suffix"],
  concatenate: ["values"],
  confidence_Norm: ["alpha", "standardDev", "size"],
  confidence_T: ["alpha", "standardDev", "size"],
  convert: ["number", "fromUnit", "toUnit"],
  cos: ["number"],
  cosh: ["number"],
  cot: ["number"],
  coth: ["number"],
  count: ["values"],
  countA: ["values"],
  countBlank: ["range"],
  countIf: ["range", "criteria"],
  countIfs: ["values"],
  coupDayBs: ["settlement", "maturity", "frequency", "basis"],
  coupDays: ["settlement", "maturity", "frequency", "basis"],
  coupDaysNc: ["settlement", "maturity", "frequency", "basis"],
  coupNcd: ["settlement", "maturity", "frequency", "basis"],
  coupNum: ["settlement", "maturity", "frequency", "basis"],
  coupPcd: ["settlement", "maturity", "frequency", "basis"],
  csc: ["number"],
  csch: ["number"],
  cumIPmt: ["rate", "nper", "pv", "startPeriod", "endPeriod", "type"],
  cumPrinc: ["rate", "nper", "pv", "startPeriod", "endPeriod", "type"],
  date: ["year", "month", "day"],
  datevalue: ["dateText"],
  daverage: ["database", "field", "criteria"],
  day: ["serialNumber"],
  days: ["endDate", "startDate"],
  days360: ["startDate", "endDate", "method"],
  db: ["cost", "salvage", "life", "period", "month"],
  dbcs: ["text"],
  dcount: ["database", "field", "criteria"],
  dcountA: ["database", "field", "criteria"],
  ddb: ["cost", "salvage", "life", "period", "factor"],
  dec2Bin: ["number", "places"],
  dec2Hex: ["number", "places"],
  dec2Oct: ["number", "places"],
  decimal: ["number", "radix"],
  degrees: ["angle"],
  delta: ["number1", "number2"],
  devSq: ["values"],
  dget: ["database", "field", "criteria"],
  disc: ["settlement", "maturity", "pr", "redemption", "basis"],
  dmax: ["database", "field", "criteria"],
  dmin: ["database", "field", "criteria"],
  dollar: ["number", "decimals"],
  dollarDe: ["fractionalDollar", "fraction"],
  dollarFr: ["decimalDollar", "fraction"],
  dproduct: ["database", "field", "criteria"],
  dstDev: ["database", "field", "criteria"],
  dstDevP: ["database", "field", "criteria"],
  dsum: ["database", "field", "criteria"],
  duration: ["settlement", "maturity", "coupon", "yld", "frequency", "basis"],
  dvar: ["database", "field", "criteria"],
  dvarP: ["database", "field", "criteria"],
  ecma_Ceiling: ["number", "significance"],
  edate: ["startDate", "months"],
  effect: ["nominalRate", "npery"],
  eoMonth: ["startDate", "months"],
  erf: ["lowerLimit", "upperLimit"],
  erfC: ["x"],
  erfC_Precise: ["X"],
  erf_Precise: ["X"],
  error_Type: ["errorVal"],
  even: ["number"],
  exact: ["text1", "text2"],
  exp: ["number"],
  expon_Dist: ["x", "lambda", "cumulative"],
  f_Dist: ["x", "degFreedom1", "degFreedom2", "cumulative"],
  f_Dist_RT: ["x", "degFreedom1", "degFreedom2"],
  f_Inv: ["probability", "degFreedom1", "degFreedom2"],
  f_Inv_RT: ["probability", "degFreedom1", "degFreedom2"],
  fact: ["number"],
  factDouble: ["number"],
  false: [],
  find: ["findText", "withinText", "startNum"],
  findB: ["findText", "withinText", "startNum"],
  fisher: ["x"],
  fisherInv: ["y"],
  fixed: ["number", "decimals", "noCommas"],
  floor_Math: ["number", "significance", "mode"],
  floor_Precise: ["number", "significance"],
  fv: ["rate", "nper", "pmt", "pv", "type"],
  fvschedule: ["principal", "schedule"],
  gamma: ["x"],
  gammaLn: ["x"],
  gammaLn_Precise: ["x"],
  gamma_Dist: ["x", "alpha", "beta", "cumulative"],
  gamma_Inv: ["probability", "alpha", "beta"],
  gauss: ["x"],
  gcd: ["values"],
  geStep: ["number", "step"],
  geoMean: ["values"],
  harMean: ["values"],
  hex2Bin: ["number", "places"],
  hex2Dec: ["number"],
  hex2Oct: ["number", "places"],
  hlookup: ["lookupValue", "tableArray", "rowIndexNum", "rangeLookup"],
  hour: ["serialNumber"],
  hypGeom_Dist: ["sampleS", "numberSample", "populationS", "numberPop", "cumulative"],
  hyperlink: ["linkLocation", "friendlyName"],
  if: ["logicalTest", "valueIfTrue", "valueIfFalse"],
  imAbs: ["inumber"],
  imArgument: ["inumber"],
  imConjugate: ["inumber"],
  imCos: ["inumber"],
  imCosh: ["inumber"],
  imCot: ["inumber"],
  imCsc: ["inumber"],
  imCsch: ["inumber"],
  imDiv: ["inumber1", "inumber2"],
  imExp: ["inumber"],
  imLn: ["inumber"],
  imLog10: ["inumber"],
  imLog2: ["inumber"],
  imPower: ["inumber", "number"],
  imProduct: ["values"],
  imReal: ["inumber"],
  imSec: ["inumber"],
  imSech: ["inumber"],
  imSin: ["inumber"],
  imSinh: ["inumber"],
  imSqrt: ["inumber"],
  imSub: ["inumber1", "inumber2"],
  imSum: ["values"],
  imTan: ["inumber"],
  imaginary: ["inumber"],
  int: ["number"],
  intRate: ["settlement", "maturity", "investment", "redemption", "basis"],
  ipmt: ["rate", "per", "nper", "pv", "fv", "type"],
  irr: ["values", "guess"],
  isErr: ["value"],
  isError: ["value"],
  isEven: ["number"],
  isFormula: ["reference"],
  isLogical: ["value"],
  isNA: ["value"],
  isNonText: ["value"],
  isNumber: ["value"],
  isOdd: ["number"],
  isText: ["value"],
  isoWeekNum: ["date"],
  iso_Ceiling: ["number", "significance"],
  ispmt: ["rate", "per", "nper", "pv"],
  isref: ["value"],
  kurt: ["values"],
  large: ["array", "k"],
  lcm: ["values"],
  left: ["text", "numChars"],
  leftb: ["text", "numBytes"],
  len: ["text"],
  lenb: ["text"],
  ln: ["number"],
  log: ["number", "base"],
  log10: ["number"],
  logNorm_Dist: ["x", "mean", "standardDev", "cumulative"],
  logNorm_Inv: ["probability", "mean", "standardDev"],
  lookup: ["lookupValue", "lookupVector", "resultVector"],
  lower: ["text"],
  match: ["lookupValue", "lookupArray", "matchType"],
  max: ["values"],
  maxA: ["values"],
  mduration: ["settlement", "maturity", "coupon", "yld", "frequency", "basis"],
  median: ["values"],
  mid: ["text", "startNum", "numChars"],
  midb: ["text", "startNum", "numBytes"],
  min: ["values"],
  minA: ["values"],
  minute: ["serialNumber"],
  mirr: ["values", "financeRate", "reinvestRate"],
  mod: ["number", "divisor"],
  month: ["serialNumber"],
  mround: ["number", "multiple"],
  multiNomial: ["values"],
  n: ["value"],
  na: [],
  negBinom_Dist: ["numberF", "numberS", "probabilityS", "cumulative"],
  networkDays: ["startDate", "endDate", "holidays"],
  networkDays_Intl: ["startDate", "endDate", "weekend", "holidays"],
  nominal: ["effectRate", "npery"],
  norm_Dist: ["x", "mean", "standardDev", "cumulative"],
  norm_Inv: ["probability", "mean", "standardDev"],
  norm_S_Dist: ["z", "cumulative"],
  norm_S_Inv: ["probability"],
  not: ["logical"],
  now: [],
  nper: ["rate", "pmt", "pv", "fv", "type"],
  npv: ["rate", "values"],
  numberValue: ["text", "decimalSeparator", "groupSeparator"],
  oct2Bin: ["number", "places"],
  oct2Dec: ["number"],
  oct2Hex: ["number", "places"],
  odd: ["number"],
  oddFPrice: ["settlement", "maturity", "issue", "firstCoupon", "rate", "yld", "redemption", "frequency", "basis"],
  oddFYield: ["settlement", "maturity", "issue", "firstCoupon", "rate", "pr", "redemption", "frequency", "basis"],
  oddLPrice: ["settlement", "maturity", "lastInterest", "rate", "yld", "redemption", "frequency", "basis"],
  oddLYield: ["settlement", "maturity", "lastInterest", "rate", "pr", "redemption", "frequency", "basis"],
  or: ["values"],
  pduration: ["rate", "pv", "fv"],
  percentRank_Exc: ["array", "x", "significance"],
  percentRank_Inc: ["array", "x", "significance"],
  percentile_Exc: ["array", "k"],
  percentile_Inc: ["array", "k"],
  permut: ["number", "numberChosen"],
  permutationa: ["number", "numberChosen"],
  phi: ["x"],
  pi: [],
  pmt: ["rate", "nper", "pv", "fv", "type"],
  poisson_Dist: ["x", "mean", "cumulative"],
  power: ["number", "power"],
  ppmt: ["rate", "per", "nper", "pv", "fv", "type"],
  price: ["settlement", "maturity", "rate", "yld", "redemption", "frequency", "basis"],
  priceDisc: ["settlement", "maturity", "discount", "redemption", "basis"],
  priceMat: ["settlement", "maturity", "issue", "rate", "yld", "basis"],
  product: ["values"],
  proper: ["text"],
  pv: ["rate", "nper", "pmt", "fv", "type"],
  quartile_Exc: ["array", "quart"],
  quartile_Inc: ["array", "quart"],
  quotient: ["numerator", "denominator"],
  radians: ["angle"],
  rand: [],
  randBetween: ["bottom", "top"],
  rank_Avg: ["number", "ref", "order"],
  rank_Eq: ["number", "ref", "order"],
  rate: ["nper", "pmt", "pv", "fv", "type", "guess"],
  received: ["settlement", "maturity", "investment", "discount", "basis"],
  replace: ["oldText", "startNum", "numChars", "newText"],
  replaceB: ["oldText", "startNum", "numBytes", "newText"],
  rept: ["text", "numberTimes"],
  right: ["text", "numChars"],
  rightb: ["text", "numBytes"],
  roman: ["number", "form"],
  round: ["number", "numDigits"],
  roundDown: ["number", "numDigits"],
  roundUp: ["number", "numDigits"],
  rows: ["array"],
  rri: ["nper", "pv", "fv"],
  sec: ["number"],
  sech: ["number"],
  second: ["serialNumber"],
  seriesSum: ["x", "n", "m", "coefficients"],
  sheet: ["value"],
  sheets: ["reference"],
  sign: ["number"],
  sin: ["number"],
  sinh: ["number"],
  skew: ["values"],
  skew_p: ["values"],
  sln: ["cost", "salvage", "life"],
  small: ["array", "k"],
  sqrt: ["number"],
  sqrtPi: ["number"],
  stDevA: ["values"],
  stDevPA: ["values"],
  stDev_P: ["values"],
  stDev_S: ["values"],
  standardize: ["x", "mean", "standardDev"],
  substitute: ["text", "oldText", "newText", "instanceNum"],
  subtotal: ["functionNum", "values"],
  sum: ["values"],
  sumIf: ["range", "criteria", "sumRange"],
  sumIfs: ["sumRange", "values"],
  sumSq: ["values"],
  syd: ["cost", "salvage", "life", "per"],
  t: ["value"],
  t_Dist: ["x", "degFreedom", "cumulative"],
  t_Dist_2T: ["x", "degFreedom"],
  t_Dist_RT: ["x", "degFreedom"],
  t_Inv: ["probability", "degFreedom"],
  t_Inv_2T: ["probability", "degFreedom"],
  tan: ["number"],
  tanh: ["number"],
  tbillEq: ["settlement", "maturity", "discount"],
  tbillPrice: ["settlement", "maturity", "discount"],
  tbillYield: ["settlement", "maturity", "pr"],
  text: ["value", "formatText"],
  time: ["hour", "minute", "second"],
  timevalue: ["timeText"],
  today: [],
  trim: ["text"],
  trimMean: ["array", "percent"],
  true: [],
  trunc: ["number", "numDigits"],
  type: ["value"],
  unichar: ["number"],
  unicode: ["text"],
  upper: ["text"],
  usdollar: ["number", "decimals"],
  value: ["text"],
  varA: ["values"],
  varPA: ["values"],
  var_P: ["values"],
  var_S: ["values"],
  vdb: ["cost", "salvage", "life", "startPeriod", "endPeriod", "factor", "noSwitch"],
  vlookup: ["lookupValue", "tableArray", "colIndexNum", "rangeLookup"],
  weekNum: ["serialNumber", "returnType"],
  weekday: ["serialNumber", "returnType"],
  weibull_Dist: ["x", "alpha", "beta", "cumulative"],
  workDay: ["startDate", "days", "holidays"],
  workDay_Intl: ["startDate", "days", "weekend", "holidays"],
  xirr: ["values", "dates", "guess"],
  xnpv: ["rate", "values", "dates"],
  xor: ["values"],
  year: ["serialNumber"],
  yearFrac: ["startDate", "endDate", "basis"],
  yield: ["settlement", "maturity", "rate", "pr", "redemption", "frequency", "basis"],
  yieldDisc: ["settlement", "maturity", "pr", "redemption", "basis"],
  yieldMat: ["settlement", "maturity", "issue", "rate", "pr", "basis"],
  z_Test: ["array", "x", "sigma"]
} as const

/**
 * The name of a worksheet function in the spelling of the service, such as `vlookup` or `chiSq_Dist_RT`.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookfunctions | workbookFunctions}.
 *
 * @category models
 * @since 0.1.0
 */
export type FunctionName = keyof typeof signatures

/**
 * The names of a function's parameters, in the order in which a formula takes them.
 *
 * @category models
 * @since 0.1.0
 */
export type Parameters<Name extends FunctionName> = typeof signatures[Name]

const Reference = Schema.Struct({ address: Schema.String })

/**
 * A range of the workbook as an argument of a function.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookrangereference | workbookRangeReference}.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const range: WorkbookFunction.RangeReference = { address: "Data!A1:B9" }
 * strictEqual(Schema.is(WorkbookFunction.RangeReference)(range), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeReference extends Schema.Schema.Type<typeof Reference> {}

/**
 * The schema of {@link RangeReference}. It also accepts the spelling `Address`, because the documentation uses both.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const range = Schema.decodeSync(WorkbookFunction.RangeReference)({ Address: "Data!A1:B9" })
 * deepStrictEqual(range, { address: "Data!A1:B9" })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const RangeReference: Schema.Schema<
  RangeReference,
  { readonly address: string } | { readonly Address: string }
> = Schema.Union(
  Reference,
  Schema.Struct({ Address: Schema.String }).pipe(Schema.rename({ Address: "address" }))
).annotations({ identifier: "RangeReference" })

/**
 * An argument of a function: a value, a range, rows of cell values, or a list of values and ranges for a parameter such
 * as `values` that accepts several.
 *
 * @category models
 * @since 0.1.0
 */
export type Argument = typeof Argument.Type

/**
 * The schema of {@link Argument}.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(WorkbookFunction.Argument)({ address: "Data!A1:A9" }), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Argument = Schema.Union(
  CellValue.CellValue,
  CellValue.Matrix,
  RangeReference,
  Schema.Array(Schema.Union(CellValue.CellValue, RangeReference))
).annotations({ identifier: "Argument" })

/**
 * The arguments of a function, by the names of its parameters.
 *
 * @category models
 * @since 0.1.0
 */
export type Arguments<Name extends FunctionName> = {
  readonly [Parameter in Parameters<Name>[number]]?: Argument | undefined
}

/**
 * The arguments of a function as JSON.
 *
 * @category models
 * @since 0.1.0
 */
export type ArgumentsEncoded<Name extends FunctionName> = {
  readonly [Parameter in Parameters<Name>[number]]?: typeof Argument.Encoded | undefined
}

/**
 * The schema of a function's arguments.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const args = Schema.decodeUnknownSync(WorkbookFunction.Arguments("sum"))({ values: [1, { Address: "Data!A1:A9" }] })
 * deepStrictEqual(args, { values: [1, { address: "Data!A1:A9" }] })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Arguments = <const Name extends FunctionName>(
  name: Name
): Schema.Schema<Arguments<Name>, ArgumentsEncoded<Name>> => {
  const fields = parameters(name).map((parameter) => [parameter, Schema.optional(Argument)] as const)
  return Schema.make<Arguments<Name>, ArgumentsEncoded<Name>>(
    Schema.Struct(Object.fromEntries(fields)).annotations({ identifier: `${name}Arguments` }).ast
  )
}

const isName = (name: string): name is FunctionName => Object.hasOwn(signatures, name)

/**
 * The names of all functions.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(WorkbookFunction.names.length, 366)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const names: ReadonlyArray<FunctionName> = Object.keys(signatures).filter(isName)

/**
 * The names of a function's parameters, in the order in which a formula takes them.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(
 *   WorkbookFunction.parameters("vlookup"),
 *   ["lookupValue", "tableArray", "colIndexNum", "rangeLookup"]
 * )
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const parameters = <const Name extends FunctionName>(name: Name): Parameters<Name> => signatures[name]

/**
 * The name of a function in a formula, in upper case and with dots.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(WorkbookFunction.excelName("chiSq_Dist_RT"), "CHISQ.DIST.RT")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const excelName = (name: FunctionName): string => name.toUpperCase().replaceAll("_", ".")

const byLowerCase: ReadonlyMap<string, FunctionName> = new Map(names.map((name) => [name.toLowerCase(), name]))

/**
 * Finds a function by its name in the spelling of the service. Case is ignored. `None` for any other text.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(WorkbookFunction.find("VLOOKUP"), Option.some("vlookup"))
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const find = (name: string): Option.Option<FunctionName> =>
  Option.fromNullable(byLowerCase.get(name.toLowerCase()))

/**
 * The resource that the worksheet functions belong to. It has no properties.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookfunctions | workbookFunctions}.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const functions: WorkbookFunction.Functions = {}
 * strictEqual(Schema.is(WorkbookFunction.Functions)(functions), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Functions extends Resource.ModelOf<{}> {}

/**
 * {@link Functions} as JSON.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: WorkbookFunction.FunctionsEncoded = {}
 * deepStrictEqual(Schema.decodeSync(WorkbookFunction.Functions)(json), {})
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FunctionsEncoded extends Resource.EncodedOf<{}> {}

/**
 * The schema of {@link Functions}.
 *
 * @example
 * ```ts
 * import { WorkbookFunction } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(WorkbookFunction.Functions.type, "workbookFunctions")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Functions: Resource.Resource<"workbookFunctions", Functions, FunctionsEncoded, {}, {}> = Resource.make(
  "workbookFunctions",
  { properties: {}, navigation: {} }
)
