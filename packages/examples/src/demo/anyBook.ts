/** The demo for an arbitrary workbook. */
import { Address, Application, type CellValue, Range, Table, WorkbookSession, Worksheet } from "@effect-workbook/client"
import { Effect, Either } from "effect"
import { onDisk, Served } from "./Served.js"
import { Timeline } from "./Timeline.js"

const check = (condition: boolean, what: string) =>
  condition ? Effect.void : Effect.dieMessage(`the demo did not do what it says: ${what}`)

const corner = (address: Address.Address): Address.Address =>
  Address.make({
    sheet: address.sheet,
    top: address.top,
    left: address.left,
    bottom: Math.min(address.bottom, address.top + 4),
    right: Math.min(address.right, address.left + 5)
  })

const shortened = (rows: CellValue.Matrix) => rows.map((row) => row.map((cell) => String(cell).slice(0, 18)))

/** Two free cells below all used ones, for a number and a formula that refers to it. */
const scratch = (used: Address.Address): Address.Address =>
  Address.make({
    sheet: used.sheet,
    top: used.bottom + 2,
    left: used.left,
    bottom: used.bottom + 2,
    right: used.left + 1
  })

/** Writes values, and recalculates if the workbook is in manual calculation mode. */
const write = (target: string, values: CellValue.Matrix) =>
  Effect.gen(function*() {
    yield* Range.write(Range.at(target), values)
    const { calculationMode } = yield* Application.get
    if (calculationMode === "Manual") yield* Application.calculate("Recalculate")
    return yield* Range.values(Range.at(target))
  })

export const walk = (file: string) =>
  Effect.gen(function*() {
    const { clock, openSessions, workbook } = yield* Served
    const timeline = yield* Timeline

    yield* timeline.chapter(
      "1. Open a persistent session. The service takes its time, so it answers 202 and is asked until it is done."
    )
    const target = yield* Effect.gen(function*() {
      const session = yield* clock.skipping(WorkbookSession.make({ workbook }))
      const inSession = WorkbookSession.provide(session)
      yield* timeline.step("the session is open")

      yield* timeline.chapter("2. Look around.")
      const sheets = yield* inSession(Worksheet.list())
      yield* timeline.step(`worksheets: ${sheets.map(({ name }) => name).join(", ")}`)
      const tables = yield* inSession(Table.list())
      if (tables.length > 0) yield* timeline.step(`tables: ${tables.map(({ name }) => name).join(", ")}`)
      const sheet = Worksheet.named(sheets.find(({ visibility }) => visibility === "Visible")?.name ?? "")
      const { address: usedAddress } = yield* inSession(Range.get(Range.used(sheet), { select: ["address"] }))
      const used = Either.getOrThrow(Address.parse(usedAddress ?? ""))
      yield* timeline.step(`used on the first: ${Address.format(used)}`)
      yield* timeline.table(shortened(yield* inSession(Range.text(Range.at(Address.format(corner(used)))))))

      yield* timeline.chapter("3. Write a number and a formula below all that is used.")
      const target = Address.format(scratch(used))
      const [number = ""] = target.split("!").at(-1)?.split(":") ?? []
      const [[, result] = []] = yield* inSession(write(target, [[21, `=2*${number}`]]))
      yield* timeline.step(`${target} is 21 and ${result}`)
      yield* check(result === 42, "twice 21 is 42")

      yield* timeline.chapter("4. Change it in a non-persistent session, which works on a private copy.")
      const [[, whatIf] = []] = yield* write(target, [[1000, null]]).pipe(
        Effect.provide(WorkbookSession.layerNonPersistent({ workbook })),
        clock.skipping
      )
      yield* timeline.step(`there the formula says ${whatIf}`)
      const [[, untouched] = []] = yield* inSession(Range.values(Range.at(target)))
      yield* check(whatIf === 2000 && untouched === 42, "the what-if leaves no trace")
      yield* timeline.step(`here it still says ${untouched}`)

      yield* timeline.chapter(
        "5. Nothing to do for 14 minutes. A session dies after 5 idle ones; this one is refreshed every 4."
      )
      yield* timeline.note("(Nobody waits here: the demo's clock skips to the next moment at which something is due.)")
      yield* clock.skipping(Effect.sleep("14 minutes"))
      yield* inSession(Range.values(Range.at(target)))
      yield* timeline.step("the session is alive")
      yield* timeline.chapter("6. The work is done: the scope ends, and with it the session.")
      return target
    }).pipe(Effect.scoped)

    const left = yield* openSessions
    yield* check(left === 0, "no session left open")
    yield* timeline.step(`${left} sessions are open at the service`)

    yield* timeline.chapter("7. Open the saved file anew, from the disk.")
    const saved = yield* onDisk(file, Range.formulas(Range.at(target)))
    yield* timeline.step(`${target} holds ${saved[0]?.join(" and ")}`)
    yield* check(saved[0]?.[0] === 21, "what was acknowledged is in the file")
  })
