/** What each client of the comparison can do. */

export type Cells = ReadonlyArray<ReadonlyArray<string | number>>

/** A write of cells. */
export interface Write {
  readonly address: string
  readonly values: Cells
}

/**
 * A client with an open session of the workbook, as its documentation shows it. All use the worksheet `Data`.
 *
 * - `readAll`: reads ranges that do not depend on each other, with as few requests as the client offers
 * - `writeAll`: writes ranges in their order, with as few requests as the client offers
 */
export interface Client {
  readonly read: (address: string) => Promise<unknown>
  readonly write: (write: Write) => Promise<unknown>
  readonly readAll: (addresses: ReadonlyArray<string>) => Promise<unknown>
  readonly writeAll: (writes: ReadonlyArray<Write>) => Promise<unknown>
  readonly close: () => Promise<void>
}

export const sessionId = "cluster=bench&session=1"

/** The path of a range below the base URL. */
export const pathOf = (address: string): string =>
  `/drives/d/items/01/workbook/worksheets('Data')/range(address='${address}')`

/** The limit of Graph on the requests of a batch. */
export const maxBatch = 20

export const chunks = <A>(values: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size))

/** Runs one after the other. */
export const inOrder = async <A>(values: Iterable<A>, run: (value: A) => Promise<unknown>): Promise<void> => {
  for (const value of values) await run(value)
}

interface Response {
  readonly id: string
  readonly status: number
  readonly body?: unknown
}

interface BatchRequest {
  readonly method: "GET" | "PATCH"
  readonly url: string
  readonly body?: unknown
}

/**
 * Batches as a program without a library makes them: `post` sends the JSON of a batch to `/$batch`. The requests of each
 * batch are in order, and the batches are sent one after the other.
 */
export const batchesByHand = (
  post: (body: string) => Promise<unknown>
): Pick<Client, "readAll" | "writeAll"> => {
  const send = async (items: ReadonlyArray<BatchRequest>) => {
    const results: Array<unknown> = []
    for (const chunk of chunks(items, maxBatch)) {
      const requests = chunk.map((item, index) => ({
        id: String(index),
        ...item,
        headers: {
          "workbook-session-id": sessionId,
          ...(item.body !== undefined && { "content-type": "application/json" })
        },
        ...(index > 0 && { dependsOn: [String(index - 1)] })
      }))
      const { responses } = await post(JSON.stringify({ requests })) as { readonly responses: ReadonlyArray<Response> }
      const byId = new Map(responses.map((response) => [response.id, response]))
      for (const { id } of requests) {
        const response = byId.get(id)
        if (response === undefined || response.status >= 300) throw new Error(`the request ${id} has failed`)
        results.push(response.body)
      }
    }
    return results
  }
  return {
    readAll: (addresses) =>
      send(addresses.map((address) => ({ method: "GET", url: `${pathOf(address)}?$select=values` }))),
    writeAll: (writes) =>
      send(writes.map(({ address, values }) => ({ method: "PATCH", url: pathOf(address), body: { values } })))
  }
}
