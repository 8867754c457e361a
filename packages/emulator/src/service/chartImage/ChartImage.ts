/**
 * The image of a chart, as the service answers it.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import type { GetImage, Image } from "@effect-workbook/schema/Chart"
import { FittingMode } from "@effect-workbook/schema/Chart"
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Failure from "../Failure.js"
import { refused } from "../Refusal.js"
import * as Draw from "./Draw.js"
import { maxSide } from "./Fitting.js"

const checkSide = (name: "width" | "height", value: number | undefined) =>
  value === undefined || (value >= 0 && value <= maxSide)
    ? Effect.void
    : Failure.invalidArgument(`The ${name} ${value} is not valid: expected 0 to ${maxSide} pixels.`)

const fittingModeOf = (text: string) => {
  const mode = FittingMode.literals.find((literal) => literal.toLowerCase() === text.toLowerCase())
  return mode === undefined
    ? Failure.invalidArgument(
      `The fittingMode ${Failure.quoted(text)} is not valid: expected ${Failure.listed(FittingMode.literals)}.`
    )
    : Effect.succeed(mode)
}

/**
 * Draws a chart. The service has no image with a height and no width, and none with a fitting mode and no height.
 */
export const image = (
  book: Book.Book,
  chart: Model.Chart,
  { fittingMode, height, width }: GetImage
): Effect.Effect<Image, Failure.Failure> =>
  Effect.gen(function*() {
    if (width === undefined && height !== undefined) {
      return yield* Failure.invalidArgument("An image with a height needs a width.")
    }
    if (height === undefined && fittingMode !== undefined) {
      return yield* Failure.invalidArgument("An image with a fittingMode needs a width and a height.")
    }
    yield* checkSide("width", width)
    yield* checkSide("height", height)
    const mode = fittingMode === undefined ? undefined : yield* fittingModeOf(fittingMode)
    const picture = yield* refused(book.chartPicture(chart))
    const bytes = yield* Draw.png(picture, { width, height, fittingMode: mode })
    return { value: Encoding.encodeBase64(bytes) }
  })
