/**
 * The endpoints of comments and their replies.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Effect from "effect/Effect"
import type { Caller } from "./Caller.js"
import { collection } from "./Collection.js"
import * as CommentRepresentation from "./CommentRepresentation.js"
import * as Handler from "./Handler.js"
import { refused } from "./Refusal.js"
import type * as Representation from "./Representation.js"

/** The caller is the author of what a request adds. */
export interface Context extends Representation.Context {
  readonly caller: Caller
}

const group = Handler.group<Context>()

export const handlers: ReadonlyArray<Handler.Bound<Context>> = [
  ...group("Collection(workbookComment)", Catalogue.comments, {
    list: (context) => Effect.sync(() => collection(context, context.book.comments, CommentRepresentation.comment))
  }),
  ...group("workbookComment", Catalogue.comment, {
    get: (context, { comment }) => Effect.sync(() => CommentRepresentation.comment(context, comment))
  }),
  ...group("Collection(workbookCommentReply)", Catalogue.commentReplies, {
    list: (context, { comment }) =>
      Effect.sync(() => collection(context, comment.replies, CommentRepresentation.reply(comment))),
    create: ({ book, caller, query }, { comment }, { content }) =>
      Effect.map(
        refused(book.addReply(comment, content, caller.name)),
        (reply) => CommentRepresentation.reply(comment)({ query }, reply)
      )
  }),
  ...group("workbookCommentReply", Catalogue.commentReply, {
    get: (context, { comment, reply }) => Effect.sync(() => CommentRepresentation.reply(comment)(context, reply))
  })
]
