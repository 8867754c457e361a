/** Runs the examples of the API reference. */
import type { Emulator } from "@effect-workbook/emulator"
import type { HttpClient } from "@effect/platform"
import { Effect, Layer, type Scope } from "effect"
import { type GraphClient, WorkbookSession } from "../../src/index.js"
import { layer, workbook } from "./Emulated.js"

interface Example<E> {
  readonly program?: Effect.Effect<
    unknown,
    E,
    | WorkbookSession.WorkbookSession
    | GraphClient.GraphClient
    | HttpClient.HttpClient
    | Emulator.Emulator
    | Scope.Scope
  >
}

const services = WorkbookSession.layer({ workbook }).pipe(Layer.provideMerge(layer()))

/** Runs the `program` that an example exports. It gets a session on a copy of the sample workbook. */
export const runExample = <E>({ program }: Example<E>): Promise<unknown> =>
  Effect.runPromise(program === undefined ? Effect.void : Effect.scoped(Effect.provide(program, services)))
