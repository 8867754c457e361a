/**
 * Finds the drive item that a path addresses. All users, groups and sites share the single drive.
 *
 * @since 0.1.0
 */
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Option from "effect/Option"
import { type Drive, type DriveError, driveId, type Item } from "./Drive.js"
import * as Failure from "./Failure.js"

type Found = Effect.Effect<Option.Option<Item>, DriveError>

const nothing: Found = Effect.succeedNone

/** Whether an address names the drive, by its id or as the default one. */
export const hasDrive = (drive: Workbook.Drive): boolean => {
  switch (drive._tag) {
    case "Me":
      return true
    case "DriveId":
      return drive.id === driveId
    default:
      return drive.drive === undefined || drive.drive === driveId
  }
}

/** A sharing link encodes the browser URL of the file. The longest drive path at the end of that URL is the file. */
const shared = (drive: Drive, id: string): Found => {
  const url = Encoding.decodeBase64UrlString(id.replace(/^u!/, "").replace(/=+$/, "")).pipe(
    Either.flatMap((text) => Either.try(() => decodeURIComponent(new URL(text).pathname))),
    Either.getOrUndefined
  )
  if (url === undefined) return nothing
  return Effect.map(drive.list, (items) =>
    Option.fromNullable(
      items.filter(({ path }) => url.toLowerCase().endsWith(path.toLowerCase())).sort((a, b) =>
        b.path.length - a.path.length
      )[0]
    ))
}

const search = (drive: Drive, workbook: Workbook.Workbook): Found => {
  switch (workbook._tag) {
    case "Item":
      return hasDrive(workbook.drive) ? drive.byId(workbook.id) : nothing
    case "Path":
      return hasDrive(workbook.drive) ? drive.byPath(workbook.path) : nothing
    case "Child":
      return hasDrive(workbook.drive) ? drive.byPath(`/${workbook.name}`) : nothing
    case "Special":
      // a special folder is the folder of that name, or the root if it does not exist
      return hasDrive(workbook.drive)
        ? Effect.flatMap(
          drive.byPath(`/${workbook.folder}${workbook.path}`),
          Option.match({ onNone: () => drive.byPath(workbook.path), onSome: (item) => Effect.succeedSome(item) })
        )
        : nothing
    case "Share":
      return shared(drive, workbook.id)
    case "ListItem":
      // list items have numbers: here, by the order of their paths
      return Effect.map(
        drive.list,
        (items) =>
          Option.fromNullable(
            items.find(({ id }, index) => workbook.item === String(index + 1) || workbook.item === id)
          )
      )
  }
}

/** All workbooks of the drive, sorted by path. */
export const list = (drive: Drive): Effect.Effect<ReadonlyArray<Item>, Failure.Failure> =>
  drive.list.pipe(Effect.tapError(Effect.logError), Effect.mapError(() => Failure.driveUnreadable))

/** Finds the item that a workbook address denotes. */
export const find = (drive: Drive, workbook: Workbook.Workbook): Effect.Effect<Item, Failure.Failure> =>
  search(drive, workbook).pipe(
    Effect.tapError(Effect.logError),
    Effect.mapError(() => Failure.driveUnreadable),
    Effect.flatMap(
      Option.match({
        onNone: () => Failure.itemNotFound(`workbook at ${Failure.quoted(Workbook.toPath(workbook))}`),
        onSome: Effect.succeed
      })
    )
  )
