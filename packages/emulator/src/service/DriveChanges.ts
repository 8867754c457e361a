/**
 * Requests that upload, create and delete files. Other changes of the drive are not served.
 *
 * A file with an open session is locked, as on the service.
 *
 * @since 0.1.0
 */
import * as Book from "@effect-workbook/engine/Book"
import type * as OData from "@effect-workbook/schema/OData"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type Drive, type DriveError, isWorkbookName, type Item } from "./Drive.js"
import * as DriveItems from "./DriveItems.js"
import * as Failure from "./Failure.js"
import * as Message from "./Message.js"
import * as Query from "./Query.js"
import * as RequestBody from "./RequestBody.js"
import type * as Sessions from "./Sessions.js"

export interface Asked {
  readonly drive: Drive
  readonly sessions: Sessions.Sessions
  readonly request: Message.Request
  readonly query: string
  readonly workbook: Workbook.Workbook
  readonly rest: ReadonlyArray<OData.Segment>
  /** The file at the address. */
  readonly item: Option.Option<Item>
  /** The path of the folder at the address. */
  readonly folder: Option.Option<string>
}

type Answer = Effect.Effect<Message.Response, Failure.Failure>

type Conflict = "fail" | "replace" | "rename"

const conflictOption = "@microsoft.graph.conflictBehavior"

const conflictOf = (value: unknown, otherwise: Conflict) => {
  switch (value) {
    case undefined:
    case null:
      return Effect.succeed(otherwise)
    case "fail":
    case "replace":
    case "rename":
      return Effect.succeed(value)
    default:
      return Failure.gateway(
        400,
        "invalidRequest",
        `The ${conflictOption} is ${Failure.quoted(String(value))}: expected 'fail', 'replace' or 'rename'.`
      )
  }
}

const failed = (error: DriveError): Failure.Failure =>
  Failure.gateway(500, "generalException", `The drive ${error.message}.`)

const taken = (path: string): Failure.Failure =>
  Failure.gateway(409, "nameAlreadyExists", `The drive has an item at ${Failure.quoted(path)} already.`)

const unlocked = ({ sessions }: Asked, item: Item): Effect.Effect<void, Failure.Failure> =>
  Effect.flatMap(
    sessions.open,
    (open): Effect.Effect<void, Failure.Failure> =>
      open.some((session) => session.item.id === item.id)
        ? Failure.gateway(
          423,
          "resourceLocked",
          "The resource you are attempting to access is locked. The workbook has an open session."
        )
        : Effect.void
  )

const shown = ({ query, request }: Asked, status: number, item: Item): Answer =>
  Effect.map(
    Query.parse(query),
    (query) => Message.json(status, DriveItems.show(item, request.origin, query))
  )

const replace = (asked: Asked, item: Item, bytes: Uint8Array): Answer =>
  Effect.gen(function*() {
    yield* unlocked(asked, item)
    const saved = yield* asked.drive.save(item, bytes).pipe(
      Effect.tapError(Effect.logError),
      Effect.mapError((error) => error._tag === "ContentChanged" ? taken(item.path) : failed(error))
    )
    return yield* shown(asked, 200, saved)
  })

/** The first name like `Book 1.xlsx` that is not taken. */
const unusedPath = (drive: Drive, path: string, number = 1): Effect.Effect<string, Failure.Failure> => {
  const candidate = path.replace(/(\.[^.]*)$/, ` ${number}$1`)
  return Effect.flatMap(
    Effect.mapError(drive.byPath(candidate), failed),
    (found) => Option.isSome(found) ? unusedPath(drive, path, number + 1) : Effect.succeed(candidate)
  )
}

const create = (asked: Asked, path: string, bytes: Uint8Array, conflict: Conflict): Answer =>
  Effect.gen(function*() {
    if (
      !isWorkbookName(path.slice(path.lastIndexOf("/") + 1)) || path.split("/").some((part) => part.startsWith("."))
    ) {
      return yield* Failure.notServed("files other than .xlsx and .xlsm, and hidden ones")
    }
    const present = yield* Effect.mapError(asked.drive.byPath(path), failed)
    if (Option.isSome(present) && conflict === "replace") return yield* replace(asked, present.value, bytes)
    const free = Option.isSome(present) && conflict === "rename" ? yield* unusedPath(asked.drive, path) : path
    const created = yield* asked.drive.create(free, bytes).pipe(
      Effect.tapErrorTag("DriveError", Effect.logError),
      Effect.mapError((error) => error._tag === "PathTaken" ? taken(free) : failed(error))
    )
    return yield* shown(asked, 201, created)
  })

/** A workbook with an empty worksheet. */
const blank = Effect.map(Effect.orDie(Book.make({ Sheet1: [] })), (book) => book.save())

/** A new file without content is an empty workbook, because Excel opens it as one. */
const contentOr = (bytes: Uint8Array): Effect.Effect<Uint8Array> => bytes.length > 0 ? Effect.succeed(bytes) : blank

const pathIn = (workbook: Workbook.Workbook): Option.Option<string> =>
  workbook._tag === "Path"
    ? Option.some(workbook.path)
    : workbook._tag === "Child"
    ? Option.some(`/${workbook.name}`)
    : Option.none()

/** `PUT {item}/content` replaces a file, or creates one at a path. */
const upload = (asked: Asked): Option.Option<Answer> => {
  const path = Option.orElse(Option.map(asked.item, ({ path }) => path), () => pathIn(asked.workbook))
  return Option.map(path, (path) =>
    Effect.gen(function*() {
      const conflict = yield* conflictOf(new URLSearchParams(asked.query).get(conflictOption), "replace")
      return yield* create(asked, path, yield* Effect.flatMap(asked.request.bytes, contentOr), conflict)
    }))
}

/** `POST {folder}/children` creates an empty workbook. */
const createIn = (asked: Asked, folder: string): Answer =>
  Effect.gen(function*() {
    const body = yield* RequestBody.parseObject(yield* RequestBody.text(asked.request))
    const { file, name } = body
    if (typeof name !== "string" || name === "" || name.includes("/")) {
      return yield* Failure.gateway(
        400,
        "invalidRequest",
        "The property 'name' of a new item must be the name of a file."
      )
    }
    if (file === undefined) return yield* Failure.notServed("the creation of folders without a file")
    const conflict = yield* conflictOf(body[conflictOption], "fail")
    return yield* create(asked, `${folder}/${name}`, yield* blank, conflict)
  })

const remove = (asked: Asked, item: Item): Answer =>
  Effect.gen(function*() {
    yield* unlocked(asked, item)
    yield* asked.drive.remove(item).pipe(Effect.tapError(Effect.logError), Effect.mapError(failed))
    return Message.empty(204)
  })

/** What Graph has below an item besides its workbook. */
const unserved: ReadonlySet<string> = new Set([
  "analytics",
  "checkin",
  "checkout",
  "children",
  "content",
  "copy",
  "createlink",
  "createuploadsession",
  "delta",
  "follow",
  "invite",
  "listitem",
  "permissions",
  "preview",
  "restore",
  "retentionlabel",
  "subscriptions",
  "thumbnails",
  "unfollow",
  "versions"
])

/** Answers a change of the drive, or says that it is not served. Requests to workbooks are left to others. */
export const answer = (asked: Asked): Option.Option<Answer> => {
  const { folder, item, request: { method }, rest } = asked
  const [segment] = rest
  const name = segment?.name.replace(/^microsoft\.graph\./, "").toLowerCase()
  if (rest.length === 1 && name === "content" && method === "PUT") return upload(asked)
  if (rest.length === 1 && name === "children" && method === "POST" && Option.isSome(folder)) {
    return Option.some(createIn(asked, folder.value))
  }
  if (rest.length === 1 && name === "createuploadsession" && Option.isSome(pathIn(asked.workbook))) {
    return Option.some(Failure.notServed("the upload of a file in several requests"))
  }
  if (Option.isNone(item) && Option.isNone(folder)) return Option.none()
  if (rest.length === 0 && method === "DELETE" && Option.isSome(item)) return Option.some(remove(asked, item.value))
  const isItem = rest.length === 0 && method !== "GET"
  const isPart = name !== undefined && unserved.has(name) && !(method === "GET" && name === "content")
  return isItem || isPart
    ? Option.some(Failure.notServed(`${method} ${name === undefined ? "of items" : `of the ${name} of items`}`))
    : Option.none()
}
