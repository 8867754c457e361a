/** Preloaded into the process of the emulator. On a signal it collects garbage and prints the used heap. */
process.on("SIGUSR2", () => {
  globalThis.gc?.()
  process.stdout.write(`heap ${process.memoryUsage().heapUsed}\n`)
})
