/**
 * The WebAssembly module of `@ironcalc/wasm`, in a form that can be started again.
 *
 * The binding keeps one instance for the life of the process. After a trap that instance is of no use: its memory may be
 * in any state and its stack pointer is not put back. So the binding is given exports which hand every call on to the
 * instance of the moment.
 *
 * @since 0.1.0
 */
import * as IronCalc from "@ironcalc/wasm"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

interface Started {
  readonly module: WebAssembly.Module
  readonly imports: WebAssembly.Imports | undefined
}

let started: Started | undefined
let exports: WebAssembly.Exports = {}

/** Reads and starts the module, the first time it is called. */
export const start = (): void => {
  if (started !== undefined) return
  const path = createRequire(import.meta.url).resolve("@ironcalc/wasm/wasm_bg.wasm")
  const module = new WebAssembly.Module(readFileSync(path))
  const Instance = WebAssembly.Instance
  WebAssembly.Instance = class {
    readonly exports: WebAssembly.Exports
    constructor(of: WebAssembly.Module, imports?: WebAssembly.Imports) {
      started = { module: of, imports }
      exports = new Instance(of, imports).exports
      this.exports = forwarding(Object.keys(exports))
    }
  }
  try {
    IronCalc.initSync({ module })
  } finally {
    WebAssembly.Instance = Instance
  }
}

/** Starts the module anew. Objects of the former instance must not be used any more, nor be collected. */
export const restart = (): void => {
  if (started === undefined) return
  const { memory } = exports
  exports = new WebAssembly.Instance(started.module, started.imports).exports
  // growing detaches the buffer, by which the binding learns that its views are stale
  if (memory instanceof WebAssembly.Memory) memory.grow(0)
  const { __wbindgen_start: begin } = exports
  if (typeof begin === "function") begin()
}

const forwarding = (names: ReadonlyArray<string>): WebAssembly.Exports => {
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
