/**
 * The endpoints of the formats of ranges.
 *
 * @since 0.1.0
 */
import type * as Format from "@effect-workbook/engine/Format"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as RangeBorder from "@effect-workbook/schema/RangeBorder"
import * as Effect from "effect/Effect"
import * as Colors from "./Colors.js"
import type * as Failure from "./Failure.js"
import * as FormatRepresentation from "./FormatRepresentation.js"
import * as Handler from "./Handler.js"
import * as Ranges from "./Ranges.js"
import { refused } from "./Refusal.js"
import * as Representation from "./Representation.js"
import type { Instances } from "./Resource.js"

type BookContext = Representation.Context

const group = Handler.group<BookContext>()

type Cells = Pick<Instances["workbookRange"], "address" | "sheet">

/** Changes the format of a range, and shows the part of it that the request addresses. */
const update = <A>(
  { book }: BookContext,
  { address, sheet }: Cells,
  changes: Format.Update,
  show: () => A
): Effect.Effect<A, Failure.Failure> =>
  Ranges.checkFormatted(address).pipe(
    Effect.andThen(refused(book.setFormat(sheet, address, changes))),
    Effect.map(show)
  )

const updateBorder = (
  context: BookContext,
  on: Cells,
  side: RangeBorder.Side,
  { color, style, weight }: RangeBorder.Update
) =>
  Effect.gen(function*() {
    const parsed = yield* Colors.parseOptional("color", color)
    return yield* update(
      context,
      on,
      { borders: { [side]: { color: parsed, style, weight } } },
      () => FormatRepresentation.border(context, on, side, Representation.rangePath(on))
    )
  })

/** The handlers of the formats of ranges. */
export const handlers: ReadonlyArray<Handler.Bound<BookContext>> = [
  ...group("workbookRangeFormat", Catalogue.rangeFormat, {
    get: (context, on) => Effect.sync(() => FormatRepresentation.format(context, on, Representation.rangePath(on))),
    update: (context, on, layout) =>
      update(
        context,
        on,
        { layout },
        () => FormatRepresentation.format(context, on, Representation.rangePath(on))
      ),
    autofitColumns: ({ book }, { address, sheet }) => refused(book.autofitColumns(sheet, address)),
    autofitRows: ({ book }, { address, sheet }) => refused(book.autofitRows(sheet, address))
  }),

  ...group("workbookRangeFill", Catalogue.rangeFill, {
    get: (context, on) => Effect.sync(() => FormatRepresentation.fill(context, on, Representation.rangePath(on))),
    update: (context, on, { color }) =>
      Effect.gen(function*() {
        const fill = yield* Colors.parseOptional("color", color)
        return yield* update(
          context,
          on,
          { fill },
          () => FormatRepresentation.fill(context, on, Representation.rangePath(on))
        )
      }),
    clear: (context, on) => update(context, on, { fill: null }, () => undefined)
  }),

  ...group("workbookRangeFont", Catalogue.rangeFont, {
    get: (context, on) => Effect.sync(() => FormatRepresentation.font(context, on, Representation.rangePath(on))),
    update: (context, on, font) =>
      Effect.gen(function*() {
        const color = yield* Colors.parseOptional("color", font.color)
        return yield* update(
          context,
          on,
          { font: { ...font, color } },
          () => FormatRepresentation.font(context, on, Representation.rangePath(on))
        )
      })
  }),

  ...group("workbookFormatProtection", Catalogue.formatProtection, {
    get: (context, on) => Effect.sync(() => FormatRepresentation.protection(context, on, Representation.rangePath(on))),
    update: (context, on, protection) =>
      update(
        context,
        on,
        { protection },
        () => FormatRepresentation.protection(context, on, Representation.rangePath(on))
      )
  }),

  ...group("Collection(workbookRangeBorder)", Catalogue.rangeBorders, {
    list: (context, on) =>
      Effect.sync(() => ({
        ...(context.query.count ? { "@odata.count": RangeBorder.Side.literals.length } : {}),
        value: FormatRepresentation.borders(context, on, Representation.rangePath(on))
      })),
    count: () => Effect.succeed({ value: RangeBorder.Side.literals.length }),
    // A range has all of its borders already, so this changes one of them.
    create: (context, on, { sideIndex, ...changes }) => updateBorder(context, on, sideIndex, changes)
  }),

  ...group("workbookRangeBorder", Catalogue.rangeBorder, {
    get: (context, on) =>
      Effect.sync(() => FormatRepresentation.border(context, on, on.side, Representation.rangePath(on))),
    update: (context, on, changes) => updateBorder(context, on, on.side, changes)
  })
]
