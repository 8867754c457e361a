/** Prints the digests of the given seeds. */
import { digest, transcript } from "./transcript.js"

for (const seed of process.argv.slice(2)) console.log(digest(await transcript(Number(seed))))
