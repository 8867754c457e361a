/** Names that change the meaning of a path without encoding, and the positions of names in paths. */
import {
  Address,
  Catalogue,
  Comment,
  NamedItem,
  Navigation,
  Range,
  Table,
  Workbook,
  type WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { type Effect, Either } from "effect"

export const names: ReadonlyArray<string> = [
  "",
  ".",
  "..",
  "../x",
  "..\\x",
  "a/b",
  "/",
  "//evil.example/",
  "https://evil.example/",
  "%2F",
  "%2e%2e",
  "%252F",
  "100%",
  "%",
  "%zz",
  "%u0041",
  "'",
  "''",
  "it's",
  "')",
  "')/delete('x",
  "x')?$top=1#('",
  "a(b)",
  "()",
  "a;b",
  "a:b",
  ":/x:",
  "a?b",
  "?$select=id",
  "a#b",
  "a&b=c",
  "a+b",
  "a b",
  " a ",
  "$",
  "$value",
  "$batch",
  "@x",
  "a=1",
  "a,b",
  "{00000000-0001-0000-0000-000000000000}",
  "[x]",
  "~1",
  "*",
  "<b>\"&amp;</b>",
  "|`^",
  "\u0000",
  "a\u0000b",
  "a\r\nX-Evil: 1",
  "\t",
  "\u007f\u0085",
  "\u2028",
  "\u202egnp.xslx",
  "\u200b",
  "\ufeffx",
  "\uffff",
  "é",
  "e\u0301",
  "ß",
  "日本",
  "😀",
  "👩‍👩‍👧",
  "\ud800",
  "a\udc00b",
  "\udc00\ud800",
  "null",
  "true",
  "-1",
  "1e400",
  "__proto__",
  "constructor",
  "workbook",
  "itemAt(index=0)",
  "microsoft.graph.range",
  "x".repeat(255),
  "%".repeat(300),
  "é'".repeat(1000)
]

/** A position of a name in a path. `segments` are the expected segments below the version, decoded, with the name. */
export interface Place {
  readonly label: string
  readonly workbook: (name: string) => Workbook.Workbook
  readonly ask: (name: string) => Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
  readonly segments: (name: string) => ReadonlyArray<string>
}

const plain = Workbook.item("01ABC", Workbook.drive("b!d"))
const plainSegments = ["drives", "b!d", "items", "01ABC", "workbook"]

/** A text as an OData literal. */
const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`

const inWorkbook = (
  label: string,
  ask: Place["ask"],
  segments: (name: string) => ReadonlyArray<string>
): Place => ({ label, workbook: () => plain, ask, segments: (name) => [...plainSegments, ...segments(name)] })

/** The first request resolves the address of the workbook to its item. */
const ofWorkbook = (label: string, workbook: Place["workbook"], segments: Place["segments"]): Place => ({
  label,
  workbook,
  ask: () => Worksheet.list(),
  segments
})

const table = Table.named("T")
const sheet = Worksheet.named("S")

/** The segments of a path without the empty ones. */
const partsOf = (path: string): ReadonlyArray<string> => path.split("/").filter((part) => part !== "")

/** The segments of `root:/path:`, where a colon ends the last segment. */
const colonPath = (before: string, path: string): ReadonlyArray<string> => {
  const parts = partsOf(path)
  return parts.length === 0
    ? [`${before}:`, ":"]
    : [`${before}:`, ...parts.map((part, at) => at === parts.length - 1 ? `${part}:` : part)]
}

export const places: ReadonlyArray<Place> = [
  inWorkbook("worksheet", (name) => Worksheet.get(Worksheet.named(name)), (name) => [`worksheets(${quoted(name)})`]),
  inWorkbook("worksheet, deleted", (name) => Worksheet.delete(Worksheet.named(name)), (name) => [
    `worksheets(${quoted(name)})`
  ]),
  inWorkbook("table", (name) => Table.get(Table.named(name)), (name) => [`tables(${quoted(name)})`]),
  inWorkbook("rows", (name) => Table.rows(Table.named(name)), (name) => [`tables(${quoted(name)})`, "rows"]),
  inWorkbook(
    "column",
    (name) => Table.deleteColumn(table, name),
    (name) => ["tables('T')", `columns(${quoted(name)})`]
  ),
  inWorkbook("named item", (name) => NamedItem.get(NamedItem.named(name)), (name) => [`names(${quoted(name)})`]),
  inWorkbook("reply", (id) => Comment.getReply(Comment.replyById(Comment.byId(id), id)), (id) => [
    `comments(${quoted(id)})`,
    `replies(${quoted(id)})`
  ]),
  inWorkbook(
    "named item of a sheet",
    (name) => Range.get(NamedItem.range(NamedItem.named(name, { worksheet: sheet }))),
    (name) => [
      "worksheets('S')",
      `names(${quoted(name)})`,
      "range()"
    ]
  ),
  inWorkbook("address", (name) => Range.get(Range.on(sheet, name)), (name) => [
    "worksheets('S')",
    // An address is sent in the canonical form: `a:b` is `A:B`.
    `range(address=${quoted(Either.match(Address.parse(name), { onLeft: () => name, onRight: Address.format }))})`
  ]),
  inWorkbook("sheet of an address", (name) => Range.get(Range.at(`${quoted(name)}!B2`)), (name) => [
    `worksheets(${quoted(name)})`,
    "range(address='B2')"
  ]),
  inWorkbook(
    "key of a result",
    (key) => WorkbookSession.call(Catalogue.workbook.tableRowOperationResult, Navigation.workbook, { key }),
    (name) => [
      `tableRowOperationResult(key=${quoted(name)})`
    ]
  ),
  {
    label: "item",
    workbook: (name) => Workbook.item(name, Workbook.drive("b!d")),
    ask: () => Worksheet.list(),
    segments: (name) => ["drives", "b!d", "items", name, "workbook", "worksheets"]
  },
  {
    label: "drive",
    workbook: (name) => Workbook.item("01ABC", Workbook.drive(name)),
    ask: () => Worksheet.list(),
    segments: (name) => ["drives", name, "items", "01ABC", "workbook", "worksheets"]
  },
  ofWorkbook("path", (name) => Workbook.path(name), (name) => ["me", "drive", ...colonPath("root", name)]),
  ofWorkbook("special folder", (name) => Workbook.special(name, "a.xlsx"), (name) => [
    "me",
    "drive",
    "special",
    `${name}:`,
    "a.xlsx:"
  ]),
  ofWorkbook("child", (name) => Workbook.child(name), (name) => ["me", "drive", "root", `children(${quoted(name)})`]),
  ofWorkbook("share", (name) => Workbook.share(name), (name) => ["shares", name, "driveItem"]),
  ofWorkbook(
    "user",
    (name) => Workbook.item("1", Workbook.user(name)),
    (name) => ["users", name, "drive", "items", "1"]
  ),
  ofWorkbook("group", (name) => Workbook.item("1", Workbook.group("g", name)), (name) => [
    "groups",
    "g",
    "drives",
    name,
    "items",
    "1"
  ]),
  ofWorkbook(
    "site",
    (name) => Workbook.item("1", Workbook.site(name)),
    (name) => ["sites", name, "drive", "items", "1"]
  ),
  ofWorkbook("path of a site", (name) => Workbook.item("1", Workbook.sitePath("h", name)), (name) => [
    "sites",
    ...colonPath("h", name),
    "drive",
    "items",
    "1"
  ]),
  ofWorkbook("list", (name) => Workbook.listItem({ site: "s", list: name, item: "1" }), (name) => [
    "sites",
    "s",
    "lists",
    name,
    "items",
    "1",
    "driveItem"
  ])
]
