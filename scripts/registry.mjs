// A package registry on this machine that knows the packed packages and nothing else, so that the install lines of the docs
// can be tried as they stand before anything is published.
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import { basename } from "node:path"
import { run } from "./workspace.mjs"

/** What a registry answers for a package: its one version, with the manifest inside of the tarball. */
const packument = async (tarball, origin) => {
  const { output, status } = await run("tar", ["-xzOf", tarball, "package/package.json"])
  if (status !== 0) throw new Error(output)
  const manifest = JSON.parse(output)
  const bytes = readFileSync(tarball)
  const dist = {
    tarball: `${origin}/-/${basename(tarball)}`,
    integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
    shasum: createHash("sha1").update(bytes).digest("hex")
  }
  return {
    name: manifest.name,
    "dist-tags": { latest: manifest.version },
    versions: { [manifest.version]: { ...manifest, dist } }
  }
}

/** Serves the tarballs on a free port of this machine. */
export const serve = async (tarballs) => {
  const answers = new Map()
  const server = createServer((request, response) => {
    const answer = answers.get(decodeURIComponent(new URL(request.url, "http://localhost").pathname))
    if (answer === undefined) response.writeHead(404)
    response.end(answer)
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${server.address().port}`
  for (const tarball of tarballs) {
    const document = await packument(tarball, url)
    answers.set(`/${document.name}`, JSON.stringify(document))
    answers.set(`/-/${basename(tarball)}`, readFileSync(tarball))
  }
  return { url, close: () => server.close() }
}
