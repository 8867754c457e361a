/**
 * Loads the WebAssembly module of `@ironcalc/wasm` so that it can be restarted.
 *
 * The binding uses one instance for the life of the process. After a trap that instance is unusable: its memory may be
 * inconsistent, and its stack pointer is not restored. Therefore the binding gets exports that forward each call to the
 * current instance.
 *
 * @since 0.1.0
 */
import * as IronCalc from "@ironcalc/wasm"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

interface LoadedModule {
  readonly module: WebAssembly.Module
  readonly imports: WebAssembly.Imports | undefined
}

let loaded: LoadedModule | undefined
let exports: WebAssembly.Exports = {}

/** Loads and starts the module on the first call. */
export const start = (): void => {
  if (loaded !== undefined) return
  const path = createRequire(import.meta.url).resolve("@ironcalc/wasm/wasm_bg.wasm")
  const module = new WebAssembly.Module(readFileSync(path))
  const Instance = WebAssembly.Instance
  WebAssembly.Instance = class {
    readonly exports: WebAssembly.Exports
    constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
      loaded = { module, imports }
      exports = new Instance(module, imports).exports
      this.exports = forwardingExports(Object.keys(exports))
    }
  }
  try {
    IronCalc.initSync({ module })
  } finally {
    WebAssembly.Instance = Instance
  }
}

/** Replaces the instance. Objects of the former instance must not be used or garbage-collected any more. */
export const restart = (): void => {
  if (loaded === undefined) return
  const { memory } = exports
  exports = new WebAssembly.Instance(loaded.module, loaded.imports).exports
  // `grow` detaches the buffer of the former memory. The binding checks that before it uses its views.
  if (memory instanceof WebAssembly.Memory) memory.grow(0)
  const { __wbindgen_start: begin } = exports
  if (typeof begin === "function") begin()
}

const forwardingExports = (names: ReadonlyArray<string>): WebAssembly.Exports => {
  const target: WebAssembly.Exports = {}
  for (const name of names) {
    if (typeof exports[name] === "function") {
      target[name] = (...args: ReadonlyArray<unknown>) => {
        const call = exports[name]
        return typeof call === "function" ? call(...args) : undefined
      }
    } else {
      Object.defineProperty(target, name, { get: () => exports[name] })
    }
  }
  return target
}
