// Marks the calls at the top of the built modules as pure, after `tsc`, as the packages of Effect do: a bundler drops a
// constant that nothing uses only if it knows that the call that makes it has no other effect.
import { transformFileAsync } from "@babel/core"
import annotatePureCalls from "babel-plugin-annotate-pure-calls"
import { readdirSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { publicPackages } from "./workspace.mjs"

const files = publicPackages().flatMap(({ folder }) =>
  readdirSync(join(folder, "dist"), { recursive: true })
    .filter((file) => file.endsWith(".js"))
    .map((file) => join(folder, "dist", file))
)

await Promise.all(files.map(async (file) => {
  const { code, map } = await transformFileAsync(file, {
    babelrc: false,
    configFile: false,
    plugins: [annotatePureCalls],
    inputSourceMap: true,
    sourceMaps: true
  })
  writeFileSync(file, `${code}\n//# sourceMappingURL=${basename(file)}.map\n`)
  writeFileSync(`${file}.map`, JSON.stringify(map))
}))
