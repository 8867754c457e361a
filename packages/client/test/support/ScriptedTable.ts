/** A scripted Graph with one table, `T` at A1 of the sheet `Data`, which is fast enough for many rows. */
import type { CellValue } from "@effect-workbook/schema"
import { Effect } from "effect"
import { created, failure, graph, type Received, type Reply } from "./Script.js"

type Cell = CellValue.CellValue
type Matrix = CellValue.Matrix

/** The path and the query, without the brackets of functions that have no parameters. */
const partsOf = (url: string): ReadonlyArray<string> => decodeURIComponent(url).replaceAll("()", "").split("?")

/** A short name for a request to the table. */
const nameOf = ({ method, url }: Received): string => {
  const [path = ""] = partsOf(url)
  if (path.endsWith("Session")) return path.slice(path.lastIndexOf("/") + 1)
  if (path.endsWith("/columns")) return "columns"
  if (path.endsWith("/rows/count")) return "count"
  if (path.endsWith("/rows")) return method === "POST" ? "add" : "page"
  if (path.includes("/rows/")) return method === "DELETE" ? "deleteRow" : "row"
  if (path.endsWith("/delete")) return "deleteRange"
  if (url.includes("numberFormat")) return "formats"
  if (path.endsWith("/dataBodyRange")) return url.includes("values") ? "read" : "address"
  if (path.includes("/dataBodyRange/column(")) return "keys"
  return method === "PATCH" ? "write" : "read"
}

/** Excel reads an apostrophe as the mark of a text. */
const stored = (cell: Cell): Cell => typeof cell === "string" && cell.startsWith("'") ? cell.slice(1) : cell

interface Place {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

const column = (letters: string) => letters.charCodeAt(0) - 65

/** The cells of an address, with rows counted from the first below the headers. */
const placeOf = (path: string): Place => {
  const [, left = "A", top = "2", right = left, bottom = top] =
    /range\(address='([A-Z])(\d+)(?::([A-Z])(\d+))?'\)/.exec(path) ?? []
  return { top: Number(top) - 2, left: column(left), bottom: Number(bottom) - 2, right: column(right) }
}

/**
 * `lose` says which answers are lost: by the name of the request, and its number among those with that name, counted from 0.
 * `log` has the names of the requests, without those of the session.
 */
export const scriptedTable = (
  headers: ReadonlyArray<string>,
  initial: ReadonlyArray<ReadonlyArray<Cell>>,
  { format = "General", lose = () => undefined, maxAdded = Infinity, maxCells = Infinity }: {
    readonly format?: string
    /** The service takes no more rows in a request. */
    readonly maxAdded?: number
    /** The service returns no more cells in a response. */
    readonly maxCells?: number
    readonly lose?: (name: string, count: number) => "before" | "after" | undefined
  } = {}
) => {
  let rows = initial.map((row) => [...row])
  const log: Array<string> = []
  const counts: Record<string, number> = {}
  const width = headers.length
  const cellsAt = ({ bottom, left, right, top }: Place) =>
    rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1))
  const addressOf = (left: number, right: number) =>
    `Data!${String.fromCharCode(65 + left)}2:${String.fromCharCode(65 + right)}${rows.length + 1}`
  const ok = (body: unknown): Reply => ({ status: 200, body })

  const reply = (name: string, { body, url }: Received): Reply => {
    const [path = "", query = ""] = partsOf(url)
    const isEmpty = rows.length === 0
    switch (name) {
      case "columns":
        return ok({ value: headers.map((name) => ({ name })) })
      case "count":
        return ok({ value: rows.length })
      case "add": {
        const { values } = body as { readonly values: ReadonlyArray<ReadonlyArray<Cell>> }
        if (values.length > maxAdded) return failure(413, "payloadTooLarge")
        const index = rows.length
        rows = rows.concat(values.map((row) => row.map((cell) => stored(cell ?? ""))))
        return { status: 201, body: { index, values: [] } }
      }
      case "page": {
        const [, top, skip] = /\$top=(\d+)&\$skip=(\d+)/.exec(query) ?? []
        const page = rows.slice(Number(skip), Number(skip) + Number(top))
        return ok({ value: page.map((row, at) => ({ index: Number(skip) + at, values: [row] })) })
      }
      case "formats": {
        if (isEmpty && path.includes("dataBodyRange")) return failure(404, "itemNotFound")
        const { bottom, left, right, top } = placeOf(path)
        const lines = path.includes("range(address") ? bottom - top + 1 : 1
        const columns = path.includes("range(address") ? right - left + 1 : width
        return ok({ numberFormat: Array.from({ length: lines }, () => Array.from({ length: columns }, () => format)) })
      }
      case "address":
        return isEmpty ? failure(404, "itemNotFound") : ok({ address: addressOf(0, width - 1) })
      case "keys": {
        const at = Number(/column\(column=(\d+)\)/.exec(path)?.[1])
        return isEmpty
          ? failure(404, "itemNotFound")
          : ok({
            address: addressOf(at, at),
            ...query.includes("values") ? { values: rows.map((row) => [row[at]!]) } : {}
          })
      }
      case "read": {
        if (isEmpty && path.endsWith("dataBodyRange")) return failure(404, "itemNotFound")
        const [, from, more] = /rowOffset=(\d+).*deltaRows=(\d+)/.exec(path) ?? []
        return ok({
          values: from === undefined
            ? cellsAt(
              path.includes("range(address") ? placeOf(path) : { top: 0, left: 0, bottom: Infinity, right: width }
            )
            : rows.slice(Number(from), Number(from) + Number(more) + 1)
        })
      }
      case "write": {
        const { left, top } = placeOf(path)
        const { values } = body as { readonly values: ReadonlyArray<ReadonlyArray<Cell>> }
        values.forEach((row, down) =>
          row.forEach((cell, right) => {
            if (cell !== null) (rows[top + down] ??= [])[left + right] = stored(cell)
          })
        )
        return ok({ address: addressOf(0, width - 1) })
      }
      case "deleteRow":
        rows.splice(Number(/index=(\d+)/.exec(path)?.[1]), 1)
        return { status: 204 }
      case "deleteRange": {
        const { bottom, top } = placeOf(path)
        rows.splice(top, bottom - top + 1)
        return { status: 204 }
      }
      default:
        return failure(404, "itemNotFound")
    }
  }

  const limited = (answer: Reply): Reply => {
    const { numberFormat, values = numberFormat }: { values?: Matrix; numberFormat?: Matrix } = {
      ...Object(answer.body)
    }
    return (values ?? []).flat().length > maxCells ? failure(400, "badRequest", "rangeExceedsLimit") : answer
  }

  const { layer, received } = graph((request) => {
    const name = nameOf(request)
    if (name === "createSession") return created()
    if (name.endsWith("Session")) return { status: 204 }
    log.push(name)
    const count = counts[name] ?? 0
    counts[name] = count + 1
    const lost = lose(name, count)
    if (lost !== "before") {
      const answer = limited(reply(name, request))
      if (lost === undefined) return answer
    }
    return Effect.fail("connection lost")
  })
  return {
    layer,
    received,
    log,
    rows: (): ReadonlyArray<ReadonlyArray<Cell>> => rows,
    /** The number of requests with a name. */
    count: (name: string): number => counts[name] ?? 0
  }
}
