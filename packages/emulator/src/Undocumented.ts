/**
 * The behavior of the service that its documentation leaves open, or that reports contradict, as switches with two
 * positions. All of them are options of the emulator.
 *
 * @since 0.1.0
 */
import * as Struct from "effect/Struct"

/**
 * One position of a switch: the value of the option, and what the emulator does then, in Markdown.
 *
 * @example
 * ```ts
 * import { Undocumented } from "@effect-workbook/emulator"
 * import * as assert from "node:assert/strict"
 *
 * const position: Undocumented.Position<409> = Undocumented.switches.lockStatus.usual
 * assert.equal(position.value, 409)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Position<out Value extends string | number | boolean> {
  readonly value: Value
  readonly behavior: string
}

/**
 * A switch.
 *
 * - `question`: what is not documented, or reported differently, in Markdown
 * - `usual`, `other`: the two positions; `usual` is the default
 * - `flag`, `help`: the option of the command for the other position, and its description
 * - `sources`: the documentation and the reports
 *
 * @example
 * ```ts
 * import { Undocumented } from "@effect-workbook/emulator"
 * import * as assert from "node:assert/strict"
 *
 * const rows: Undocumented.Switch = Undocumented.switches.rowsByIndex
 * assert.equal(rows.usual.value, "accepted")
 * assert.equal(rows.flag, "refuse-rows-by-index")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Switch<
  out Usual extends string | number | boolean = string | number | boolean,
  out Other extends string | number | boolean = string | number | boolean,
  out Flag extends string = string
> {
  readonly question: string
  readonly usual: Position<Usual>
  readonly other: Position<Other>
  readonly flag: Flag
  readonly help: string
  readonly sources: ReadonlyArray<string>
}

const make = <
  const Usual extends string | number | boolean,
  const Other extends string | number | boolean,
  const Flag extends string
>(description: Switch<Usual, Other, Flag>): Switch<Usual, Other, Flag> => description

const errorHandling = "https://learn.microsoft.com/graph/workbook-error-handling"
const excel = "https://learn.microsoft.com/graph/api/resources/excel"
const docsIssue = (number: number): string =>
  `https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/${number}`

/**
 * The switches by the names of the options.
 *
 * @example
 * ```ts
 * import { Undocumented } from "@effect-workbook/emulator"
 * import * as assert from "node:assert/strict"
 *
 * assert.deepEqual(Undocumented.switches.sessionLostStatus.other.value, 400)
 * ```
 *
 * @category switches
 * @since 0.1.0
 */
export const switches = {
  /** Whether a table row has the address `rows/{i}`. Default: `"accepted"`. */
  rowsByIndex: make({
    question: "The API reference addresses a table row as `rows/{i}`; users report that this is refused.",
    usual: { value: "accepted", behavior: "`rows/{i}` is the row, as in the API reference" },
    other: {
      value: "refused",
      behavior: "`rows/{i}` and everything below gets 400 `apiNotFound`; `rows/itemAt(index={i})` is the row"
    },
    flag: "refuse-rows-by-index",
    help: "answer rows/{i} with 400, as the service is reported to do",
    sources: ["https://learn.microsoft.com/graph/api/tablerow-get", docsIssue(3940), docsIssue(9041)]
  }),
  /** Whether the function `itemAt` of a collection can be called by POST. Default: `"accepted"`. */
  postedItemAt: make({
    question:
      "The API reference shows `itemAt` of a collection as a POST with the index in the body; a user reports that " +
      "`POST rows/itemAt` is refused.",
    usual: { value: "accepted", behavior: "the POST is answered like the GET with the arguments in the path" },
    other: { value: "refused", behavior: "the POST gets 400 `apiNotFound`" },
    flag: "refuse-posted-item-at",
    help: "answer a POST of itemAt with 400",
    sources: [
      "https://learn.microsoft.com/graph/api/tablerowcollection-itemat",
      "https://github.com/O365/python-o365/issues/795"
    ]
  }),
  /** The form of the `values` in `tableRowOperationResult`. Default: `"text"`. */
  operationResultValues: make({
    question:
      "The documented response of `tableRowOperationResult` has its `values` as a text that contains JSON; the metadata " +
      "declares any JSON.",
    usual: { value: "text", behavior: "`\"values\": \"[[1, 2]]\"`, as documented" },
    other: { value: "matrix", behavior: "`\"values\": [[1, 2]]`, as in all other responses" },
    flag: "operation-result-matrix",
    help: "values of tableRowOperationResult as a matrix instead of a text",
    sources: ["https://learn.microsoft.com/graph/api/workbook-tablerowoperationresult"]
  }),
  /** What becomes of a change that is made without a session. Default: `"saved"`. */
  sessionlessWrites: make({
    question:
      "A change without a session is documented as saved; a user reports that it was answered with the new values and " +
      "was not saved.",
    usual: { value: "saved", behavior: "the change is saved" },
    other: {
      value: "dropped",
      behavior: "the change is made on a copy of the workbook and answered with success, and the copy is discarded"
    },
    flag: "drop-sessionless-writes",
    help: "answer changes without a session, and do not save them",
    sources: [
      "https://learn.microsoft.com/graph/excel-manage-sessions",
      "https://github.com/Softeria/ms-365-mcp-server/issues/369"
    ]
  }),
  /** Which requests in a session restart its idle time. Default: `"requests"`. */
  idleReset: make({
    question:
      "A session ends after a time of inactivity. It is not documented whether a request that fails is activity.",
    usual: { value: "requests", behavior: "every request in the session restarts the idle time" },
    other: { value: "successes", behavior: "only a request that succeeds restarts it" },
    flag: "idle-reset-by-success",
    help: "restart the idle time of a session by successful requests only",
    sources: [excel]
  }),
  /** The status of a request on a session that has ended. Default: 404. */
  sessionLostStatus: make({
    question:
      "The status of a request in a session that has ended is documented as 404 and, for the second-level codes of " +
      "sessions, as 400 or 404.",
    usual: { value: 404, behavior: "404 with the second-level code `invalidSessionReCreatable`" },
    other: { value: 400, behavior: "400 with the same code" },
    flag: "session-lost-400",
    help: "400 instead of 404 for a session that has ended",
    sources: [excel, errorHandling]
  }),
  /** The status of a change while another editor holds the file, see the fault `Lock`. Default: 409. */
  lockStatus: make({
    question: "Users report 409 and 429 while another editor holds the lock of the file.",
    usual: {
      value: 409,
      behavior: "the fault `Lock` answers 409 `accessConflict` with the diagnostic code `EditModeCannotAcquireLock`"
    },
    other: {
      value: 429,
      behavior: "it answers 429 `tooManyRequestsUncategorized` with `EditModeCannotAcquireLockTooManyRequests`"
    },
    flag: "lock-429",
    help: "429 instead of 409 while another editor holds the file",
    sources: [errorHandling]
  }),
  /** The style of error bodies. Default: `"real"`. */
  errors: make({
    question:
      "The top-level code of an error is documented as one that depends on the status; captured errors have another one.",
    usual: { value: "real", behavior: "the deepest diagnostic code is on top, as in captured errors" },
    other: { value: "documented", behavior: "a code that depends on the status only is on top" },
    flag: "documented-errors",
    help: "error bodies in the documented style instead of the real one",
    sources: [errorHandling, docsIssue(3425)]
  }),
  /** Whether application tokens (`idtyp` is `app`) may open workbooks. Default: `false`. */
  allowAppOnly: make({
    question: "Application permissions are documented as not supported; some users report that they work.",
    usual: { value: false, behavior: "an application token gets 403 `forbiddenUncategorized`" },
    other: { value: true, behavior: "it may open workbooks" },
    flag: "allow-app-only",
    help: "allow application tokens to open workbooks",
    sources: ["https://learn.microsoft.com/graph/api/workbook-createsession", docsIssue(8691)]
  }),
  /** Whether properties of a request body that the operation does not know are ignored. Default: `false`. */
  ignoreUnknownProperties: make({
    question: "It is not documented what happens to a property of a body that the operation does not have, such as " +
      "`persistchanges`.",
    usual: { value: false, behavior: "the request gets 400 and is not executed" },
    other: { value: true, behavior: "the property is ignored" },
    flag: "ignore-unknown",
    help: "ignore unknown properties of request bodies instead of answering 400",
    sources: ["https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html"]
  })
}

type Name = keyof typeof switches

/**
 * The options of the emulator for the switches. A switch without an option has its usual position.
 *
 * @category models
 * @since 0.1.0
 */
// It is homomorphic, so that editors show the doc comment of a switch for its option.
export type Options = {
  readonly [K in keyof typeof switches]?:
    | (typeof switches)[K]["usual"]["value"]
    | (typeof switches)[K]["other"]["value"]
    | undefined
}

/**
 * The positions of all switches.
 *
 * @category models
 * @since 0.1.0
 */
export type Positions = {
  readonly [K in Name]: (typeof switches)[K]["usual"]["value"] | (typeof switches)[K]["other"]["value"]
}

/**
 * The positions of all switches, by the options of an emulator.
 *
 * @example
 * ```ts
 * import { Undocumented } from "@effect-workbook/emulator"
 * import * as assert from "node:assert/strict"
 *
 * const { errors, lockStatus } = Undocumented.positions({ lockStatus: 429 })
 * assert.deepEqual({ errors, lockStatus }, { errors: "real", lockStatus: 429 })
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export function positions(options: Options): Positions
export function positions(options: Options): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(Struct.keys(switches).map((name) => [name, options[name] ?? switches[name].usual.value]))
}
