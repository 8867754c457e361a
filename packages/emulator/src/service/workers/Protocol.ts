/**
 * The messages between the thread of the server and the threads of the workbooks.
 *
 * @since 0.1.0
 */
import type * as Undocumented from "../../Undocumented.js"
import type * as BookRequest from "../BookRequest.js"
import * as Failure from "../Failure.js"
import type * as Message from "../Message.js"

/** What a thread is started with. */
export interface Settings {
  readonly behavior: Undocumented.Positions
}

/** A message to a thread. `book` is the number of a workbook, and `id` the number of a call, which its reply has too. */
export type ToWorker = Call | { readonly _tag: "Close"; readonly book: number }

/** A message that gets a reply. `now` is the time of the emulator, which workbooks calculate with. */
export type Call =
  & { readonly id: number; readonly book: number; readonly now: number }
  & (
    | { readonly _tag: "Open"; readonly bytes: Uint8Array<ArrayBuffer>; readonly seed: number }
    | { readonly _tag: "Execute" | "Respond"; readonly request: BookRequest.Sent }
    | { readonly _tag: "Save" }
  )

export interface Reply {
  readonly id: number
  readonly outcome: Outcome
}

export type Outcome =
  | { readonly _tag: "Opened" }
  | { readonly _tag: "Result"; readonly result: unknown }
  | { readonly _tag: "Response"; readonly response: Message.Response }
  | { readonly _tag: "File"; readonly bytes: Uint8Array<ArrayBuffer>; readonly uncomputed: string | undefined }
  | { readonly _tag: "Refused"; readonly failure: PlainFailure }
  | { readonly _tag: "Defect"; readonly cause: string }

type PlainFailure = Pick<Failure.Failure, "code" | "diagnostic" | "headers" | "message" | "status">

/** Messages keep the properties of an object, but not its class. */
export const plainFailure = (
  { code, diagnostic, headers, message, status }: Failure.Failure
): PlainFailure => ({ code, diagnostic, message, status, ...(headers && { headers }) })

/** The opposite of {@link plainFailure}. */
export const toFailure = (plain: PlainFailure): Failure.Failure => new Failure.Failure(plain)
