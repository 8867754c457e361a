/**
 * The command line of the emulator.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { parseArgs } from "node:util"
import type * as Emulator from "../Emulator.js"
import type * as EmulatorServer from "../EmulatorServer.js"
import * as Fault from "../Fault.js"
import * as Undocumented from "../Undocumented.js"
import * as Origins from "./Origins.js"

/** The parsed command line. `quiet` prints the address only. */
export interface Command {
  readonly options: Emulator.Options<string> & EmulatorServer.Options
  readonly quiet: boolean
}

export const usage = `Usage: effect-workbook-emulator [folder] [options]

Serves the Excel workbook API of Microsoft Graph from the .xlsx files of a folder (default: the current one).
Changes are saved into the files. Only requests to localhost, to the address it listens on, and to the host of --base-url
are accepted.

  --port <number>         port to listen on; 0 for any free one       (default 3579)
  --host <address>        address to listen on                        (default 127.0.0.1)
  --base-url <url>        origin of absolute links for requests without a host; its host is accepted too
  --allow-origin <origin> give web pages of this origin full access: "https://app.example"; can be repeated
  --open-delay <time>     how long createSession takes: "3s", "500ms"; with Prefer: respond-async it answers 202
  --sessions <number>     maximum number of sessions of a workbook    (default 25)
  --workers <number>      maximum number of threads for workbooks, 0 for none (default: cores - 1, at least 2)
  --faults <seed[:rate]>  inject random faults, reproducible by their seed: "42", "42:0.1"
  --require-token         401 for requests without a bearer token, including those to /emulator
  --quiet                 print the address only
  --help                  show this

Where Graph is not documented, or users report something else than the documentation:

${
  Object.values(Undocumented.switches)
    .map(({ flag, help }) => `  --${flag.padEnd(24)} ${help}\n`)
    .join("")
}`

class UsageError extends Error {}

const wholeNumber = (name: string, text: string, min: number, max: number): number => {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} expects a whole number from ${min} to ${max}, not "${text}"`)
  }
  return value
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, "": 1000 }

const duration = (name: string, text: string): Duration.Duration => {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|)$/.exec(text)
  if (match === null) throw new UsageError(`--${name} expects a time like 3s or 500ms, not "${text}"`)
  return Duration.millis(Number(match[1]) * (units[match[2] ?? ""] ?? 1000))
}

const faults = (name: string, text: string): Fault.Schedule => {
  const match = /^(-?\d+)(?::(\d+(?:\.\d+)?))?$/.exec(text)
  const schedule = { seed: Number(match?.[1]), rate: match?.[2] === undefined ? undefined : Number(match[2]) }
  if (!Schema.is(Fault.Schedule)(schedule)) {
    throw new UsageError(`--${name} expects a seed and a rate from 0 to 1, like 42 or 42:0.1, not "${text}"`)
  }
  return schedule
}

const origin = (text: string): string =>
  Either.getOrThrowWith(Origins.parse(text), (problem) => new UsageError(`--allow-origin: ${problem}`))

type Flag = (typeof Undocumented.switches)[keyof typeof Undocumented.switches]["flag"]

/** The options of the switches for `parseArgs`. */
function switchOptions(): { readonly [F in Flag]: { readonly type: "boolean"; readonly default: false } }
function switchOptions(): Readonly<Record<string, { readonly type: "boolean"; readonly default: false }>> {
  return Object.fromEntries(
    Object.values(Undocumented.switches).map(({ flag }) => [flag, { type: "boolean", default: false }])
  )
}

/** The options in which the switches of these flags have their other position. */
export function switchesOf(isSet: (flag: string) => boolean): Undocumented.Options
export function switchesOf(isSet: (flag: string) => boolean): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    Struct.entries(Undocumented.switches).map(([name, { flag, other, usual }]) => [
      name,
      isSet(flag) ? other.value : usual.value
    ])
  )
}

const parse = (args: ReadonlyArray<string>): Option.Option<Command> => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: "string", default: "3579" },
      host: { type: "string", default: "127.0.0.1" },
      "base-url": { type: "string" },
      "allow-origin": { type: "string", multiple: true, default: [] },
      "open-delay": { type: "string", default: "0" },
      sessions: { type: "string", default: "25" },
      workers: { type: "string" },
      faults: { type: "string" },
      "require-token": { type: "boolean", default: false },
      ...switchOptions(),
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false }
    }
  })
  if (values.help) return Option.none()
  if (positionals.length > 1) throw new UsageError(`expected one folder, not ${positionals.length}`)
  const baseUrl = values["base-url"]
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    throw new UsageError(`--base-url expects a URL, not "${baseUrl}"`)
  }
  const flags: Readonly<Record<string, unknown>> = values
  const options: Command["options"] = {
    books: positionals[0] ?? ".",
    port: wholeNumber("port", values.port, 0, 65_535),
    host: values.host,
    baseUrl,
    allowedOrigins: values["allow-origin"].map(origin),
    openDelay: duration("open-delay", values["open-delay"]),
    sessionsPerWorkbook: wholeNumber("sessions", values.sessions, 1, 10_000),
    workers: values.workers === undefined ? undefined : wholeNumber("workers", values.workers, 0, 1_000),
    faults: values.faults === undefined ? undefined : faults("faults", values.faults),
    requireAuthorization: values["require-token"],
    ...switchesOf((flag) => flags[flag] === true)
  }
  return Option.some({ options, quiet: values.quiet })
}

/** Parses the arguments: `none` if they ask for help, a message if they are invalid. */
export const read = (args: ReadonlyArray<string>): Either.Either<Option.Option<Command>, string> =>
  Either.try({
    try: () => parse(args),
    catch: (error) => {
      const message = error instanceof Error ? error.message : String(error)
      // Node.js appends advice on positional arguments, which does not fit here
      const [problem = ""] = message.split(/\. To specify a positional argument/)
      return problem.replaceAll(/\s+/g, " ")
    }
  })
