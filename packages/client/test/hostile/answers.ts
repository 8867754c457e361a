/** Undocumented answers. Every text that must not be repeated begins with `secret-`. */
export interface HostileAnswer {
  readonly name: string
  readonly status: number
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

const id = "cluster=PSG4&session=15.SG2&usid=secret-session"

const success = (name: string, text: string, headers: Readonly<Record<string, string>> = {}): HostileAnswer => ({
  name: `200 ${name}`,
  status: 200,
  text,
  headers
})

const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)

const bodies: ReadonlyArray<HostileAnswer> = [
  success("nothing", ""),
  success("space", " \r\n "),
  success("null", "null"),
  success("true", "true"),
  success("number", "0"),
  success("number out of range", "1e999"),
  success("text", "\"text\""),
  success("array", "[]"),
  success("array of objects", `[{"id":"${id}"}]`),
  success("object", "{}"),
  success("value is null", "{\"value\":null}"),
  success("value is an object", "{\"value\":{}}"),
  success("values are texts", "{\"values\":\"text\",\"index\":\"0\"}"),
  success("values are ragged", "{\"values\":[[1],[1,2]],\"index\":0}"),
  success("values are objects", "{\"values\":[[{}]],\"index\":0}"),
  success("values are deep", `{"values":${deep(5000, "[", "]")},"index":0}`),
  success("HTML", `<html><body>${id}</body></html>`),
  success("half of JSON", `{"id":"${id}","persistChanges":`),
  success("JSON and more", `{"id":"${id}","persistChanges":true}}`),
  success("JSON in JSON", JSON.stringify(JSON.stringify({ id, persistChanges: true }))),
  success("byte order mark", `\ufeff{"id":"${id}","persistChanges":true}`),
  success("zero bytes", "\u0000\u0000"),
  success("undefined", "undefined"),
  success("5,000 arrays", deep(5000, "[", "]")),
  success("5,000 objects", deep(5000, "{\"value\":", "").slice(0, -1) + "1" + "}".repeat(5000)),
  success("5,000 levels of an id", `{"persistChanges":true,"id":${deep(5000, "[", "]")}}`),
  success("100,000 arrays", deep(100_000, "[", "]")),
  success("100,000 open arrays", "[".repeat(100_000)),
  success("two megabytes", JSON.stringify("x".repeat(2_000_000))),
  success("__proto__", `{"__proto__":{"id":"${id}","persistChanges":true,"value":[]},"constructor":{"prototype":1}}`),
  success("names of methods", "{\"toString\":1,\"valueOf\":2,\"hasOwnProperty\":3,\"toJSON\":4,\"then\":5}"),
  success("twice the same key", `{"id":1,"id":"${id}","persistChanges":false,"persistChanges":true}`),
  success(
    "halves of surrogate pairs",
    "{\"id\":\"\\ud800\",\"persistChanges\":true,\"value\":[{\"name\":\"\\udc00\"}]}"
  ),
  success("wrong charset", `{"id":"${id}"}`, { "content-type": "application/json; charset=utf-16" }),
  success("Retry-After on success", "{}", { "retry-after": "3600" }),
  success("item without a name", "{\"id\":\"..\",\"parentReference\":{\"driveId\":\".\"}}"),
  success("item in a nameless drive", "{\"id\":\"1\",\"parentReference\":{\"driveId\":\"\"}}"),
  success("item of no file", "{\"id\":\"\",\"parentReference\":null}"),
  ...[
    ["null", "null"],
    ["a number", "7"],
    ["true", "true"],
    ["an array", `["${id}"]`],
    ["an object", `{"value":"${id}"}`],
    ["empty", "\"\""],
    ["spaces", "\"   \""],
    ["a header of its own", `"secret-id\\r\\nX-Evil: 1"`],
    ["a zero byte", `"secret-id\\u0000"`],
    ["beyond Latin", `"secret-id \u{1f600}"`],
    ["half of a surrogate pair", `"secret-id\\ud800"`],
    ["100 kB", JSON.stringify(`secret-${"x".repeat(100_000)}`)]
  ].map(([name, json]) => success(`id is ${name}`, `{"id":${json},"persistChanges":true}`)),
  ...[["missing", ""], ["a text", `,"persistChanges":"true"`], ["a number", `,"persistChanges":1`], [
    "null",
    `,"persistChanges":null`
  ], ["the other", `,"persistChanges":false`]].map(([name, json]) =>
    success(`persistChanges is ${name}`, `{"id":"${id}"${json}}`)
  ),
  ...["paused", "", "SUCCEEDED", "__proto__"].map((status) =>
    success(`status ${JSON.stringify(status)}`, JSON.stringify({ id: "op", status }))
  ),
  success("status is an array", "{\"id\":\"op\",\"status\":[\"succeeded\"]}"),
  success("failed without an error", "{\"id\":\"op\",\"status\":\"failed\",\"error\":[]}"),
  success("failed with a secret", JSON.stringify({ status: "failed", error: { code: id, message: `secret-token` } })),
  success("failed 5,000 deep", `{"status":"failed","error":${"{\"innerError\":".repeat(5000)}1${"}".repeat(5000)}}`)
]

const urls: ReadonlyArray<string> = [
  "",
  " ",
  "%",
  "operations/op1",
  "/v1.0/me/drive/items/1/workbook/operations/op1",
  "/v1.0/../../../operations/op1",
  "?sessionId=secret-session",
  "//evil.example/operations/op1?sessionId=secret-session",
  "\\\\evil.example\\operations\\op1",
  "https://evil.example/operations/op1?sessionId=secret-session",
  "https://graph.microsoft.com.evil.example/operations/op1",
  "https://graph.microsoft.com@evil.example/operations/op1",
  "https://user:secret-password@graph.microsoft.com/v1.0/operations/op1",
  "https://graph.microsoft.com:444/v1.0/operations/op1",
  "http://graph.microsoft.com/v1.0/operations/op1",
  "https://[::1]/v1.0/operations/op1",
  "https://[::1",
  "https://",
  "javascript:alert(1)",
  "data:application/json,{}",
  "file:///etc/passwd",
  "ftp://graph.microsoft.com/operations/op1",
  `https://graph.microsoft.com/v1.0/operations/${"x".repeat(100_000)}`,
  "https://graph.microsoft.com/v1.0/operations/op1#secret-session",
  "https://graph.microsoft.com/v1.0/operations/op1?sessionId=%zz&sessionId=secret-session"
]

const headers: ReadonlyArray<HostileAnswer> = [
  ...urls.map((location) => ({
    name: `202 Location ${location.slice(0, 60)}`,
    status: 202,
    text: "",
    headers: { location }
  })),
  ...urls.slice(4).map((resourceLocation) =>
    success(
      `resourceLocation ${resourceLocation.slice(0, 60)}`,
      JSON.stringify({ status: "succeeded", resourceLocation })
    )
  ),
  { name: "202 without a Location", status: 202, text: "" },
  { name: "202 with a complete session", status: 202, text: `{"id":"${id}","persistChanges":true}` },
  success("resourceLocation is a number", "{\"status\":\"succeeded\",\"resourceLocation\":7}"),
  ...[
    "-1",
    "-0",
    "+5",
    "0.0001",
    "1e3",
    "1e400",
    "NaN",
    "Infinity",
    "0x10",
    "soon",
    "5, 10",
    "5;q=1",
    "400",
    "99999999999",
    "9".repeat(400),
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "Fri, 99 Xyz 9999 99:99:99 GMT",
    ""
  ].flatMap((retryAfter) =>
    [429, 503, 202].map((status) => ({
      name: `${status} Retry-After ${retryAfter.slice(0, 40)}`,
      status,
      text: "{}",
      headers: { "retry-after": retryAfter, ...(status === 202 ? { location: urls[5] ?? "" } : {}) }
    }))
  ),
  {
    name: "secrets in headers",
    status: 400,
    text: "{}",
    headers: { "request-id": "secret-token", "client-request-id": "secret-token", "x-ms-ags-diagnostic": id }
  }
]

const statuses: ReadonlyArray<HostileAnswer> = [
  [0, 100, 101, 103, 203, 204, 205, 206, 207, 226, 299, 300, 304, 305, 306, 402, 405, 406, 407, 408, 410, 411, 412],
  [413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 431, 444, 451, 499, 500, 501, 502, 503, 504],
  [505, 506, 507, 508, 509, 510, 511, 520, 598, 599, 600, 999]
].flat().map((status) => ({ name: `status ${status}`, status, text: status === 204 || status === 205 ? "" : "{}" }))

const redirects = [301, 302, 303, 307, 308].flatMap((status) =>
  ["https://evil.example/v1.0?x=secret-session", "/v1.0/elsewhere", "javascript:1"].map((location) => ({
    name: `${status} to ${location.slice(0, 20)}`,
    status,
    text: "",
    headers: { location }
  }))
)

const errors: ReadonlyArray<HostileAnswer> = [
  ["nothing", ""],
  ["null", "null"],
  ["error is null", "{\"error\":null}"],
  ["error is an array", "{\"error\":[]}"],
  ["error is a text", "{\"error\":\"text\"}"],
  ["error is a number", "{\"error\":7}"],
  ["error in an error", "{\"error\":{\"error\":{\"error\":{\"code\":\"x\"}}}}"],
  ["code is a number", "{\"error\":{\"code\":-32000,\"message\":true}}"],
  ["code is an array", "{\"error\":{\"code\":[\"x\"],\"message\":{}}}"],
  ["code is an object", "{\"error\":{\"code\":{\"code\":\"x\"},\"message\":[\"x\"]}}"],
  ["code is empty", "{\"error\":{\"code\":\"\",\"message\":\" \"}}"],
  ["code is long", `{"error":{"code":"${"x".repeat(1_000_000)}","message":"${"y".repeat(1_000_000)}"}}`],
  ["code has controls", "{\"error\":{\"code\":\"a\\u0000\\r\\n\\u001b[31m\",\"message\":\"\\u202e\"}}"],
  ["code is half a pair", "{\"error\":{\"code\":\"\\ud800\",\"message\":\"\\udc00\"}}"],
  ["code is a secret", JSON.stringify({ error: { code: id, message: `Bearer secret-token`, date: id } })],
  [
    "secrets all over",
    JSON.stringify({
      error: { code: "x", "request-id": "secret-token", innerError: { code: encodeURIComponent(id), message: id } }
    })
  ],
  ["secret as text", `no session ${id} for Bearer secret-token`],
  ["secret as HTML", `<pre>workbook-session-id: ${id}\nauthorization: Bearer secret-token</pre>`],
  ["10,000 inner errors", `{"error":${"{\"code\":\"x\",\"innerError\":".repeat(10_000)}{}${"}".repeat(10_000)}}`],
  ["inner error is an array", "{\"error\":{\"code\":\"x\",\"innerError\":[{\"code\":\"y\"}]}}"],
  ["inner error is a text", "{\"error\":{\"code\":\"x\",\"innerError\":\"y\",\"innererror\":7}}"],
  ["details are deep", `{"error":{"code":"x","details":${deep(5000, "[", "]")}}}`],
  ["__proto__", "{\"error\":{\"__proto__\":{\"code\":\"accessDenied\"}},\"__proto__\":{\"error\":{}}}"],
  ["looks like a circle", "{\"error\":{\"$ref\":\"#\",\"innerError\":{\"$ref\":\"#/error\"}}}"],
  ["toJSON", "{\"error\":{\"code\":\"x\",\"toJSON\":\"y\",\"toString\":{},\"then\":{}}}"],
  ["HTML", "<html><title>502 Bad Gateway</title></html>"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"].map((code) => [
    `code ${code}`,
    JSON.stringify({ error: { code, message: code, innerError: { code, message: code } } })
  ])
].flatMap(([name = "", text = ""]) =>
  [400, 404, 409, 500].map((status) => ({
    name: `${status} ${name}`,
    status,
    text,
    headers: { "content-type": "application/json" }
  }))
)

export const answers: ReadonlyArray<HostileAnswer> = [...bodies, ...headers, ...statuses, ...redirects, ...errors]
