/**
 * Requests on what is around the workbooks: the user, the sites, the drives, the folders, and the search for files.
 * Programs begin there to let a person choose a workbook.
 *
 * There is one drive. It is the drive of every user and group, and the only library of every site.
 *
 * @since 0.1.0
 */
import type * as OData from "@effect-workbook/schema/OData"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import type * as Caller from "./Caller.js"
import { type Drive, driveId, guid, type Item, siteId } from "./Drive.js"
import * as DriveItems from "./DriveItems.js"
import * as Failure from "./Failure.js"
import * as ItemLookup from "./ItemLookup.js"
import * as Message from "./Message.js"
import * as Query from "./Query.js"
import * as Url from "./Url.js"

/** A folder, or a list of drive items in it. */
type Shown = "item" | "children" | "search" | "recent" | "sharedWithMe"

/** What a path addresses. */
export type Target =
  | { readonly _tag: "User" | "Group" | "Site"; readonly key: string }
  | { readonly _tag: "Sites" | "Drives" | "Drive" }
  | { readonly _tag: "Folder"; readonly path: string; readonly shown: Shown; readonly text: string }

/** The drive at a path such as `/me/drive`, if it is one. Its root folder is also the item `root`. */
const driveAt = (path: string): Workbook.Drive | undefined =>
  Either.match(Url.addressed(`${path}/items/root`), {
    onLeft: () => undefined,
    onRight: ({ rest, workbook }) =>
      rest.length === 0 && workbook._tag === "Item" && workbook.id === "root" ? workbook.drive : undefined
  })

/** The owner of drives at a path such as `/me`, `/users/ada` or `/sites/contoso.sharepoint.com:/sites/team`. */
const ownerAt = (path: string): Target | undefined => {
  const drive = driveAt(`${path}/drive`) ?? (path.includes(":") ? driveAt(`${path}:/drive`) : undefined)
  switch (drive?._tag) {
    case "Me":
      return { _tag: "User", key: "" }
    case "User":
      return { _tag: "User", key: drive.user }
    case "Group":
      return { _tag: "Group", key: drive.group }
    case "Site":
      return { _tag: "Site", key: drive.site }
    case "SitePath":
      return { _tag: "Site", key: "root" }
    default:
      return undefined
  }
}

/** Resolves a path above the files. Paths of files and folders are resolved by {@link folderAt}. */
export const resolve = (requested: string): Target | undefined => {
  const path = requested.replace(/\/+$/, "")
  if (/^\/+sites(?:\/+getAllSites(?:\(\))?)?$/i.test(path)) return { _tag: "Sites" }
  if (/\/drives$/i.test(path) && driveAt(`${path}/any`) !== undefined) return { _tag: "Drives" }
  return driveAt(path) === undefined ? ownerAt(path) : { _tag: "Drive" }
}

const functions = /^(?:microsoft\.graph\.)?(search|recent|sharedWithMe)$/i

const lastSegment = /^(.*)\/+((?:microsoft\.graph\.)?(?:search|recent|sharedWithMe)(?:\(.*\))?)$/is

/** Names the root folder and the functions of a drive like items, because the paths of items are parsed elsewhere. */
export const toItemPath = (requested: string): string => {
  const path = requested.replace(/\/+$/, "")
  const [, drive, call] = lastSegment.exec(path) ?? []
  if (drive !== undefined && driveAt(drive) !== undefined) return `${drive}/items/root/${call}`
  const [, parent, rest = ""] =
    /^(.*)\/root((?:\/+children|\/+[^/]*search\(.*\)|\/+(?!children\b)[^/]+)?)$/is.exec(path) ?? []
  if (parent !== undefined && driveAt(parent) !== undefined) return `${parent}/items/root${rest}`
  return path.replace(/\/items\/root:/i, "/root:")
}

/** A path below a folder that is addressed by its id: `/me/drive/items/{id}:/a.xlsx:/workbook`. */
const belowFolder = /^(.*)\/+items\/+([^/:]+):(\/.*)$/s

/** Whether a path begins at a folder that is addressed by its id. */
export const isBelowFolder = (path: string): boolean => belowFolder.test(path)

/** Begins a path at the root instead of at a folder that is addressed by its id, if the drive has that folder. */
export const fromRoot = (items: ReadonlyArray<Item>, path: string): string => {
  const [, drive = "", id = "", rest = ""] = belowFolder.exec(path) ?? []
  const folder = DriveItems.pathOfFolder(items, id)
  return folder === undefined ? path : `${drive}/root:${folder.split("/").map(encodeURIComponent).join("/")}${rest}`
}

const shownBy = (rest: ReadonlyArray<OData.Segment>): { readonly shown: Shown; readonly text: string } | undefined => {
  const [segment, ...more] = rest
  if (segment === undefined) return { shown: "item", text: "" }
  if (more.length > 0) return undefined
  if (segment.text.toLowerCase() === "children") return { shown: "children", text: "" }
  const name = functions.exec(segment.name)?.[1]?.toLowerCase()
  switch (name) {
    case "search":
      return { shown: "search", text: String(segment.args?.["q"] ?? segment.key ?? "") }
    case "recent":
      return { shown: "recent", text: "" }
    case "sharedwithme":
      return { shown: "sharedWithMe", text: "" }
    default:
      return undefined
  }
}

/** Resolves the path of a folder, or of a list of items in it, if the drive has such a folder. */
export const folderAt = (
  items: ReadonlyArray<Item>,
  workbook: Workbook.Workbook,
  rest: ReadonlyArray<OData.Segment>
): Option.Option<Target> =>
  Option.flatMap(
    Option.fromNullable(shownBy(rest)),
    (shown) => Option.map(DriveItems.folderAt(items, workbook), (path) => ({ _tag: "Folder", path, ...shown }))
  )

export interface Asked {
  readonly drive: Drive
  readonly caller: Caller.Caller
  /** Scheme and host of the request. */
  readonly origin: string
  /** The API version of the request. */
  readonly version: string
  readonly url: string
  readonly query: string
}

/** The position at which the next page begins. The service has it in an option that clients do not read. */
const skipToken = "$skiptoken"

/** The properties for a filter. An object can only be compared with `null`. */
const comparable = (properties: object): object =>
  Record.map({ ...properties }, (value: unknown) => typeof value === "object" && value !== null ? true : value)

/** Answers a page of a list, with a link to the next one. */
const listed = <A>(
  { origin, query: queryText, url }: Asked,
  context: string,
  items: ReadonlyArray<A>,
  show: (item: A, query: Query.Query) => object
) =>
  Either.gen(function*() {
    const params = new URLSearchParams(queryText)
    const token = params.get(skipToken) ?? "0"
    params.delete(skipToken)
    const query = yield* checked(yield* Query.parse(params.toString()))
    if (!/^\d{1,9}$/.test(token)) {
      return yield* Either.left(
        Failure.gateway(
          400,
          "invalidRequest",
          `The ${skipToken} ${Failure.quoted(token)} is not one of a @odata.nextLink.`
        )
      )
    }
    const members = Query.members(query, items, (query, item) => comparable(show(item, query)))
    const from = Number(token) + query.skip
    const until = query.top === undefined ? members.length : from + query.top
    params.delete("$skip")
    params.delete("skip")
    params.set(skipToken, String(until))
    return Message.json(200, {
      "@odata.context": context,
      ...(query.top !== undefined && query.top > 0 && until < members.length
        ? { "@odata.nextLink": `${origin}${Url.halves(url).path}?${params.toString()}` }
        : {}),
      value: members.slice(from, until).map((item) => show(item, query))
    })
  })

/** Refuses an option that the service has for these resources and the emulator has not. */
const checked = (query: Query.Query): Either.Either<Query.Query, Failure.Failure> =>
  query.expand.size > 0
    ? Either.left(Failure.notServed("the query option $expand of users, sites, drives and folders"))
    : Either.right(query)

const one = ({ query: text }: Asked, context: string, show: (query: Query.Query) => object) =>
  Either.map(
    Either.flatMap(Query.parse(text), checked),
    (query) => Message.json(200, { "@odata.context": context, ...show(query) })
  )

const nameOf = (key: string): string => key === "" ? "Emulator User" : key

const user = (caller: Caller.Caller, key: string, query: Query.Query) => ({
  ...Query.pick(query, {
    id: () => key === "" ? caller.id : guid(key),
    displayName: () => nameOf(key),
    userPrincipalName: () => key.includes("@") ? key : "user@emulator.example",
    mail: () => key.includes("@") ? key : "user@emulator.example"
  })
})

const site = (key: string, { origin }: Asked, query: Query.Query) => ({
  id: key.includes(",") ? key : siteId,
  ...Query.pick(query, {
    name: () => "emulator",
    displayName: () => "Emulator",
    webUrl: () => origin
  })
})

const drive = ({ caller, origin }: Asked, query: Query.Query) => ({
  id: driveId,
  ...Query.pick(query, {
    driveType: () => "business",
    name: () => "Documents",
    webUrl: () => `${origin}/Documents`,
    owner: () => ({ user: { id: caller.id, displayName: nameOf("") } })
  })
})

/** Answers a GET. */
export const answer = (target: Target, asked: Asked): Effect.Effect<Message.Response, Failure.Failure> => {
  const metadata = `${asked.origin}/${asked.version}/$metadata#`
  const rootOfDrive = `${metadata}users('${asked.caller.id}')/drive`
  switch (target._tag) {
    case "User":
      return one(asked, `${metadata}users/$entity`, (query) => user(asked.caller, target.key, query))
    case "Group":
      return one(asked, `${metadata}groups/$entity`, (query) => ({
        ...Query.pick(query, { id: () => target.key, displayName: () => target.key })
      }))
    case "Site":
      return one(asked, `${metadata}sites/$entity`, (query) => site(target.key, asked, query))
    case "Sites":
      return listed(withoutSearch(asked), `${metadata}sites`, [""], (key, query) => site(key, asked, query))
    case "Drives":
      return listed(asked, `${metadata}drives`, [drive], (drive, query) => drive(asked, query))
    case "Drive":
      return one(asked, `${metadata}drives/$entity`, (query) => drive(asked, query))
    case "Folder":
      return Effect.flatMap(ItemLookup.list(asked.drive), (items) => {
        const { path, shown } = target
        const show = (entry: DriveItems.Entry, query: Query.Query) => DriveItems.show(entry, asked.origin, query)
        switch (shown) {
          case "item":
            return one(
              asked,
              `${rootOfDrive}/${path === "" ? "root" : "items"}/$entity`,
              (query) => show(DriveItems.folder(items, path), query)
            )
          case "children":
            return listed(
              asked,
              `${rootOfDrive}/${path === "" ? "root" : `items('${DriveItems.folderId(path)}')`}/children`,
              DriveItems.children(items, path),
              show
            )
          case "search":
            return listed(asked, `${metadata}Collection(driveItem)`, DriveItems.search(items, path, target.text), show)
          case "recent":
            return listed(asked, `${metadata}Collection(driveItem)`, DriveItems.recent(items), show)
          case "sharedWithMe":
            return listed(asked, `${metadata}Collection(driveItem)`, [], show)
        }
      })
  }
}

/** The list of sites has a search of its own, which is no system query option. There is one site to find. */
const withoutSearch = (asked: Asked): Asked => {
  const params = new URLSearchParams(asked.query)
  params.delete("search")
  params.delete("$search")
  return { ...asked, query: params.toString() }
}
