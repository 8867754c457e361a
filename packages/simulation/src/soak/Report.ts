/** The report of the soak test. */
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import * as Books from "./Books.js"
import * as Checks from "./Checks.js"
import type * as Ledger from "./Ledger.js"
import * as Memory from "./Memory.js"
import type * as Observations from "./Observations.js"
import type * as Service from "./Service.js"
import type { Settings } from "./Settings.js"
import type * as Watch from "./Watch.js"

export interface Facts {
  readonly settings: Settings
  readonly ledger: Ledger.Ledger
  readonly observations: Observations.Observations
  readonly watch: Watch.Watch
  readonly service: Service.Service
  readonly metrics: Readonly<Record<string, number>>
  readonly heapAtEnd: number
  readonly folder: string
  readonly saved: ReadonlyArray<Books.SavedBook>
  /** How long the workers took to stop, or none if some did not. */
  readonly leaving: Option.Option<Duration.Duration>
  /** The workbook queues that are not empty. */
  readonly queues: ReadonlyArray<string>
  /** How the client recovered from the death of the service, or none if it did not. */
  readonly recovery: Option.Option<{
    readonly openBefore: number
    /** The time from the restart to the first row. */
    readonly took: Duration.Duration
    readonly endsBefore: ReadonlyMap<string, number>
    readonly endsAfter: ReadonlyMap<string, number>
  }>
  /** The number of sessions after the client ended, and of those that have no explanation. */
  readonly orphans: number
  readonly tooMany: ReadonlyArray<string>
  readonly idledOut: Duration.Duration
  readonly stillOpen: number
}

export interface Outcome {
  readonly text: string
  readonly isOk: boolean
}

/** The maximum number of examples for a violation. */
const mostExamples = 5

/** The maximum growth of the client in megabytes per minute, if there are enough samples. */
const mostGrowth = 0.5
const enoughSamples = 20

export const conclude = (facts: Facts): Outcome => {
  const { ledger, observations, settings } = facts
  const half = settings.minutes * 30
  const heap = Memory.trend(observations.heap, half)
  const serviceHeap = Memory.trend(observations.serviceHeap.filter(({ pid }) => pid === facts.service.pid()), half)
  const checks = [...Checks.files(ledger, facts.saved, settings.sessions), ...others(facts, heap)]
  const isOk = checks.every(({ violations }) => violations.length === 0)
  return {
    isOk,
    text: [
      `${settings.minutes} minutes, ${settings.sessions} workers, ${Books.count} workbooks, seed ${settings.seed}`,
      ...section("counts", counts(facts)),
      ...section("how calls ended", sorted(ledger.ends)),
      ...section("faults struck", sorted(observations.struck)),
      ...section("memory, in the second half of the time", [
        ["heap of the client after gc", trend(heap)],
        ["heap of the client when all had left", `${(facts.heapAtEnd / 1_048_576).toFixed(1)} MB`],
        ["heap of the emulator after gc", trend(serviceHeap)]
      ]),
      "",
      ...notes(facts),
      "",
      ...checks.flatMap(({ violations, what }) => [
        violations.length === 0 ? `ok     ${what}` : `WRONG  ${what}: ${violations.length}`,
        ...violations.slice(0, mostExamples).map((violation) => `         ${violation}`)
      ]),
      "",
      isOk ? "ok" : `not ok; the files are in ${facts.folder}`
    ].join("\n")
  }
}

const counts = (
  { ledger: { ends }, metrics, observations: { open, struck, warnings }, watch }: Facts
): ReadonlyArray<readonly [string, number]> => [
  ["requests", metrics["http.client.request.duration"] ?? 0],
  ["sessions opened", watch.opened()],
  ["most sessions open at a time", Math.max(0, ...open)],
  ["sessions open on average", Math.round(open.reduce((sum, count) => sum + count, 0) / Math.max(1, open.length))],
  ["rows acknowledged", total(ends, /^(row|verifiedRow) acknowledged$/)],
  ["cells acknowledged", total(ends, /^cell acknowledged$/)],
  ["OutcomeUnknown", total(ends, / OutcomeUnknown$/)],
  ["retries", metrics["workbook.request.retries"] ?? 0],
  ["throttles", metrics["workbook.request.throttles"] ?? 0],
  ["recreations", metrics["workbook.session.recreations"] ?? 0],
  ["refreshes", metrics["workbook.session.refreshes"] ?? 0],
  ["faults struck", total(struck, /./)],
  ...Array.from(warnings, ([what, count]) => [`warning: ${what}`, count] as const)
]

const notes = ({ idledOut, leaving, orphans, recovery, settings, stillOpen }: Facts): ReadonlyArray<string> => [
  ...Option.match(recovery, {
    onNone: () => [],
    onSome: ({ endsAfter, endsBefore, openBefore, took }) => {
      const since = Array.from(endsAfter, ([what, count]) => [what, count - (endsBefore.get(what) ?? 0)] as const)
      const said = since.filter(([what, count]) => count > 0 && !/ (acknowledged|interrupted)$/.test(what))
      return [
        `kill -9 with ${openBefore} sessions open; the first row was added ${
          seconds(took)
        } after the restart, until then ` +
        `results of the workers: ${said.map(([what, count]) => `${count} ${what}`).join(", ") || "nothing"}`
      ]
    }
  }),
  ...Option.match(leaving, {
    onNone: () => [],
    onSome: (took) => [`when the time was over all workers left within ${seconds(took)}`]
  }),
  `then ${orphans} sessions were open of which the client could not know, or which it could not close` +
  (settings.wait && orphans > 0 ? `, and ${stillOpen} after ${seconds(idledOut)}` : "")
]

const others = (
  { ledger, leaving, metrics, observations, queues, recovery, service, settings, stillOpen, tooMany, watch }: Facts,
  heap: Memory.Trend | undefined
): ReadonlyArray<Checks.Check> => {
  const check = (what: string, ...violations: ReadonlyArray<string>): Checks.Check => ({ what, violations })
  const unless = (isRight: boolean, problem: string): ReadonlyArray<string> => isRight ? [] : [problem]
  const open = metrics["workbook.session.active"] ?? 0
  const grows = heap !== undefined && heap.samples >= enoughSamples && heap.slope > mostGrowth
  return [
    check(
      "no defect, no unknown error, no stale read",
      ...Array.from(ledger.surprises, ([what, { count, example }]) => `${count} times ${what}: ${example}`)
    ),
    check(
      "work goes on after the kill",
      ...unless(!settings.kill || Option.isSome(recovery), "no row was added any more")
    ),
    check("all workers have left", ...unless(Option.isSome(leaving), "some are still at work")),
    check("the queues of the client are empty", ...queues),
    check("the client counts no open session", ...unless(open === 0, `it counts ${open}`)),
    check(
      "every session whose id reached the client was closed or known to be gone",
      ...unless(watch.forgotten() === 0, `${watch.forgotten()} were not`)
    ),
    check("the service has no open session that the client could have closed", ...tooMany),
    ...(settings.wait
      ? [check("the service has no open session", ...unless(stillOpen === 0, `it has ${stillOpen}`))]
      : []),
    check("the memory of the client is flat", ...unless(!grows, `it grows by ${heap?.slope.toFixed(2)} MB a minute`)),
    check("the service did what it should", ...observations.crashes, ...service.said)
  ]
}

const section = (title: string, lines: ReadonlyArray<readonly [string, number | string]>): ReadonlyArray<string> => {
  const width = Math.max(0, ...lines.map(([what]) => what.length))
  return [
    "",
    title,
    ...lines.map(([what, value]) =>
      `  ${what.padEnd(width)}  ${typeof value === "number" ? value.toLocaleString("en-US").padStart(9) : value}`
    )
  ]
}

const sorted = (counts: ReadonlyMap<string, number>): ReadonlyArray<readonly [string, number]> =>
  Array.from(counts).sort(([a], [b]) => a < b ? -1 : 1)

const total = (counts: ReadonlyMap<string, number>, which: RegExp): number =>
  Array.from(counts).reduce((sum, [what, count]) => which.test(what) ? sum + count : sum, 0)

const seconds = (time: Duration.Duration): string => `${Duration.toSeconds(time).toFixed(1)} s`

const trend = (trend: Memory.Trend | undefined): string =>
  trend === undefined
    ? "too few samples"
    : `${trend.slope >= 0 ? "+" : ""}${trend.slope.toFixed(2)} MB a minute (from ${trend.first.toFixed(1)} to ` +
      `${trend.last.toFixed(1)} MB, ${trend.samples} samples)`
