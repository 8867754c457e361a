/** The requests of a web service, as the guide about many users answers them, against the emulator. */
import { AccessToken, GraphClient, WorkbookSessions } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { NodeContext } from "@effect/platform-node"
import { Console, Effect, Layer, Redacted } from "effect"
import { summary } from "./many-users.js"

class OnBehalfOfCredential implements AccessToken.TokenCredential {
  readonly assertion: string
  constructor(options: { readonly userAssertionToken: string }) {
    this.assertion = options.userAssertionToken
  }
  getToken() {
    return Promise.resolve({ token: `graph-${this.assertion}`, expiresOnTimestamp: Date.now() + 3_600_000 })
  }
}
Object.assign(globalThis, { OnBehalfOfCredential })

const Books = Emulator.layerHttpClient({ books: "books" }).pipe(Layer.provide(NodeContext.layer))
const Sessions = WorkbookSessions.layer().pipe(
  Layer.provide(GraphClient.layer()),
  Layer.provide(AccessToken.layerNone)
)

const program = Effect.gen(function*() {
  const { openSessions, workbooks } = yield* Emulator.Emulator
  const sessions = Effect.map(openSessions, (open) => open.length)
  const [book] = yield* workbooks
  if (book === undefined) return yield* Effect.dieMessage("no workbook")
  const during = yield* Effect.forEach(
    Array.from({ length: 10 }, (_, index) => ({
      tenantId: "contoso",
      userId: index % 2 === 0 ? "ada" : "grace",
      token: Redacted.make(`request-${index}`)
    })),
    (caller) => summary(caller, book.id),
    { concurrency: "unbounded" }
  ).pipe(Effect.zipRight(sessions), Effect.provide(Sessions))
  yield* Console.log(`${during} sessions, then ${yield* sessions}`)
})

await Effect.runPromise(Effect.provide(program, Books))
