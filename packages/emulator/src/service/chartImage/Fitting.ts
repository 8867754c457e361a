/**
 * Fits the image of a chart into the width and height of a request.
 *
 * @since 0.1.0
 */
import type { FittingMode } from "@effect-workbook/schema/Chart"

/** The size of an image in pixels. `0` or no number is the size of the chart, or what its proportions give. */
export interface Size {
  readonly width?: number | undefined
  readonly height?: number | undefined
  /** `Fit` by default. */
  readonly fittingMode?: FittingMode | undefined
}

/** The greatest width and height of an image in pixels. The image of a larger chart is made smaller. */
export const maxSide = 4096

interface Pixels {
  readonly width: number
  readonly height: number
}

const atLeastOne = (value: number): number => Math.max(1, Math.round(value))

/**
 * Returns the size of an image. `Fit` keeps the proportions of the chart, and the image is only as large as the chart.
 * For `FitAndCenter` and `Fill` it has the whole size.
 */
export const of = (chart: Pixels, { fittingMode = "Fit", height = 0, width = 0 }: Size): Pixels => {
  if (fittingMode !== "Fit" && width > 0 && height > 0) return { width, height }
  const wanted = [
    ...(width === 0 ? [] : [width / chart.width]),
    ...(height === 0 ? [] : [height / chart.height])
  ]
  const scale = Math.min(
    ...(wanted.length === 0 ? [1] : wanted),
    maxSide / chart.width,
    maxSide / chart.height
  )
  return { width: atLeastOne(chart.width * scale), height: atLeastOne(chart.height * scale) }
}

/** Returns the SVG image of a chart with the size of an image. `Fill` stretches the chart, else it is in the middle. */
export const fit = (svg: string, chart: Pixels, size: Size): string => {
  const { height, width } = of(chart, size)
  return svg.replace(
    /^<svg [^>]*>/,
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}"` +
      ` height="${height}" viewBox="0 0 ${chart.width} ${chart.height}"` +
      ` preserveAspectRatio="${size.fittingMode === "Fill" ? "none" : "xMidYMid"}">`
  )
}
