/**
 * Converts the bodies of updates of charts and of their parts to changes. A body may contain the updates of parts.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import type * as Chart from "@effect-workbook/schema/Chart"
import type * as ChartAxis from "@effect-workbook/schema/ChartAxis"
import type * as ChartFormat from "@effect-workbook/schema/ChartFormat"
import type * as ChartSeries from "@effect-workbook/schema/ChartSeries"
import * as Either from "effect/Either"
import * as Colors from "./Colors.js"
import type * as Failure from "./Failure.js"

export type Result = Either.Either<ReadonlyArray<Model.ChartChange>, Failure.Failure>

const none: Result = Either.right([])

const all = (...results: ReadonlyArray<Result>): Result => Either.map(Either.all(results), (changes) => changes.flat())

/** Converts the update of a part, if the body contains it. */
const part = <Update>(update: Update | undefined, convert: (update: Update) => Result): Result =>
  update === undefined ? none : convert(update)

export const ofFont = ({ color, ...font }: ChartFormat.FontUpdate, of: Model.ChartElement): Result =>
  Either.map(
    color === undefined ? Either.right(undefined) : Colors.parse("color", color),
    (color) => [{ kind: "font", of, ...font, color }]
  )

export const ofLine = ({ color }: ChartFormat.LineFormatUpdate, of: Model.ChartElement): Result =>
  color === undefined ? none : Either.map(Colors.parse("color", color), (color) => [{ kind: "line", of, color }])

interface FormatUpdate {
  readonly font?: ChartFormat.FontUpdate | undefined
  readonly line?: ChartFormat.LineFormatUpdate | undefined
}

const ofFormat = (format: FormatUpdate | undefined, of: Model.ChartElement): Result =>
  all(part(format?.font, (font) => ofFont(font, of)), part(format?.line, (line) => ofLine(line, of)))

export const ofTitle = ({ format, ...title }: Chart.TitleUpdate): Result =>
  all(Either.right([{ kind: "title", ...title }]), ofFormat(format, { kind: "title" }))

export const ofLegend = ({ format, ...legend }: Chart.LegendUpdate): Result =>
  all(Either.right([{ kind: "legend", ...legend }]), ofFormat(format, { kind: "legend" }))

export const ofDataLabels = ({ format, ...labels }: Chart.DataLabelsUpdate): Result =>
  all(Either.right([{ kind: "dataLabels", ...labels }]), ofFormat(format, { kind: "dataLabels" }))

export const ofAxisTitle = ({ format, ...title }: ChartAxis.TitleUpdate, axis: Model.ChartAxisKind): Result =>
  all(Either.right([{ kind: "axisTitle", axis, ...title }]), ofFormat(format, { kind: "axisTitle", axis }))

export const ofGridlines = (
  { format, visible }: ChartAxis.GridlinesUpdate,
  axis: Model.ChartAxisKind,
  lines: "major" | "minor"
): Result =>
  all(
    Either.right([{ kind: "gridlines", axis, lines, visible }]),
    ofFormat(format, { kind: lines === "major" ? "majorGridlines" : "minorGridlines", axis })
  )

/** An empty text lets Excel choose the number. */
const scaleNumber = (value: number | "" | undefined): number | "auto" | undefined => value === "" ? "auto" : value

export const ofAxis = (
  { format, majorGridlines, majorUnit, maximum, minimum, minorGridlines, minorUnit, title }: ChartAxis.Update,
  axis: Model.ChartAxisKind
): Result =>
  all(
    Either.right([{
      kind: "axis",
      axis,
      majorUnit: scaleNumber(majorUnit),
      maximum: scaleNumber(maximum),
      minimum: scaleNumber(minimum),
      minorUnit: scaleNumber(minorUnit)
    }]),
    ofFormat(format, { kind: "axis", axis }),
    part(majorGridlines, (update) => ofGridlines(update, axis, "major")),
    part(minorGridlines, (update) => ofGridlines(update, axis, "minor")),
    part(title, (update) => ofAxisTitle(update, axis))
  )

export const ofSeries = ({ format, name }: ChartSeries.Update, series: number): Result =>
  all(Either.right([{ kind: "series", series, name }]), ofFormat(format, { kind: "series", series }))

export const ofChart = ({ axes, dataLabels, format, legend, title, ...chart }: Chart.Update): Result =>
  all(
    Either.right([{ kind: "chart", ...chart }]),
    part(axes?.categoryAxis, (update) => ofAxis(update, "category")),
    part(axes?.seriesAxis, (update) => ofAxis(update, "series")),
    part(axes?.valueAxis, (update) => ofAxis(update, "value")),
    part(dataLabels, ofDataLabels),
    ofFormat(format, { kind: "area" }),
    part(legend, ofLegend),
    part(title, ofTitle)
  )
