/**
 * The picture of a chart as plain data: everything that is needed to draw it, with all values, texts, scales and colors
 * computed. It does not depend on a program that draws.
 *
 * Sizes, widths of lines and sizes of fonts are in points. Places and sizes in a {@link Frame} are shares of the chart.
 * Colors are `#RRGGBB`, or `#RRGGBBAA` if they are transparent.
 *
 * @since 0.1.0
 */

/**
 * A color, or a gradient from `offset` 0 to 1. `angle` is the direction of the gradient in degrees, clockwise from left
 * to right.
 *
 * @category models
 * @since 0.1.0
 */
export type Fill =
  | string
  | {
    readonly angle: number
    readonly stops: ReadonlyArray<{ readonly offset: number; readonly color: string }>
  }

/**
 * A line.
 *
 * @category models
 * @since 0.1.0
 */
export type Line = {
  readonly color: string
  readonly width: number
  readonly dash: "solid" | "dashed" | "dotted"
}

/**
 * A font. All fonts are drawn as if they were Calibri, so that there is no name.
 *
 * @category models
 * @since 0.1.0
 */
export type Font = {
  readonly size: number
  readonly bold: boolean
  readonly italic: boolean
  readonly color: string
}

/**
 * A text. `rotation` is in degrees clockwise, `null` if it was not set.
 *
 * @category models
 * @since 0.1.0
 */
export type Text = {
  readonly text: string
  readonly font: Font
  readonly rotation: number | null
}

/**
 * A place that was set by hand, in shares of the width and height of the chart. Without `width` and `height`, the size
 * is that of the content.
 *
 * @category models
 * @since 0.1.0
 */
export type Frame = {
  readonly left: number
  readonly top: number
  readonly width: number | null
  readonly height: number | null
}

/**
 * The scale of an axis. The labels of a linear scale are those of its minimum and of each major unit after it, and the
 * labels of a logarithmic scale are those of the powers from the minimum to the maximum.
 *
 * A label of a category is empty if it is not shown. `interval` is the number of categories from one label to the next,
 * `null` if it depends on the space. Points are `between` the tick marks or on them.
 *
 * @category models
 * @since 0.1.0
 */
export type Scale =
  | {
    readonly kind: "category"
    readonly labels: ReadonlyArray<string>
    readonly interval: number | null
    readonly between: boolean
  }
  | {
    readonly kind: "linear"
    readonly minimum: number
    readonly maximum: number
    readonly majorUnit: number
    readonly minorUnit: number
    readonly labels: ReadonlyArray<string>
  }
  | {
    readonly kind: "logarithmic"
    readonly base: number
    readonly minimum: number
    readonly maximum: number
    readonly labels: ReadonlyArray<string>
  }

/**
 * An axis of a chart. `position` is the side where the axis crosses the other one, `atZero` says that this is the zero
 * of the other axis. `labels` is `low` or `high` for labels at a fixed side of the plot.
 *
 * @category models
 * @since 0.1.0
 */
export type Axis = {
  readonly id: string
  readonly position: "bottom" | "left" | "top" | "right"
  readonly atZero: boolean
  readonly scale: Scale
  readonly reversed: boolean
  readonly visible: boolean
  readonly title: Text | null
  readonly labels: "nextTo" | "low" | "high" | "none"
  readonly labelFont: Font
  readonly labelRotation: number | null
  readonly line: Line | null
  readonly ticks: "none" | "inside" | "outside" | "cross"
  readonly majorGridlines: Line | null
  readonly minorGridlines: Line | null
}

/**
 * The markers of the points of a series. `size` is the width.
 *
 * @category models
 * @since 0.1.0
 */
export type Marker = {
  readonly symbol: "circle" | "dash" | "diamond" | "dot" | "plus" | "square" | "star" | "triangle" | "x"
  readonly size: number
  readonly fill: Fill | null
  readonly line: Line | null
}

/**
 * The labels of the points of a series. A text is `null` for a point without a label.
 *
 * @category models
 * @since 0.1.0
 */
export type DataLabels = {
  readonly texts: ReadonlyArray<string | null>
  readonly position:
    | "center"
    | "insideEnd"
    | "insideBase"
    | "outsideEnd"
    | "left"
    | "right"
    | "top"
    | "bottom"
    | "bestFit"
  readonly font: Font
}

/**
 * A point that does not look like the others of its series. `explosion` is the distance of a slice from the center, in
 * shares of the radius.
 *
 * @category models
 * @since 0.1.0
 */
export type Point = {
  readonly index: number
  readonly fill: Fill | null
  readonly line: Line | null
  readonly marker: Marker | null
  readonly explosion: number
}

/**
 * A series. `order` is its place in the legend. `x` are the x values of scatter and bubble charts, and `sizes` those of
 * bubbles. `connected` says whether lines run over missing values.
 *
 * @category models
 * @since 0.1.0
 */
export type Series = {
  readonly name: string
  readonly order: number
  readonly values: ReadonlyArray<number | null>
  readonly x: ReadonlyArray<number | null>
  readonly sizes: ReadonlyArray<number | null>
  readonly fill: Fill | null
  readonly negativeFill: Fill | null
  readonly line: Line | null
  readonly marker: Marker | null
  readonly smooth: boolean
  readonly connected: boolean
  readonly points: ReadonlyArray<Point>
  readonly labels: DataLabels | null
}

/**
 * Series of one kind. `gapWidth` and `overlap` are in shares of the width of a bar, `firstAngle` is in degrees clockwise
 * from the top, and `holeSize` in shares of the radius. `axes` are the ids of the category or x axis and of the value
 * axis, if there are axes.
 *
 * In a group of lines, a `highLowLine` connects the greatest and the least value of each category, a `dropLine` the
 * greatest value and the axis, and `upDownBars` the values of the first and the last series. A stock chart is such a
 * group.
 *
 * @category models
 * @since 0.1.0
 */
export type Group = {
  readonly kind: "area" | "bar" | "bubble" | "doughnut" | "line" | "pie" | "radar" | "scatter"
  readonly stacking: "none" | "stacked" | "percent"
  readonly horizontal: boolean
  readonly gapWidth: number
  readonly overlap: number
  readonly firstAngle: number
  readonly holeSize: number
  readonly bubbleScale: number
  readonly filled: boolean
  /** The names of the slices of a pie or doughnut, and of the spokes of a radar. */
  readonly categories: ReadonlyArray<string>
  readonly highLowLine: Line | null
  readonly dropLine: Line | null
  readonly upDownBars: { readonly up: Fill | null; readonly down: Fill | null; readonly line: Line | null } | null
  readonly axes: readonly [category: string, value: string] | null
  readonly series: ReadonlyArray<Series>
}

/**
 * The legend. `hidden` are the places of entries that were deleted.
 *
 * @category models
 * @since 0.1.0
 */
export type Legend = {
  readonly position: "bottom" | "left" | "top" | "right" | "corner"
  readonly overlay: boolean
  readonly frame: Frame | null
  readonly font: Font
  readonly hidden: ReadonlyArray<number>
}

/**
 * The picture of a chart. `undrawable` names a kind of chart that cannot be described, such as `surface`.
 *
 * @category models
 * @since 0.1.0
 */
export type ChartPicture = {
  readonly width: number
  readonly height: number
  readonly fill: Fill | null
  readonly border: Line | null
  readonly font: Font
  readonly title: (Text & { readonly overlay: boolean; readonly frame: Frame | null }) | null
  readonly plot: { readonly fill: Fill | null; readonly border: Line | null; readonly frame: Frame | null }
  readonly legend: Legend | null
  readonly axes: ReadonlyArray<Axis>
  readonly groups: ReadonlyArray<Group>
  readonly undrawable: string | null
}
