/**
 * The comments of worksheets and the replies to them. Notes, which Excel called comments before it had threads, are not
 * listed, as in the comments of Excel's own APIs.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import { BookError } from "../../BookError.js"
import type * as Model from "../../Model.js"
import * as Package from "../package/Package.js"
import * as Notes from "../parts/Comments.js"
import * as Persons from "../parts/Persons.js"
import * as ThreadedComments from "../parts/ThreadedComments.js"
import { refuse } from "../refusal.js"
import * as Work from "../Work.js"
import * as Ids from "./Ids.js"
import * as Protection from "./Protection.js"
import { isWorksheet, sheetModel, type State, type WorksheetState } from "./State.js"

/** The threads of one part. */
interface Threads {
  readonly sheet: WorksheetState
  readonly partName: string
  readonly text: string
  readonly comments: ReadonlyArray<ThreadedComments.ThreadedComment>
}

/** A damaged part is read as one without comments, because the other sheets can still be read. */
const parse = (text: string): Threads["comments"] => {
  try {
    return ThreadedComments.parse(text)
  } catch (error) {
    if (error instanceof BookError) return []
    throw error
  }
}

const threadsOf = (state: State): ReadonlyArray<Threads> =>
  state.sheets.filter(isWorksheet).flatMap((sheet) =>
    Package.relationships(state.package, sheet.partName).flatMap(({ external, kind, target }) => {
      const text = kind === "threadedComment" && !external ? Package.text(state.package, target) : undefined
      return text === undefined ? [] : [{ sheet, partName: target, text, comments: parse(text) }]
    })
  )

const replyModel = ({ content, hasMentions, id }: ThreadedComments.ThreadedComment): Model.CommentReply => ({
  id,
  content,
  contentType: hasMentions ? "mention" : "plain"
})

/** Lists the comments of all worksheets in the order of the worksheets. */
export const list = (state: State): ReadonlyArray<Model.Comment> =>
  threadsOf(state).flatMap(({ comments, sheet }) => {
    const replies = new Map<string, Array<Model.CommentReply>>()
    for (const comment of comments) {
      if (comment.parentId === undefined) continue
      const parent = comment.parentId.toLowerCase()
      const others = replies.get(parent)
      if (others === undefined) replies.set(parent, [replyModel(comment)])
      else others.push(replyModel(comment))
    }
    return comments.flatMap((comment) =>
      comment.parentId !== undefined ? [] : [{
        ...replyModel(comment),
        sheet: sheetModel(state, sheet),
        row: comment.area.top,
        column: comment.area.left,
        replies: replies.get(comment.id.toLowerCase()) ?? []
      }]
    )
  })

/** Finds a comment by id. */
export const byKey = (state: State, key: string): Model.Comment | undefined =>
  list(state).find(({ id }) => ThreadedComments.sameId(id, key))

/** Returns the name and the text of the part with the persons. There is none in a workbook without comments. */
const personsOf = (state: State): { readonly name: string | undefined; readonly text: string } => {
  const found = Package.relationships(state.package, state.workbookName).find(({ external, kind }) =>
    kind === "person" && !external
  )
  const text = found && Package.text(state.package, found.target)
  return text === undefined ? { name: undefined, text: Persons.empty } : { name: found?.target, text }
}

const setPersons = (state: State, name: string | undefined, text: string): void => {
  if (name !== undefined) return Package.setText(state.package, name, text)
  const folder = state.workbookName.slice(0, state.workbookName.lastIndexOf("/") + 1)
  const added = Package.unusedPartName(state.package, `${folder}persons/person`, "xml")
  Package.add(state.package, added, Persons.contentType, text)
  Package.addRelationship(state.package, state.workbookName, Persons.relationshipType, added)
}

/**
 * Adds a reply at the end of a thread. The note that older versions of Excel show instead of the thread gets the reply
 * too.
 */
export const addReply = (
  state: State,
  { id }: Model.Comment,
  content: string,
  author: string
): Model.CommentReply => {
  const threads = threadsOf(state).find(({ comments }) =>
    comments.some((comment) => comment.parentId === undefined && ThreadedComments.sameId(comment.id, id))
  )
  const comment = threads?.comments.find((comment) => ThreadedComments.sameId(comment.id, id))
  if (threads === undefined || comment === undefined) {
    return refuse("itemNotFound", `The comment '${id}' no longer exists.`)
  }
  Protection.checkObjects(threads.sheet)
  if (content.trim() === "") return refuse("invalidArgument", "A reply must have a text.")
  if (content.length > Work.maxTextLength) {
    return refuse("invalidArgument", `A reply cannot have more than ${Work.maxTextLength} characters.`)
  }

  const persons = personsOf(state)
  const known = Persons.find(persons.text, author)
  const personId = known ?? Ids.make(state)
  const reply: Model.CommentReply = { id: Ids.make(state), content, contentType: "plain" }
  const text = ThreadedComments.withReply(threads.text, comment, {
    id: reply.id,
    personId,
    date: DateTime.formatIso(DateTime.unsafeMake(state.environment.now())).slice(0, "2026-01-31T23:59:59.99".length),
    content
  })
  const withPerson = known === undefined ? Persons.add(persons.text, author, personId) : undefined
  // The note is first, because its part may be damaged, and is refused then.
  Notes.addReply(state.package, threads.sheet.partName, comment.id, content)
  Package.setText(state.package, threads.partName, text)
  if (withPerson !== undefined) setPersons(state, persons.name, withPerson)
  return reply
}
