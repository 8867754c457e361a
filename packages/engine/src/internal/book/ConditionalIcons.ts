/**
 * The icons that conditional formats show in cells.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as A1Reference from "../parts/A1Reference.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Calculating from "./Calculating.js"
import type { State, WorksheetState } from "./State.js"

/** An icon by the name of its set in the workbook API, and its index. */
export interface Icon {
  readonly set: string
  readonly index: number
}

/** Returns the least value of an icon, and whether that value itself belongs to the icon. */
interface Threshold {
  readonly value: number
  readonly inclusive: boolean
}

interface Rule {
  readonly areas: ReadonlyArray<Area.Area>
  readonly priority: number
  readonly set: string
  readonly reversed: boolean
  readonly thresholds: ReadonlyArray<Threshold>
  /** The icons of a custom set. */
  readonly icons: ReadonlyArray<Icon>
}

const counts: Readonly<Record<string, string>> = { 3: "Three", 4: "Four", 5: "Five" }

const setName = (name: string): string => (counts[name.slice(0, 1)] ?? "") + name.slice(1)

function* elements(text: string, within: Iterable<Xml.Element>, name: string): Generator<Xml.Element> {
  for (const element of within) {
    if (element.name === name) yield element
    else yield* elements(text, Xml.children(text, element), name)
  }
}

const contentOf = (text: string, element: Xml.Element | undefined): string | undefined =>
  element && Xml.content(text, element.contentStart, element.contentEnd)

const areasOf = (text: string, format: Xml.Element): ReadonlyArray<Area.Area> => {
  const ranges = Xml.attribute(Xml.startTag(text, format), "sqref") ?? contentOf(text, Xml.child(text, format, "sqref"))
  return (ranges ?? "").split(/\s+/).flatMap((range) => A1Reference.parse(range) ?? [])
}

const numbersIn = ({ part }: WorksheetState, areas: ReadonlyArray<Area.Area>): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (const area of areas) {
    for (const [row, column] of Areas.cells(part.data, area)) {
      const value = SheetPart.value(part, row, column)
      if (typeof value === "number") found.push(value)
    }
  }
  return found.sort((a, b) => a - b)
}

const percentile = (sorted: ReadonlyArray<number>, share: number): number => {
  const position = share * (sorted.length - 1)
  const lower = sorted[Math.floor(position)] ?? 0
  return lower + (position - Math.floor(position)) * ((sorted[Math.ceil(position)] ?? lower) - lower)
}

/** Returns the rules with icons of a sheet, the most important one first. */
const rulesOf = (state: State, sheet: WorksheetState): ReadonlyArray<Rule> => {
  const { tail } = sheet.part
  const calculation = Calculating.calculationOf(state)
  const sheetIndex = state.sheets.indexOf(sheet)
  const rules: Array<Rule> = []
  for (const format of elements(tail, Xml.siblings(tail, 0, tail.length), "conditionalFormatting")) {
    const areas = areasOf(tail, format)
    const [first] = areas
    for (const rule of Xml.children(tail, format)) {
      const icons = rule.name === "cfRule" ? Xml.child(tail, rule, "iconSet") : undefined
      if (icons === undefined || first === undefined) continue
      const sorted = numbersIn(sheet, areas)
      const evaluate = (text: string): number => {
        if (text.trim() !== "" && !Number.isNaN(Number(text))) return Number(text)
        const value = calculation.evaluateText(text.replace(/^=/, ""), sheetIndex, first.top, first.left)
        const single = typeof value === "object" && Array.isArray(value) ? value[0]?.[0] : value
        return typeof single === "number" ? single : Number.NaN
      }
      const [least, greatest] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
      const thresholds: Array<Threshold> = []
      const custom: Array<Icon> = []
      for (const element of Xml.children(tail, icons)) {
        const tag = Xml.startTag(tail, element)
        if (element.name === "cfIcon") {
          custom.push({
            set: setName(Xml.attribute(tag, "iconSet") ?? ""),
            index: Number(Xml.attribute(tag, "iconId") ?? 0)
          })
        }
        if (element.name !== "cfvo") continue
        const value = evaluate(Xml.attribute(tag, "val") ?? contentOf(tail, Xml.child(tail, element, "f")) ?? "0")
        const kind = Xml.attribute(tag, "type")
        thresholds.push({
          value: kind === "percent"
            ? least + (greatest - least) * value / 100
            : kind === "percentile"
            ? percentile(sorted, value / 100)
            : kind === "min"
            ? least
            : kind === "max"
            ? greatest
            : value,
          inclusive: Xml.booleanAttribute(tag, "gte", true)
        })
      }
      const tag = Xml.startTag(tail, icons)
      rules.push({
        areas,
        priority: Number(Xml.attribute(Xml.startTag(tail, rule), "priority") ?? 0),
        set: setName(Xml.attribute(tag, "iconSet") ?? "3TrafficLights1"),
        reversed: Xml.booleanAttribute(tag, "reverse"),
        thresholds,
        icons: Xml.booleanAttribute(tag, "custom") ? custom : []
      })
    }
  }
  return rules.sort((a, b) => a.priority - b.priority)
}

/** Returns a function that returns the icon of a cell. */
export const make = (state: State, sheet: WorksheetState): (row: number, column: number) => Icon | undefined => {
  const rules = rulesOf(state, sheet)
  return (row, column) => {
    const value = SheetPart.value(sheet.part, row, column)
    const rule = rules.find(({ areas }) => areas.some((area) => Area.containsCell(area, row, column)))
    if (rule === undefined || typeof value !== "number") return undefined
    const { icons, reversed, set, thresholds } = rule
    let index = 0
    for (const [at, threshold] of thresholds.entries()) {
      if (at > 0 && (threshold.inclusive ? value >= threshold.value : value > threshold.value)) index = at
    }
    const shown = reversed ? thresholds.length - 1 - index : index
    return icons[shown] ?? { set, index: shown }
  }
}
