/**
 * The scale of an axis: its least and greatest number and its units, as set or as Excel chooses them.
 *
 * @since 0.1.0
 */
import * as XmlTree from "../../package/XmlTree.js"
import { refuse } from "../../refusal.js"
import * as ChartPart from "./ChartPart.js"

/** The numbers of an axis. All are `null` for an axis with categories. */
export interface Scale {
  readonly minimum: number | null
  readonly maximum: number | null
  readonly majorUnit: number | null
  readonly minorUnit: number | null
}

/** The changes of an axis. Excel chooses a number for `"auto"`. */
export type Changes = { readonly [Name in keyof Scale]?: number | "auto" | undefined }

/** The least and the greatest number that an axis shows. */
export interface Extent {
  readonly least: number
  readonly greatest: number
}

/** The numbers that the axis sets. */
const fixed = (axis: XmlTree.Node): Partial<Scale> => {
  const numberOf = (node: XmlTree.Node | undefined, name: string): number | undefined => {
    const value = Number(ChartPart.valueOf(node, name) ?? Number.NaN)
    return Number.isFinite(value) ? value : undefined
  }
  const scaling = XmlTree.find(axis, "scaling")
  return Object.fromEntries(
    Object.entries({
      minimum: numberOf(scaling, "min"),
      maximum: numberOf(scaling, "max"),
      majorUnit: numberOf(axis, "majorUnit"),
      minorUnit: numberOf(axis, "minorUnit")
    }).filter(([, value]) => value !== undefined)
  )
}

/** The least of 1, 2, 5 and their multiples by powers of ten that is not less than a number. */
const niceUnit = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least))
  const unit = [1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10
  return Number((unit * power).toPrecision(12))
}

/** The number of units that an automatic axis has at most. */
const maxUnits = 10

const rounded = (value: number): number => Number(value.toPrecision(12))

/**
 * Chooses a scale like Excel: it begins at zero unless the numbers differ by less than a sixth of the greatest one, and
 * leaves room of a twentieth at the ends.
 */
const automatic = ({ greatest, least }: Extent, set: Partial<Scale>): Scale => {
  const isFlat = greatest === least
  const high = isFlat && greatest === 0 ? 1 : greatest
  const startsAtZero = isFlat || least <= 0 || high - least > high / 6
  const endsAtZero = greatest <= 0 && least < 0 && (isFlat || Math.abs(greatest) <= Math.abs(least) * 5 / 6)
  const spread = (high - least) / 20
  const from = set.minimum ?? (least >= 0 && startsAtZero ? 0 : least - spread)
  const to = set.maximum ?? (endsAtZero ? 0 : high + (isFlat && high > 0 ? high : high - Math.min(from, high)) / 20)
  const majorUnit = set.majorUnit ?? niceUnit(Math.max(to - from, Number.MIN_VALUE * 1e10) / maxUnits)
  return {
    minimum: set.minimum ?? rounded(Math.floor(from / majorUnit + 1e-9) * majorUnit),
    maximum: set.maximum ?? rounded(Math.ceil(to / majorUnit - 1e-9) * majorUnit),
    majorUnit,
    minorUnit: set.minorUnit ?? rounded(majorUnit / 5)
  }
}

const isNumeric = (axis: XmlTree.Node): boolean => axis.name === "valAx" || axis.name === "dateAx"

/** Returns the scale of an axis. `extent` are the numbers that it shows. */
export const scaleOf = (axis: XmlTree.Node, extent: () => Extent): Scale => {
  if (!isNumeric(axis)) return { minimum: null, maximum: null, majorUnit: null, minorUnit: null }
  const set = fixed(axis)
  return axis.name === "dateAx"
    ? { minimum: null, maximum: null, majorUnit: null, minorUnit: null, ...set }
    : automatic(extent(), set)
}

const { axis: axisSequence, scaling: scalingSequence } = ChartPart.sequences

/** Changes the scale of an axis. */
export const update = (part: ChartPart.ChartPart, axis: XmlTree.Node, changes: Changes): void => {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  if (given.length === 0) return
  if (!isNumeric(axis)) {
    refuse("invalidArgument", `The axis has categories and no numbers, so its ${given[0]?.[0]} cannot be set.`)
  }
  const set = (
    parent: XmlTree.Node,
    name: `c:${string}`,
    value: number | "auto" | undefined,
    sequence: ReadonlyArray<string>
  ) => {
    if (value === "auto") XmlTree.remove(parent, XmlTree.find(parent, name.slice(2)))
    else if (value !== undefined) ChartPart.setValue(part, parent, name, value, sequence)
  }
  for (const name of ["majorUnit", "minorUnit"] as const) {
    const value = changes[name]
    if (typeof value === "number" && value <= 0) {
      refuse("invalidArgument", `The ${name} ${value} is not valid: expected a number greater than 0.`)
    }
    set(axis, `c:${name}`, value, axisSequence)
  }
  const scaling = ChartPart.ensure(part, axis, "c:scaling", axisSequence)
  set(scaling, "c:max", changes.maximum, scalingSequence)
  set(scaling, "c:min", changes.minimum, scalingSequence)
  const { majorUnit, maximum, minimum, minorUnit } = fixed(axis)
  if (minimum !== undefined && maximum !== undefined && minimum !== null && maximum !== null && minimum >= maximum) {
    refuse(
      "invalidArgument",
      `The minimum ${minimum} is not valid: expected a number less than the maximum ${maximum}.`
    )
  }
  if (
    majorUnit !== undefined && minorUnit !== undefined && majorUnit !== null && minorUnit !== null &&
    minorUnit > majorUnit
  ) {
    refuse(
      "invalidArgument",
      `The minorUnit ${minorUnit} is not valid: expected at most the majorUnit ${majorUnit}.`
    )
  }
}
