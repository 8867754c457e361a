/** One run: its own workbooks, its own proxy and some users, followed by the check of its history. */
import * as FileSystem from "@effect/platform/FileSystem"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Path from "@effect/platform/Path"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Answers from "./answers.js"
import * as Books from "./Books.js"
import * as Checker from "./Checker.js"
import * as Faults from "./Faults.js"
import type { History, Violation } from "./History.js"
import * as Proxy from "./Proxy.js"
import * as SeededRandom from "./SeededRandom.js"
import * as World from "./World.js"

export interface Service {
  readonly url: string
  readonly folder: string
}

export interface Outcome {
  readonly name: string
  readonly history: History
  readonly violations: ReadonlyArray<Violation>
}

interface Environment {
  readonly service: Service
  /** The initial bytes of every workbook. */
  readonly template: Uint8Array
  readonly foreign: { readonly url: string; readonly received: Array<string> }
}

interface Settings {
  readonly plan: World.Plan
  readonly kinds: ReadonlyArray<Faults.Kind>
  readonly rate: number
  readonly idleLimit: History["idleLimit"]
}

const documentedIdleLimit = { persistent: 300_000, nonPersistent: 420_000 }

/** The maximum duration of a call or a pause, by the documentation. */
const timeLimit = Duration.minutes(16)

/** The maximum duration of background work after the last user has left. */
const settling = Duration.seconds(70)

/** One to four users, and faults of all kinds. */
const faulty = (random: SeededRandom.SeededRandom, books: ReadonlyArray<string>): Settings => {
  const users = Array.from({ length: random.integer(1, Books.users) }, (_, number): World.User => ({
    number,
    book: books[random.integer(0, books.length - 1)] ?? "",
    sessionKind: random.pickWeighted([
      [40, "persistent"],
      [20, "pooled"],
      [8, "nonPersistent"],
      [12, "restoring"],
      [20, "sessionless"]
    ]),
    steps: random.integer(1, 12),
    leaves: random.boolean(0.12) ? random.integer(0, 6000) : undefined,
    pauses: { millis: random.integer(50, 1500), often: 0.2 }
  }))
  return {
    plan: {
      users,
      ends: random.boolean(0.08) ? random.integer(100, 8000) : undefined,
      requestTimeout: random.boolean(0.3) ? 4000 : 100_000,
      refreshAfter: random.boolean(0.3) ? 1000 : undefined
    },
    kinds: Faults.kinds.filter(() => random.boolean(0.4)),
    rate: random.pick([0.03, 0.08, 0.15, 0.3]),
    idleLimit: documentedIdleLimit
  }
}

/** No faults, and sessions that have to be kept alive for a while by refreshing them every second. */
const quiet = (books: ReadonlyArray<string>): Settings => ({
  plan: {
    users: (["persistent", "nonPersistent", "pooled"] as const).map((sessionKind, number) => ({
      number,
      book: books[number % books.length] ?? "",
      sessionKind,
      steps: 3,
      leaves: undefined,
      pauses: { millis: 12_000, often: 1 }
    })),
    ends: undefined,
    requestTimeout: 100_000,
    refreshAfter: 1000
  },
  kinds: [],
  rate: 0,
  // a busy machine can be much slower than the refresh interval of one second
  idleLimit: { persistent: 9000, nonPersistent: 9000 }
})

/** Users that pause for longer than the idle limit. */
const long = (books: ReadonlyArray<string>, millis: number): Settings => ({
  plan: {
    users: (["persistent", "nonPersistent", "pooled", "restoring"] as const).map((sessionKind, number) => ({
      number,
      book: books[number % books.length] ?? "",
      sessionKind,
      steps: 2,
      leaves: undefined,
      pauses: { millis, often: 1 }
    })),
    ends: undefined,
    requestTimeout: 100_000,
    refreshAfter: undefined
  },
  kinds: ["lost", "throttled", "unavailable", "slow"],
  rate: 0.1,
  idleLimit: documentedIdleLimit
})

export type Scenario = "faulty" | "quiet" | { readonly idle: number }

const settingsOf = (scenario: Scenario, random: SeededRandom.SeededRandom, books: ReadonlyArray<string>): Settings => {
  if (scenario === "faulty") return faulty(random, books)
  return scenario === "quiet" ? quiet(books) : long(books, scenario.idle)
}

/** An unsigned token that identifies the user, also after renewal. */
const jwt = (claims: object): string =>
  [{ alg: "none" }, claims, "signature"]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".")

const Item = Schema.Struct({ id: Schema.String })

/** Executes one run, named by its seed. */
export const run = (name: string, scenario: Scenario, { foreign, service, template }: Environment) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const client = HttpClient.filterStatusOk(yield* HttpClient.HttpClient)
    const random = SeededRandom.make(name)
    const books = Array.from({ length: random.integer(1, 2) }, (_, book) => `${name} ${book}.xlsx`.replaceAll(" ", "-"))
    const fileOf = (book: string) => path.join(service.folder, book)
    for (const book of books) {
      yield* Effect.acquireRelease(
        Effect.orDie(fs.writeFile(fileOf(book), template)),
        () => Effect.ignore(fs.remove(fileOf(book)))
      )
    }
    const read = Effect.forEach(books, (book) => Books.read(fileOf(book), book))
    const before = yield* read
    const items = yield* Effect.forEach(
      books,
      (book) =>
        client.get(`${service.url}/v1.0/me/drive/root:/${book}`, { headers: { authorization: "Bearer check" } }).pipe(
          Effect.flatMap(HttpClientResponse.schemaBodyJson(Item)),
          Effect.orDie,
          Effect.map(({ id }) => [id, book] as const)
        )
    )
    const { idleLimit, kinds, plan, rate } = settingsOf(scenario, random, books)
    const proxy = yield* Proxy.make({
      upstream: service.url,
      maxResponseMillis: plan.requestTimeout / 3,
      choose: Faults.choosing(SeededRandom.make(`${name} faults`), { foreign: foreign.url, kinds, rate })
    })
    const tokens = new Set<string>()
    const records: World.Records = {
      moment: proxy.moment,
      holdings: [],
      calls: [],
      emitted: [],
      newToken: () => {
        const token = jwt({ oid: name, number: tokens.size, secret: random.next() })
        tokens.add(token)
        return token
      }
    }
    const ended = yield* World.run(plan, records, random, `${proxy.url}/v1.0`).pipe(
      Effect.disconnect,
      Effect.timeoutOption(timeLimit)
    )
    const history: History = {
      exchanges: proxy.exchanges,
      holdings: records.holdings,
      calls: records.calls,
      emitted: records.emitted,
      foreign: foreign.received,
      tokens,
      books: new Map(items),
      before,
      after: [],
      idleLimit,
      unexpectedErrors: Option.isSome(ended) ? [] : [`the users have not left after ${Duration.format(timeLimit)}`]
    }
    yield* settled(history)
    const after = yield* read
    const whole = { ...history, after }
    return { name, history: whole, violations: Checker.check(whole) } satisfies Outcome
  }).pipe(Effect.scoped)

/** Waits until all sessions of the client have ended, up to a time limit. */
const settled = (history: History): Effect.Effect<void> => {
  const isOver = Effect.sync(() =>
    history.exchanges.every(({ ended }) => ended !== undefined) && Checker.isSettled(history)
  )
  return isOver.pipe(
    Effect.repeat({ until: (over) => over, schedule: Schedule.spaced("200 millis") }),
    Effect.timeoutOption(settling),
    Effect.asVoid
  )
}

/** The numbers for the last line of the output. */
export const counts = ({ calls, exchanges }: History) => ({
  requests: exchanges.length,
  faults: exchanges.filter(({ fault }) => fault !== undefined).length,
  writes: calls.filter(({ write }) => write !== undefined).length,
  sessions: exchanges.filter(Answers.isCreation).length
})
