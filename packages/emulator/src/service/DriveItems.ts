/**
 * The files and folders of the drive as `driveItem` resources.
 *
 * Folders exist through their files only: a folder without a workbook is not shown.
 *
 * @since 0.1.0
 */
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import { driveId, type Item, itemId, rootId, siteId } from "./Drive.js"
import { hasDrive } from "./ItemLookup.js"
import * as Query from "./Query.js"

/** A folder with the files below it. The path is `""` for the root, and like `/Reports` otherwise. */
export interface Folder {
  readonly path: string
  readonly items: ReadonlyArray<Item>
}

export type Entry = Item | Folder

const isFolder = (entry: Entry): entry is Folder => "items" in entry

const mimeTypes: Readonly<Record<string, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xlsm: "application/vnd.ms-excel.sheet.macroEnabled.12"
}

/** The media type of a workbook file. */
export const mimeType = ({ name }: Item): string =>
  mimeTypes[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream"

const iso = (millis: number): string => DateTime.formatIso(DateTime.unsafeMake(millis))

const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1)

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/"))

/** The id of a folder. */
export const folderId = (path: string): string => path === "" ? rootId : itemId(path)

/** The properties that files and folders share. The storage knows only when a file was last changed. */
const common = (
  { id, modified, name, origin, path, size, version }: {
    readonly id: string
    readonly modified: number
    readonly name: string
    readonly origin: string
    readonly path: string
    readonly size: number
    readonly version: string
  }
) => ({
  name: () => name,
  size: () => size,
  webUrl: () => `${origin}/Documents${encodeURI(path)}`,
  createdDateTime: () => iso(modified),
  lastModifiedDateTime: () => iso(modified),
  eTag: () => `"{${id}},${version}"`,
  cTag: () => `"c:{${id}},${version}"`,
  fileSystemInfo: () => ({ createdDateTime: iso(modified), lastModifiedDateTime: iso(modified) }),
  parentReference: () => ({
    driveType: "business",
    driveId,
    siteId,
    ...(path === "" ? {} : {
      id: folderId(parentOf(path)),
      name: nameIn(parentOf(path)) || "root",
      path: `/drives/${driveId}/root:${parentOf(path)}`
    })
  })
})

const file = (item: Item, origin: string, query: Query.Query) => ({
  id: item.id,
  ...Query.pick(query, {
    "@microsoft.graph.downloadUrl": () => `${origin}/v1.0/drives/${driveId}/items/${item.id}/content`,
    ...common({ ...item, origin }),
    file: () => ({ mimeType: mimeType(item) })
  })
})

const folderResource = ({ items, path }: Folder, origin: string, query: Query.Query) => {
  const id = folderId(path)
  const modified = items.reduce((latest, item) => Math.max(latest, item.modified), 0)
  const size = items.reduce((sum, item) => sum + item.size, 0)
  return {
    id,
    ...Query.pick(query, {
      ...common({ id, modified, name: nameIn(path) || "root", origin, path, size, version: String(modified) }),
      folder: () => ({ childCount: children(items, path).length }),
      ...(path === "" ? { root: () => ({}) } : {})
    })
  }
}

/** The `driveItem` resource of a file or a folder. */
export const show = (entry: Entry, origin: string, query: Query.Query): object =>
  isFolder(entry) ? folderResource(entry, origin, query) : file(entry, origin, query)

const below = (items: ReadonlyArray<Item>, path: string): ReadonlyArray<Item> =>
  items.filter((item) => item.path.toLowerCase().startsWith(`${path.toLowerCase()}/`))

/** A folder of the drive. */
export const folder = (items: ReadonlyArray<Item>, path: string): Folder => ({ path, items: below(items, path) })

/** The paths of all folders except the root, each after its parent. */
const folderPaths = (items: ReadonlyArray<Item>): ReadonlyArray<string> => {
  const paths = new Set<string>()
  for (const { path } of items) {
    for (let slash = path.indexOf("/", 1); slash > 0; slash = path.indexOf("/", slash + 1)) {
      paths.add(path.slice(0, slash))
    }
  }
  return [...paths]
}

/** The children of a folder: its folders, then its files. */
export const children = (items: ReadonlyArray<Item>, path: string): ReadonlyArray<Entry> => {
  const isChild = (candidate: string) => parentOf(candidate).toLowerCase() === path.toLowerCase()
  return [
    ...folderPaths(items).filter(isChild).map((inner) => folder(items, inner)),
    ...items.filter((item) => isChild(item.path))
  ]
}

/**
 * The files and folders below a folder whose names contain the text. Like the service, words are searched one by one,
 * and `OR` separates alternatives. An empty text finds everything.
 */
export const search = (items: ReadonlyArray<Item>, path: string, text: string): ReadonlyArray<Entry> => {
  const alternatives = text.toLowerCase().split(/\s+or\s+/).map((part) =>
    part.split(/\s+/).map((word) => word.replaceAll("*", "")).filter((word) => word !== "")
  )
  const found = (name: string) => alternatives.some((words) => words.every((word) => name.toLowerCase().includes(word)))
  const inside = below(items, path)
  return [
    ...folderPaths(inside).filter((inner) => inner.length > path.length && found(nameIn(inner))).map((inner) =>
      folder(items, inner)
    ),
    ...inside.filter(({ name }) => found(name))
  ]
}

/** All files, the last changed one first. */
export const recent = (items: ReadonlyArray<Item>): ReadonlyArray<Item> =>
  items.toSorted((a, b) => b.modified - a.modified)

/** The path of the folder with an id. The root folder is also known as `root`. */
export const pathOfFolder = (items: ReadonlyArray<Item>, id: string): string | undefined =>
  id.toLowerCase() === "root" ? "" : ["", ...folderPaths(items)].find((path) => folderId(path) === id)

/** The path of the folder that an address of an item denotes, if the drive has it. */
export const folderAt = (items: ReadonlyArray<Item>, workbook: Workbook.Workbook): Option.Option<string> => {
  if (workbook._tag === "Share" || workbook._tag === "ListItem" || !hasDrive(workbook.drive)) return Option.none()
  const paths = ["", ...folderPaths(items)]
  const at = (wanted: string) =>
    Option.fromNullable(
      paths.find((path) => path.normalize("NFC").toLowerCase() === wanted.normalize("NFC").toLowerCase())
    )
  switch (workbook._tag) {
    case "Item":
      return Option.fromNullable(pathOfFolder(items, workbook.id))
    case "Path":
      return at(workbook.path.replace(/\/+$/, ""))
    case "Child":
      return at(`/${workbook.name}`)
    case "Special":
      return Option.orElse(at(`/${workbook.folder}${workbook.path}`), () => at(workbook.path))
  }
}
