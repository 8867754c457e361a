/**
 * Comments and their replies as JSON, and their endpoints.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Comment from "@effect-workbook/schema/Comment"
import type * as Resource from "@effect-workbook/schema/Resource"
import * as Effect from "effect/Effect"
import type { Caller } from "./Caller.js"
import { collection } from "./Collection.js"
import * as Handler from "./Handler.js"
import * as Query from "./Query.js"
import * as Representation from "./Representation.js"
import { annotated, quoted } from "./ResourceId.js"
import { refused } from "./Workbooks.js"

const commentPath = ({ id }: Model.Comment): string => `comments(${quoted(id)})`

const properties = ({ content, contentType, id }: Model.CommentReply) => ({
  id: () => id,
  content: () => content,
  contentType: () => contentType
})

const showComment = ({ book, query }: Representation.Context, comment: Model.Comment) => ({
  ...annotated("workbookComment", commentPath(comment)),
  ...Query.pick<Comment.CommentEncoded>(query, properties(comment)),
  ...Query.neighbours<Resource.LinksOf<typeof Comment.Comment>>(query, {
    replies: (query) => Representation.list({ book, query }, comment.replies, showReply(comment))
  })
})

const showReply =
  (comment: Model.Comment) => ({ query }: Pick<Representation.Context, "query">, reply: Model.CommentReply) => ({
    ...annotated("workbookCommentReply", `${commentPath(comment)}/replies(${quoted(reply.id)})`),
    ...Query.pick<Comment.ReplyEncoded>(query, properties(reply))
  })

/** The caller is the author of what a request adds. */
export interface Context extends Representation.Context {
  readonly caller: Caller
}

const group = Handler.group<Context>()

export const handlers: ReadonlyArray<Handler.Bound<Context>> = [
  ...group("Collection(workbookComment)", Catalogue.comments, {
    list: (context) => Effect.sync(() => collection(context, context.book.comments, showComment))
  }),
  ...group("workbookComment", Catalogue.comment, {
    get: (context, { comment }) => Effect.sync(() => showComment(context, comment))
  }),
  ...group("Collection(workbookCommentReply)", Catalogue.commentReplies, {
    list: (context, { comment }) => Effect.sync(() => collection(context, comment.replies, showReply(comment))),
    create: ({ book, caller, query }, { comment }, { content }) =>
      Effect.map(
        refused(book.addReply(comment, content, caller.name)),
        (reply) => showReply(comment)({ query }, reply)
      )
  }),
  ...group("workbookCommentReply", Catalogue.commentReply, {
    get: (context, { comment, reply }) => Effect.sync(() => showReply(comment)(context, reply))
  })
]
