/**
 * The formats of the cells of a copied worksheet.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as FormatProtection from "@effect-workbook/schema/FormatProtection"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as RangeBorder from "@effect-workbook/schema/RangeBorder"
import * as RangeFill from "@effect-workbook/schema/RangeFill"
import * as RangeFont from "@effect-workbook/schema/RangeFont"
import * as RangeFormat from "@effect-workbook/schema/RangeFormat"
import * as Resource from "@effect-workbook/schema/Resource"
import * as Effect from "effect/Effect"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as Query from "../Query.js"
import * as WorkbookSession from "../WorkbookSession.js"
import { join, type Uniform } from "./areas.js"
import type { At } from "./cells.js"

/** Properties of a format. `null` is a property that is not the same for all cells. */
type Properties = Readonly<Record<string, string | number | boolean | null>>

type Part = "format" | "fill" | "font" | "protection"

/**
 * The format of an area.
 *
 * @internal
 */
export interface Look extends Readonly<Record<Part, Properties>> {
  readonly borders: Readonly<Record<string, Properties>>
}

const selection = Resource.pick(RangeFormat.RangeFormat, {
  select: ["horizontalAlignment", "verticalAlignment", "wrapText"],
  expand: {
    borders: Resource.pick(RangeBorder.RangeBorder, { select: ["id", "style", "color", "weight"] }),
    fill: Resource.pick(RangeFill.RangeFill, { select: ["color"] }),
    font: Resource.pick(RangeFont.RangeFont, { select: ["bold", "color", "italic", "name", "size", "underline"] }),
    protection: Resource.pick(FormatProtection.FormatProtection, { select: ["formulaHidden", "locked"] })
  }
})

const formatOf = (range: ReturnType<At>) => Navigation.property(range, "format")

/**
 * Reads the format of a range in one request.
 *
 * @internal
 */
export const read = (range: ReturnType<At>): Query.Read<Look> =>
  Effect.map(
    Query.read(Catalogue.rangeFormat.get, formatOf(range), selection),
    ({ borders, fill, font, protection, ...format }) => ({
      format,
      fill: { ...fill },
      font: { ...font },
      protection: { ...protection },
      borders: Record.fromEntries(borders.map(({ id, ...border }) => [id, border]))
    })
  )

const sizes = Resource.pick(RangeFormat.RangeFormat, { select: ["columnWidth", "rowHeight"] })

/**
 * Reads the width of the columns and the height of the rows of a range.
 *
 * @internal
 */
export const readSizes = (range: ReturnType<At>) => Query.read(Catalogue.rangeFormat.get, formatOf(range), sizes)

/**
 * Changes the alignment and the sizes of a range.
 *
 * @internal
 */
export const update = (range: ReturnType<At>, changes: RangeFormat.Update) =>
  WorkbookSession.call(Catalogue.rangeFormat.update, formatOf(range), changes)

const isUniform = (properties: Properties): boolean => Object.values(properties).every((value) => value !== null)

const isLine = ({ style }: Properties): boolean => style !== "None"

/** Whether an area has a border of this side: there is nothing between the rows of one row. */
const hasSide = (area: Area.Area, side: string): boolean =>
  side === "InsideHorizontal" ? area.top < area.bottom : side !== "InsideVertical" || area.left < area.right

/**
 * Whether a format is that of all cells of an area.
 *
 * @internal
 */
export const isOfAllCells = ({ borders, ...parts }: Look, area: Area.Area): boolean =>
  Object.values(parts).every(isUniform) &&
  Object.entries(borders).every(([side, border]) => !hasSide(area, side) || !isLine(border) || isUniform(border))

/** The properties that differ from those of blank cells, if the update accepts them. */
const changesOf = <Update>(schema: Schema.Schema<Update>, properties: Properties, blank: Properties = {}) => {
  const isUpdate = Schema.is(schema)
  const changes: unknown = Record.filter(
    properties,
    (value, name) => value !== null && value !== blank[name] && isUpdate({ [name]: value })
  )
  return isUpdate(changes) && Object.keys(changes ?? {}).length > 0 ? changes : undefined
}

/** Joins the areas that get the same changes, so that they are written in one request. */
const grouped = <Update>(
  areas: ReadonlyArray<readonly [Area.Area, Update | undefined]>,
  directions: ReadonlyArray<"down" | "across">
): ReadonlyArray<readonly [Area.Area, Update]> => {
  const groups = new Map<string, { readonly changes: Update; readonly areas: Array<Area.Area> }>()
  for (const [area, changes] of areas) {
    if (changes === undefined) continue
    const key = JSON.stringify(changes)
    const group = groups.get(key) ?? { changes, areas: [] }
    group.areas.push(area)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ areas, changes }) =>
    directions.reduce<ReadonlyArray<Area.Area>>(join, areas).map((area) => [area, changes] as const)
  )
}

/** The cells along a side, and the directions in which areas with the same border can be joined. */
const strip = (
  side: RangeBorder.Side,
  area: Area.Area
): readonly [Area.Area, ReadonlyArray<"down" | "across">] => {
  switch (side) {
    case "EdgeTop":
      return [{ ...area, bottom: area.top }, ["across"]]
    case "EdgeBottom":
      return [{ ...area, top: area.bottom }, ["across"]]
    case "InsideHorizontal":
      return [area, ["across"]]
    case "EdgeLeft":
      return [{ ...area, right: area.left }, ["down"]]
    case "EdgeRight":
      return [{ ...area, left: area.right }, ["down"]]
    case "InsideVertical":
      return [area, ["down"]]
    default:
      return [area, ["down", "across"]]
  }
}

/**
 * Writes formats where they differ from those of blank cells.
 *
 * @internal
 */
export const write = (
  at: At,
  uniform: ReadonlyArray<Uniform<Look>>,
  blank: Look
) =>
  Effect.gen(function*() {
    const changed = <Update>(part: Part, schema: Schema.Schema<Update>) =>
      grouped(
        uniform.map(({ area, look }) => [area, changesOf(schema, look[part], blank[part])] as const),
        ["down", "across"]
      )
    for (const [area, changes] of changed("format", RangeFormat.Update)) {
      yield* update(at(area), changes)
    }
    for (const [area, changes] of changed("font", RangeFont.Update)) {
      yield* WorkbookSession.call(Catalogue.rangeFont.update, Navigation.property(formatOf(at(area)), "font"), changes)
    }
    for (const [area, changes] of changed("fill", RangeFill.Update)) {
      yield* WorkbookSession.call(Catalogue.rangeFill.update, Navigation.property(formatOf(at(area)), "fill"), changes)
    }
    for (const [area, changes] of changed("protection", FormatProtection.Update)) {
      yield* WorkbookSession.call(
        Catalogue.formatProtection.update,
        Navigation.property(formatOf(at(area)), "protection"),
        changes
      )
    }
    for (const side of RangeBorder.Side.literals) {
      const borders = uniform.map(({ area, look: { borders } }) => {
        const border = borders[side]
        return [
          strip(side, area)[0],
          border !== undefined && hasSide(area, side) && isLine(border)
            ? changesOf(RangeBorder.Update, border)
            : undefined
        ] as const
      })
      const [, directions] = strip(side, Area.cell(0, 0))
      for (const [area, changes] of grouped(borders, directions)) {
        yield* WorkbookSession.call(
          Catalogue.rangeBorder.update,
          Navigation.member(Navigation.property(formatOf(at(area)), "borders"), side),
          changes
        )
      }
    }
  })
