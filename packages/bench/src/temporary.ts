/** Files that exist while some work runs. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Runs some work with the path of a new file. */
export const withFile = async <A>(name: string, bytes: Uint8Array, work: (file: string) => Promise<A>): Promise<A> => {
  const folder = await mkdtemp(join(tmpdir(), "effect-workbook-bench-"))
  try {
    const file = join(folder, name)
    await writeFile(file, bytes)
    return await work(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}
