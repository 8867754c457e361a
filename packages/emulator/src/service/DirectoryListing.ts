/**
 * Directory listings: the files and folders in a folder of the drive.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import { driveId, type Item, itemId } from "./Drive.js"
import type * as Query from "./Query.js"
import { driveItem } from "./ServiceHandlers.js"

const folder = (path: string, items: ReadonlyArray<Item>) => ({
  id: itemId(path),
  name: path.slice(path.lastIndexOf("/") + 1),
  size: items.reduce((size, item) => size + item.size, 0),
  parentReference: { driveType: "business", driveId },
  folder: { childCount: new Set(items.map((item) => item.path.slice(path.length + 1).split("/")[0])).size }
})

/** The children of a folder. `path` is `""` for the root, and like `/Reports` otherwise. */
export const children = (items: ReadonlyArray<Item>, path: string, origin: string, query: Query.Query) => {
  const inside = items.filter((item) => item.path.toLowerCase().startsWith(`${path.toLowerCase()}/`))
  const folders = Arr.groupBy(
    inside.filter((item) => item.path.includes("/", path.length + 1)),
    (item) => item.path.slice(0, item.path.indexOf("/", path.length + 1))
  )
  return [
    ...Object.entries(folders).map(([path, items]) => folder(path, items)),
    ...inside.filter((item) => !item.path.includes("/", path.length + 1)).map((item) => driveItem(item, origin, query))
  ]
}
