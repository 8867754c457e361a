/**
 * Addresses of workbooks, in all forms that Graph has.
 *
 * A workbook belongs to a file in a drive, so each path of the file is an address of the workbook. The address by the
 * ids of drive and file works everywhere; `Catalogue.driveItem.get` returns these ids for every other address.
 * See {@link https://learn.microsoft.com/graph/api/resources/excel | Excel in Graph}.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Schema from "effect/Schema"
import * as OData from "./OData.js"

// A URL resolves the segments "." and "..", so a path with such an id or name would address another resource.
const Name = Schema.NonEmptyString.pipe(
  Schema.filter((name) => name !== "." && name !== ".." || "\".\" and \"..\" name nothing")
)

const FilePath = Schema.NonEmptyString.pipe(
  Schema.filter((path) =>
    /^(\/[^/]+)+$/.test(path) && !/\/\.\.?(\/|$)/.test(path) || "a path like /Reports/a.xlsx, without . and .."
  )
)

const OptionalDrive = Schema.optionalWith(Name, { exact: true })

/**
 * The default drive of the signed-in user.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(new Workbook.Item({ id: "01ABC", drive: new Workbook.Me() })), "/me/drive/items/01ABC")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Me extends Schema.TaggedClass<Me>("@effect-workbook/schema/Workbook/Me")("Me", {}) {}

/**
 * A drive by its id.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.DriveId({ id: "b!abc" }).id, "b!abc")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class DriveId extends Schema.TaggedClass<DriveId>("@effect-workbook/schema/Workbook/DriveId")("DriveId", {
  id: Name
}) {}

/**
 * A drive of a user. `user` is an id or a user principal name. `drive` is the id of the drive; without it, the default
 * drive is used.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.User({ user: "ada@contoso.com" }).drive, undefined)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class User extends Schema.TaggedClass<User>("@effect-workbook/schema/Workbook/User")("User", {
  user: Name,
  drive: OptionalDrive
}) {}

/**
 * A drive of a group, by the id of the group. `drive` is the id of the drive; without it, the default drive is used.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.Group({ group: "5f2b" }).group, "5f2b")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Group extends Schema.TaggedClass<Group>("@effect-workbook/schema/Workbook/Group")("Group", {
  group: Name,
  drive: OptionalDrive
}) {}

/**
 * A document library of a SharePoint site, by the id of the site. `drive` is the id of the library; without it, the
 * default library is used.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.Site({ site: "contoso.sharepoint.com,1f2e,3d4c", drive: "b!abc" }).drive, "b!abc")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Site extends Schema.TaggedClass<Site>("@effect-workbook/schema/Workbook/Site")("Site", {
  site: Name,
  drive: OptionalDrive
}) {}

/**
 * A document library of a SharePoint site, by the host and the server-relative path of the site. `drive` is the id of
 * the library; without it, the default library is used.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.SitePath({ host: "contoso.sharepoint.com", path: "/sites/team" }).path, "/sites/team")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class SitePath extends Schema.TaggedClass<SitePath>("@effect-workbook/schema/Workbook/SitePath")("SitePath", {
  host: Name,
  path: FilePath,
  drive: OptionalDrive
}) {}

/**
 * The address of a drive.
 *
 * @category models
 * @since 0.1.0
 */
export type Drive = typeof Drive.Type

/**
 * The schema of {@link Drive}.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.encodeSync(Workbook.Drive)(Workbook.drive("b!abc")), { _tag: "DriveId", id: "b!abc" })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Drive = Schema.Union(Me, DriveId, User, Group, Site, SitePath).annotations({ identifier: "Drive" })

/**
 * A workbook by the id of its file. This form of address works everywhere.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.Item({ id: "01ABC", drive: Workbook.me }).id, "01ABC")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Item extends Schema.TaggedClass<Item>("@effect-workbook/schema/Workbook/Item")("Item", {
  id: Name,
  drive: Drive
}) {}

/**
 * A workbook by its path from the root of a drive.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.Path({ path: "/Reports/a.xlsx", drive: Workbook.me }).path, "/Reports/a.xlsx")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Path extends Schema.TaggedClass<Path>("@effect-workbook/schema/Workbook/Path")("Path", {
  path: FilePath,
  drive: Drive
}) {}

/**
 * A workbook by its path from a special folder, such as `documents` or `approot`.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.Special({ folder: "approot", path: "/a.xlsx", drive: Workbook.me }).folder, "approot")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Special extends Schema.TaggedClass<Special>("@effect-workbook/schema/Workbook/Special")("Special", {
  folder: Name,
  path: FilePath,
  drive: Drive
}) {}

/**
 * A workbook by its name in the root folder of a drive.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.Child({ name: "a.xlsx", drive: Workbook.me }).name, "a.xlsx")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Child extends Schema.TaggedClass<Child>("@effect-workbook/schema/Workbook/Child")("Child", {
  name: Name,
  drive: Drive
}) {}

/**
 * A shared workbook, by the id of the share or by an encoded sharing URL (`u!…`).
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.Share({ id: "u!aHR0" }).id, "u!aHR0")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class Share extends Schema.TaggedClass<Share>("@effect-workbook/schema/Workbook/Share")("Share", {
  id: Name
}) {}

/**
 * The workbook of an item in a SharePoint list.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(new Workbook.ListItem({ site: "root", list: "Documents", item: "3" }).item, "3")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class ListItem extends Schema.TaggedClass<ListItem>("@effect-workbook/schema/Workbook/ListItem")("ListItem", {
  site: Name,
  list: Name,
  item: Name
}) {}

/**
 * The address of a workbook. Two addresses of the same form and content are equal by `Equal.equals`, so an address can
 * be the key of a `HashMap`.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { Equal } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook: Workbook.Workbook = Workbook.item("01ABC")
 * strictEqual(Equal.equals(workbook, Workbook.item("01ABC")), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Workbook = typeof Workbook.Type

/**
 * The schema of {@link Workbook}. The ids and names `.` and `..` are invalid, because a URL resolves them.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = Schema.encodeSync(Workbook.Workbook)(Workbook.item("01ABC"))
 * deepStrictEqual(json, { _tag: "Item", id: "01ABC", drive: { _tag: "Me" } })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Workbook = Schema.Union(Item, Path, Special, Child, Share, ListItem).annotations({
  identifier: "Workbook"
})

/**
 * The default drive of the signed-in user.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.item("01ABC", Workbook.me)), "/me/drive/items/01ABC")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const me: Me = new Me()

/**
 * A drive by its id.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.item("01ABC", Workbook.drive("b!abc"))), "/drives/b!abc/items/01ABC")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const drive = (id: string): DriveId => new DriveId({ id })

/**
 * A drive of a user, by id or user principal name. Without `driveId` it is the default drive.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook = Workbook.item("01ABC", Workbook.user("ada@contoso.com"))
 * strictEqual(Workbook.toPath(workbook), "/users/ada@contoso.com/drive/items/01ABC")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const user = (idOrPrincipalName: string, driveId?: string): User =>
  new User({ user: idOrPrincipalName, ...optionalDrive(driveId) })

/**
 * A drive of a group, by the id of the group. Without `driveId` it is the default drive.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.item("01ABC", Workbook.group("5f2b"))), "/groups/5f2b/drive/items/01ABC")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const group = (id: string, driveId?: string): Group => new Group({ group: id, ...optionalDrive(driveId) })

/**
 * A document library of a SharePoint site, by the id of the site. Without `driveId` it is the default library.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook = Workbook.item("01ABC", Workbook.site("contoso.sharepoint.com,1f2e,3d4c", "b!abc"))
 * strictEqual(Workbook.toPath(workbook), "/sites/contoso.sharepoint.com,1f2e,3d4c/drives/b!abc/items/01ABC")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const site = (id: string, driveId?: string): Site => new Site({ site: id, ...optionalDrive(driveId) })

/**
 * A document library of a SharePoint site, by the host and the server-relative path of the site. Without `driveId` it is
 * the default library.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook = Workbook.item("01ABC", Workbook.sitePath("contoso.sharepoint.com", "/sites/team"))
 * strictEqual(Workbook.toPath(workbook), "/sites/contoso.sharepoint.com:/sites/team:/drive/items/01ABC")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const sitePath = (host: string, path: string, driveId?: string): SitePath =>
  new SitePath({ host, path: toAbsolutePath(path), ...optionalDrive(driveId) })

/**
 * A workbook by the id of its file. The drive is that of the signed-in user by default.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.item("01ABC")), "/me/drive/items/01ABC")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const item = (id: string, drive: Drive = me): Item => new Item({ id, drive })

/**
 * A workbook by its path from the root of a drive.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.path("/Ryan's Files/a #1.xlsx")), "/me/drive/root:/Ryan's%20Files/a%20%231.xlsx:")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const path = (path: string, drive: Drive = me): Path => new Path({ path: toAbsolutePath(path), drive })

/**
 * A workbook by its path from a special folder, such as `documents` or `approot`.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.special("documents", "a.xlsx")), "/me/drive/special/documents:/a.xlsx:")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const special = (folder: string, path: string, drive: Drive = me): Special =>
  new Special({ folder, path: toAbsolutePath(path), drive })

/**
 * A workbook by its name in the root folder of a drive.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.child("a.xlsx")), "/me/drive/root/children('a.xlsx')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const child = (name: string, drive: Drive = me): Child => new Child({ name, drive })

/**
 * A shared workbook, by the id of the share or by an encoded sharing URL (`u!…`).
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.share("u!aHR0")), "/shares/u!aHR0/driveItem")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const share = (id: string): Share => new Share({ id })

/**
 * A shared workbook, by its sharing URL.
 * See {@link https://learn.microsoft.com/graph/api/shares-get | shares}.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook = Workbook.shareUrl("https://onedrive.live.com/redir?resid=1231244193912!12")
 * strictEqual(workbook.id, "u!aHR0cHM6Ly9vbmVkcml2ZS5saXZlLmNvbS9yZWRpcj9yZXNpZD0xMjMxMjQ0MTkzOTEyITEy")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const shareUrl = (url: string): Share => new Share({ id: `u!${Encoding.encodeBase64Url(url)}` })

/**
 * The workbook of an item in a SharePoint list.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const workbook = Workbook.listItem({ site: "root", list: "Documents", item: "3" })
 * strictEqual(Workbook.toPath(workbook), "/sites/root/lists/Documents/items/3/driveItem")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const listItem = (ids: { readonly site: string; readonly list: string; readonly item: string }): ListItem =>
  new ListItem(ids)

const optionalDrive = (drive: string | undefined): { readonly drive?: string } => drive === undefined ? {} : { drive }

const toAbsolutePath = (path: string): string => `/${path.split("/").filter((name) => name !== "").join("/")}`

const encodePath = (path: string): string => path.split("/").map(OData.encodeSegment).join("/")

const ownedDrivePath = (owner: string, drive: string | undefined): string =>
  drive === undefined ? `${owner}/drive` : `${owner}/drives/${OData.encodeSegment(drive)}`

const drivePath = (drive: Drive): string => {
  switch (drive._tag) {
    case "Me":
      return "/me/drive"
    case "DriveId":
      return `/drives/${OData.encodeSegment(drive.id)}`
    case "User":
      return ownedDrivePath(`/users/${OData.encodeSegment(drive.user)}`, drive.drive)
    case "Group":
      return ownedDrivePath(`/groups/${OData.encodeSegment(drive.group)}`, drive.drive)
    case "Site":
      return ownedDrivePath(`/sites/${OData.encodeSegment(drive.site)}`, drive.drive)
    case "SitePath":
      return ownedDrivePath(`/sites/${OData.encodeSegment(drive.host)}:${encodePath(drive.path)}:`, drive.drive)
  }
}

/**
 * The percent-encoded path of the file of a workbook: the part of a URL between the version and `/workbook`.
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Workbook.toPath(Workbook.path("/Reports/a.xlsx")), "/me/drive/root:/Reports/a.xlsx:")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const toPath = (workbook: Workbook): string => {
  switch (workbook._tag) {
    case "Item":
      return `${drivePath(workbook.drive)}/items/${OData.encodeSegment(workbook.id)}`
    case "Path":
      return `${drivePath(workbook.drive)}/root:${encodePath(workbook.path)}:`
    case "Special":
      return `${drivePath(workbook.drive)}/special/${OData.encodeSegment(workbook.folder)}:${
        encodePath(workbook.path)
      }:`
    case "Child":
      return `${drivePath(workbook.drive)}/root/children${OData.key(workbook.name)}`
    case "Share":
      return `/shares/${OData.encodeSegment(workbook.id)}/driveItem`
    case "ListItem":
      return `/sites/${OData.encodeSegment(workbook.site)}/lists/${OData.encodeSegment(workbook.list)}/items/${
        OData.encodeSegment(workbook.item)
      }/driveItem`
  }
}

interface Member {
  readonly key: string
  readonly itemPath: string | undefined
}

// Parses segments from left to right. Each function returns `undefined`, or `false`, for segments that it does not
// accept.
const makeParser = (segments: ReadonlyArray<OData.Segment>) => {
  let index = 0

  const skipSegment = (name: string): boolean => {
    const segment = segments[index]
    const found = segment !== undefined && segment.text.toLowerCase() === name && segment.itemPath === undefined
    if (found) index++
    return found
  }

  const member = (collection: string): Member | undefined => {
    const segment = segments[index]
    if (segment === undefined || segment.name.toLowerCase() !== collection) return undefined
    if (segment.key !== undefined) {
      index++
      return { key: segment.key, itemPath: segment.itemPath }
    }
    const next = segments[index + 1]
    if (segment.text !== segment.name || segment.itemPath !== undefined || next === undefined) return undefined
    index += 2
    return { key: next.text, itemPath: next.itemPath }
  }

  const key = (collection: string): string | undefined => {
    const start = index
    const found = member(collection)
    if (found?.itemPath === undefined) return found?.key
    index = start
    return undefined
  }

  const ownedDrive = <D>(make: (drive?: string) => D): D | undefined => {
    const id = key("drives")
    if (id !== undefined) return make(id)
    return skipSegment("drive") ? make() : undefined
  }

  const listItemOf = (site: string): ListItem | undefined => {
    const list = key("lists")
    const item = list === undefined ? undefined : key("items")
    return list === undefined || item === undefined || !skipSegment("driveitem")
      ? undefined
      : listItem({ site, list, item })
  }

  const workbookInDrive = (drive: Drive): Workbook | undefined => {
    const id = key("items")
    if (id !== undefined) return item(id, drive)
    const folder = member("special")
    if (folder !== undefined) {
      return folder.itemPath === undefined ? undefined : special(folder.key, folder.itemPath, drive)
    }
    const root = segments[index]
    if (root?.name.toLowerCase() !== "root") return undefined
    index++
    if (root.itemPath !== undefined) return path(root.itemPath, drive)
    const name = key("children")
    return name === undefined ? undefined : child(name, drive)
  }

  const workbookInSite = ({ itemPath, key }: Member): Workbook | undefined => {
    if (itemPath === undefined) {
      const found = listItemOf(key)
      if (found !== undefined) return found
    }
    const drive = ownedDrive((drive): Drive =>
      itemPath === undefined ? site(key, drive) : sitePath(key, itemPath, drive)
    )
    return drive === undefined ? undefined : workbookInDrive(drive)
  }

  const workbook = (): Workbook | undefined => {
    const shared = key("shares")
    if (shared !== undefined) return skipSegment("driveitem") || skipSegment("root") ? share(shared) : undefined
    const ofSite = member("sites")
    if (ofSite !== undefined) return workbookInSite(ofSite)
    const id = key("drives")
    if (id !== undefined) return workbookInDrive(drive(id))
    const userId = key("users")
    const groupId = userId === undefined ? key("groups") : undefined
    const found = userId !== undefined
      ? ownedDrive((drive): Drive => user(userId, drive))
      : groupId !== undefined
      ? ownedDrive((drive): Drive => group(groupId, drive))
      : skipSegment("me")
      ? ownedDrive((id): Drive => id === undefined ? me : drive(id))
      : undefined
    return found === undefined ? undefined : workbookInDrive(found)
  }

  return { workbook, rest: () => segments.slice(index) }
}

const invalid = (path: string) => new OData.InvalidPath({ path, reason: "addresses no workbook" })

/**
 * Parses the path of a file, and returns the workbook and the segments after the path of the file. It accepts the forms
 * that {@link toPath} returns and those of the service, such as `/users('…')/drive/items('…')`. The path begins after
 * the version (`/v1.0`).
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(
 *   Workbook.fromItemPath("/me/drive/items/01ABC"),
 *   Either.right({ workbook: Workbook.item("01ABC"), rest: [] })
 * )
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromItemPath = (
  path: string
): Either.Either<
  { readonly workbook: Workbook; readonly rest: ReadonlyArray<OData.Segment> },
  OData.InvalidPath
> =>
  Either.flatMap(OData.parsePath(path), (segments) => {
    const parser = makeParser(segments)
    return Either.try({ try: parser.workbook, catch: () => invalid(path) }).pipe(
      Either.filterOrLeft((workbook) => workbook !== undefined, () => invalid(path)),
      Either.map((workbook) => ({ workbook, rest: parser.rest() }))
    )
  })

/**
 * Parses the path of a request, and returns the workbook and the segments after `/workbook`. The path begins after the
 * version (`/v1.0`).
 *
 * @example
 * ```ts
 * import { Workbook } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const request = Either.getOrThrow(Workbook.fromPath("/me/drive/root:/a.xlsx:/workbook/worksheets('Data')"))
 * deepStrictEqual(request.workbook, Workbook.path("/a.xlsx"))
 * deepStrictEqual(request.rest.map((segment) => segment.key), ["Data"])
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromPath = (
  path: string
): Either.Either<
  { readonly workbook: Workbook; readonly rest: ReadonlyArray<OData.Segment> },
  OData.InvalidPath
> =>
  fromItemPath(path).pipe(
    Either.filterOrLeft(({ rest }) => rest[0]?.text.toLowerCase() === "workbook", () => invalid(path)),
    Either.map(({ rest, workbook }) => ({ workbook, rest: rest.slice(1) }))
  )
