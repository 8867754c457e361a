/**
 * The axes of an image as options of the drawing library.
 *
 * @since 0.1.0
 */
import type { Axis, Scale } from "@effect-workbook/engine/ChartPicture"
import { lineHeight, lineStyle, pixels, shortened, textStyle, textWidth } from "./Pixels.js"

/** Returns the label of a number on a linear or logarithmic axis. Numbers beside the units have none. */
export const labelAt = (scale: Exclude<Scale, { readonly kind: "category" }>, value: number): string => {
  const place = scale.kind === "linear"
    ? (value - scale.minimum) / scale.majorUnit
    : Math.log(value / scale.minimum) / Math.log(scale.base)
  const index = Math.round(place)
  return Math.abs(place - index) < 1e-6 ? scale.labels[index] ?? "" : ""
}

/** The number of labels that decide how labels are written. */
const maxMeasured = 2000

/** How the labels of categories fit into the length of an axis in pixels. */
const fitted = ({ labelFont, labelRotation, scale, ...axis }: Axis, length: number) => {
  if (scale.kind !== "category") return {}
  const { interval, labels } = scale
  const isVertical = axis.position === "left" || axis.position === "right"
  const step = interval ?? 1
  const band = length / Math.max(1, labels.length) * step
  const height = lineHeight(labelFont)
  const every = (count: number) => ({ interval: Math.max(1, count) * step - 1 })
  if (isVertical) return every(Math.ceil(height / band))
  if (labelRotation !== null && labelRotation !== 0) {
    return { ...every(Math.ceil(height / band)), rotate: -labelRotation }
  }
  const measured = labels.slice(0, maxMeasured).map(shortened)
  const longest = measured.reduce((greatest, label) => Math.max(greatest, textWidth(label, labelFont)), 0)
  if (longest + 4 <= band) return every(1)
  const words = measured.flatMap((label) => label.split(/\s+/))
  const longestWord = words.reduce((greatest, word) => Math.max(greatest, textWidth(word, labelFont)), 0)
  if (longestWord + 2 <= band && longest <= band * 3) {
    return { ...every(1), width: band, overflow: "break" as const }
  }
  if (labelRotation === 0 || measured.every((label) => /^[\d.,]*$/.test(label))) {
    return every(Math.ceil((longest + 6) / band))
  }
  if (height * 1.3 <= band) return { ...every(1), rotate: 45 }
  return { ...every(Math.ceil(height / band)), rotate: 90 }
}

const scaleOption = (scale: Scale) => {
  switch (scale.kind) {
    case "category":
      return { type: "category" as const, data: scale.labels.map(shortened), boundaryGap: scale.between }
    case "linear":
      return { type: "value" as const, min: scale.minimum, max: scale.maximum, interval: scale.majorUnit }
    case "logarithmic":
      return { type: "log" as const, min: scale.minimum, max: scale.maximum, logBase: scale.base }
  }
}

const tickLength = 4

/** Returns the option of an axis. `length` is its length in pixels, about. */
export const of = (axis: Axis, length: number) => {
  const { labelFont, labels, majorGridlines, minorGridlines, scale, ticks, title, visible } = axis
  const isVertical = axis.position === "left" || axis.position === "right"
  const isFar = axis.position === "right" || axis.position === "top"
  const isShown = visible && labels !== "none"
  // the library knows one place for the line and the labels of an axis
  const position = labels === "high" && !isFar
    ? isVertical ? "right" as const : "top" as const
    : labels === "low" && isFar
    ? isVertical ? "left" as const : "bottom" as const
    : axis.position
  return {
    ...scaleOption(scale),
    position,
    inverse: axis.reversed,
    axisLine: {
      show: visible && axis.line !== null,
      onZero: axis.atZero && labels === "nextTo",
      lineStyle: lineStyle(axis.line)
    },
    axisTick: {
      show: visible && ticks !== "none" && axis.line !== null,
      inside: ticks === "inside",
      length: tickLength,
      alignWithLabel: scale.kind === "category" && !scale.between,
      lineStyle: lineStyle(axis.line),
      ...(scale.kind === "category" ? { interval: (scale.interval ?? 1) - 1 } : {})
    },
    minorTick: { show: false },
    axisLabel: {
      show: isShown,
      ...textStyle(labelFont),
      margin: 6,
      hideOverlap: false,
      ...fitted(axis, length),
      ...(scale.kind !== "category"
        ? {
          ...(axis.labelRotation === null ? {} : { rotate: -axis.labelRotation }),
          formatter: (value: number) => labelAt(scale, value)
        }
        : {})
    },
    splitLine: {
      show: majorGridlines !== null,
      lineStyle: lineStyle(majorGridlines),
      ...(scale.kind === "category" ? { interval: (scale.interval ?? 1) - 1 } : {})
    },
    minorSplitLine: { show: minorGridlines !== null, lineStyle: lineStyle(minorGridlines) },
    splitNumber: 5,
    ...(scale.kind === "linear" && minorGridlines !== null
      ? { minorTick: { show: false, splitNumber: Math.max(1, Math.round(scale.majorUnit / scale.minorUnit)) } }
      : {}),
    ...(title === null || !visible ? {} : {
      name: shortened(title.text),
      nameLocation: "middle" as const,
      nameMoveOverlap: true,
      nameGap: pixels(labelFont.size) + 14,
      nameRotate: isVertical ? (title.rotation === null ? 90 : -title.rotation) : -(title.rotation ?? 0),
      nameTextStyle: textStyle(title.font)
    })
  }
}
