/** Answers that violate HTTP itself, so they are written to the socket directly. */
import { Effect } from "effect"
import { createServer, type Socket } from "node:net"

export interface WireAnswer {
  readonly name: string
  /** Writes the answer. The connection is closed afterwards, unless `staysOpen`. */
  readonly write: (socket: Socket) => void
  readonly staysOpen?: true
  /** The answer shows that the request was not executed. */
  readonly refuses?: true
}

const json = "content-type: application/json\r\n"
const session = "{\"id\":\"cluster=1&usid=secret-session\",\"persistChanges\":true}"

const bytes = (name: string, ...parts: ReadonlyArray<string | Uint8Array>): WireAnswer => ({
  name,
  write: (socket) => {
    for (const part of parts) socket.write(typeof part === "string" ? Buffer.from(part, "latin1") : part)
  }
})

const head = (lines: string, status = "200 OK") => `HTTP/1.1 ${status}\r\n${lines}\r\n`

/** Writes a body of up to 80 MB, which would fill the memory of a client that reads all of it. */
const flood = (lines: string, chunk: Uint8Array): WireAnswer["write"] => (socket) => {
  let left = 80_000_000
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= chunk.length
      if (!socket.write(chunk)) return void socket.once("drain", more)
    }
  }
  socket.write(head(lines))
  more()
}

const block = Buffer.alloc(65_536, " ")

export const wireAnswers: ReadonlyArray<WireAnswer> = [
  bytes("nothing"),
  { ...bytes("silence"), staysOpen: true },
  bytes("noise", Uint8Array.from({ length: 4096 }, (_, at) => at * 31 % 256)),
  bytes("a line", "hello\r\n\r\n"),
  bytes("TLS", Uint8Array.of(0x15, 3, 1, 0, 2, 2, 0x28)),
  bytes("HTTP/0.9", session),
  bytes("HTTP/3.7", `HTTP/3.7 200 OK\r\n${json}\r\n${session}`),
  bytes("no status", "HTTP/1.1 OK\r\n\r\n"),
  bytes("status 99999", head("content-length: 0\r\n", "99999 X")),
  bytes("status -1", head("content-length: 0\r\n", "-1 X")),
  bytes("100 only", "HTTP/1.1 100 Continue\r\n\r\n"),
  { ...bytes("100 for ever", "HTTP/1.1 100 Continue\r\n\r\n".repeat(500)), staysOpen: true },
  bytes("101", head("upgrade: x\r\nconnection: upgrade\r\n", "101 Switching Protocols")),
  bytes("103 and 200", head("link: <x>\r\n", "103 Early Hints") + head(`${json}content-length: 2\r\n`) + "{}"),
  bytes("204 with a body", head(`${json}content-length: ${session.length}\r\n`, "204 No Content") + session),
  bytes("304 with a body", head(`${json}content-length: ${session.length}\r\n`, "304 Not Modified") + session),
  bytes("205 with a body", head(`${json}content-length: ${session.length}\r\n`, "205 Reset") + session),
  bytes("cut in the head", "HTTP/1.1 200 OK\r\ncontent-ty"),
  { ...bytes("never ends the head", "HTTP/1.1 200 OK\r\ncontent-ty"), staysOpen: true },
  bytes("cut in the body", head(`${json}content-length: 5000\r\n`) + session),
  { ...bytes("never ends the body", head(`${json}content-length: 5000\r\n`) + session), staysOpen: true },
  bytes("longer than it says", head(`${json}content-length: 10\r\n`) + session + session),
  bytes("content-length -1", head(`${json}content-length: -1\r\n`) + session),
  bytes("content-length of letters", head(`${json}content-length: many\r\n`) + session),
  bytes("content-length of an exabyte", head(`${json}content-length: 1000000000000000000\r\n`) + session),
  bytes("two lengths", head(`${json}content-length: 2\r\ncontent-length: ${session.length}\r\n`) + session),
  bytes(
    "length and chunks",
    head(`${json}content-length: 5\r\ntransfer-encoding: chunked\r\n`) + "2\r\n{}\r\n0\r\n\r\n"
  ),
  bytes("chunk of letters", head(`${json}transfer-encoding: chunked\r\n`) + "zz\r\n{}\r\n0\r\n\r\n"),
  bytes("chunk of an exabyte", head(`${json}transfer-encoding: chunked\r\n`) + `ffffffffffffffff\r\n${session}`),
  bytes("chunk cut", head(`${json}transfer-encoding: chunked\r\n`) + "ff\r\n{}"),
  bytes("trailers", head(`${json}transfer-encoding: chunked\r\n`) + "2\r\n{}\r\n0\r\nretry-after: 9\r\n\r\n"),
  bytes("unknown transfer coding", head(`${json}transfer-encoding: x\r\n`) + session),
  bytes("gzip that is none", head(`${json}content-encoding: gzip\r\ncontent-length: ${session.length}\r\n`) + session),
  bytes("unknown coding", head(`${json}content-encoding: zstd, x\r\ncontent-length: 2\r\n`) + "{}"),
  bytes(
    "invalid UTF-8",
    head(`${json}content-length: 12\r\n`),
    Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x7d)
  ),
  bytes("UTF-16", head(`${json}content-length: ${session.length * 2}\r\n`), Buffer.from(session, "utf16le")),
  bytes("byte order mark", head(`${json}content-length: ${session.length + 3}\r\n`) + "\u00ef\u00bb\u00bf" + session),
  bytes("header without a name", head(": x\r\ncontent-length: 2\r\n") + "{}"),
  bytes("header with a zero byte", head("x-a: b\u0000c\r\ncontent-length: 2\r\n") + "{}"),
  bytes("header with controls", head("request-id: a\u0001\u001b[31m\r\ncontent-length: 2\r\n") + "{}"),
  bytes("header beyond ASCII", head("request-id: \u00e9\u00ff\r\ncontent-length: 2\r\n") + "{}"),
  bytes("folded header", head("request-id: a\r\n b\r\ncontent-length: 2\r\n") + "{}"),
  bytes("header of 100 kB", head(`request-id: ${"x".repeat(100_000)}\r\ncontent-length: 2\r\n`) + "{}"),
  bytes("5,000 headers", head(`${"x-a: b\r\n".repeat(5000)}content-length: 2\r\n`) + "{}"),
  {
    ...bytes(
      "the same header twice",
      head("retry-after: 1\r\nretry-after: 2\r\nlocation: /a\r\nlocation: /b\r\ncontent-length: 2\r\n", "429 X") + "{}"
    ),
    refuses: true
  },
  bytes("line feeds alone", `HTTP/1.1 200 OK\n${json.replace("\r", "")}content-length: 2\n\n{}`),
  bytes("two answers", (head(`${json}content-length: 2\r\n`) + "{}").repeat(2)),
  bytes("redirect abroad", head("location: http://127.0.0.1:1/secret-session\r\ncontent-length: 0\r\n", "302 Found")),
  bytes("redirect to itself", head("location: /v1.0/x\r\ncontent-length: 0\r\n", "307 X")),
  {
    ...bytes("401 without a reason", head("www-authenticate: \u0000\r\ncontent-length: 0\r\n", "401 X")),
    refuses: true
  },
  { name: "a body without an end", write: flood(json, block) },
  { name: "a body of a gigabyte", write: flood(`${json}content-length: 1000000000\r\n`, block) },
  { name: "an error without an end", write: flood(json, Buffer.alloc(65_536, "x")) }
]

const defaultAnswer = (requestLine: string): string => {
  const [status, body] = requestLine.includes("/createSession")
    ? ["201 Created", session]
    : requestLine.includes("Session")
    ? ["204 No Content", ""]
    : ["200 OK", "{\"values\":[[1]],\"index\":0}"]
  return head(`${json}${body === "" ? "" : `content-length: ${body.length}\r\n`}`, status) + body
}

/** A server that sends the hostile answer to requests whose request line contains `word`, and records all request lines. */
export const serve = (hostile: WireAnswer, word: string) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly lines: Array<string>; readonly close: () => void }>((resume) => {
      const lines: Array<string> = []
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on("error", () => {})
        let buffer = ""
        socket.on("data", (data) => {
          buffer += data.toString("latin1")
          const end = buffer.indexOf("\r\n\r\n")
          const length = Number(/content-length: (\d+)/i.exec(buffer)?.[1] ?? 0)
          if (end < 0 || buffer.length < end + 4 + length) return
          const [line = ""] = buffer.split("\r\n", 1)
          buffer = buffer.slice(end + 4 + length)
          lines.push(line)
          if (!line.includes(word)) return void socket.write(defaultAnswer(line))
          hostile.write(socket)
          if (hostile.staysOpen !== true) socket.end()
        })
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        const port = typeof address === "object" && address !== null ? address.port : 0
        const close = () => {
          server.close()
          for (const socket of sockets) socket.destroy()
        }
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}/v1.0`, lines, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )
