/** The form of the requests and responses that Microsoft's API reference of v1.0 documents. */
import type { HttpMethod } from "@effect/platform"

export interface Documented {
  /** The last part of the page's URL. */
  readonly page: string
  readonly method: HttpMethod.HttpMethod
  /**
   * The path below the workbook of `book.ts`. `{operation}` is the id of a long-running operation that has succeeded,
   * the creation of a session or, for `tableRowOperationResult`, of rows.
   */
  readonly path: string
  readonly body?: unknown
  /** The documented status. The newest stored page decides where versions of the page differ. */
  readonly status: 200 | 201 | 204
  /** The status that is taken where it is not the documented one. `note` says why. */
  readonly taken?: 200 | 201 | 204
  /** The type of the response by its name in the metadata. Without it, the response has no body. */
  readonly returns?: string
  /** The properties in the response of the page. */
  readonly shows?: ReadonlyArray<string>
  /** The requests that are sent before, with the same headers. */
  readonly after?: ReadonlyArray<
    { readonly method: HttpMethod.HttpMethod; readonly path: string; readonly body?: unknown }
  >
  /** Whether the request needs the header `workbook-session-id`. */
  readonly session?: true
  /** The form in the metadata of a function that the page shows as a POST: a GET of this path. */
  readonly function?: string
  /** Where the page contradicts the metadata, other pages or itself, and what is taken. */
  readonly note?: string
}

export const nameOf = ({ method, page, path }: Documented): string => `${page}: ${method} ${path}`

/** The same request with each of these addresses of the resource. */
export const each = (
  addresses: ReadonlyArray<string>,
  entry: (address: string) => Documented
): ReadonlyArray<Documented> => addresses.map(entry)

/** A creation whose page documents 200, although other pages of the same operation and OData have 201. */
export const created = {
  status: 200,
  taken: 201,
  note: "201 as on the page of the same operation without /add, and as OData has it for a creation"
} as const

export const rangeShows = ["address", "addressLocal", "cellCount", "columnCount", "columnIndex", "valueTypes"]
