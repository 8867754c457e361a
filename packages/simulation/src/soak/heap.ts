/** Loaded into the process of the emulator: asked by a signal, it collects its garbage and says what is left. */
process.on("SIGUSR2", () => {
  globalThis.gc?.()
  process.stdout.write(`heap ${process.memoryUsage().heapUsed}\n`)
})
