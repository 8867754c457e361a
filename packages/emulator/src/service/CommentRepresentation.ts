/**
 * Comments and their replies as JSON.
 *
 * @since 0.1.0
 */
import type * as Model from "@effect-workbook/engine/Model"
import type * as Comment from "@effect-workbook/schema/Comment"
import type * as Resource from "@effect-workbook/schema/Resource"
import * as Query from "./Query.js"
import { annotated, quoted } from "./ResourceId.js"

interface Context {
  readonly query: Query.Query
}

const commentPath = ({ id }: Model.Comment): string => `comments(${quoted(id)})`

const properties = ({ content, contentType, id }: Model.CommentReply) => ({
  id: () => id,
  content: () => content,
  contentType: () => contentType
})

export const comment = ({ query }: Context, comment: Model.Comment) => ({
  ...annotated("workbookComment", commentPath(comment)),
  ...Query.pick<Comment.CommentEncoded>(query, properties(comment)),
  ...Query.neighbours<Resource.LinksOf<typeof Comment.Comment>>(query, {
    replies: (query) => {
      const show = reply(comment)
      const members = Query.members(query, comment.replies, (query, item) => show({ query }, item))
      return Query.page(query, members).map((item) => show({ query }, item))
    }
  })
})

export const reply = (comment: Model.Comment) => ({ query }: Context, reply: Model.CommentReply) => ({
  ...annotated("workbookCommentReply", `${commentPath(comment)}/replies(${quoted(reply.id)})`),
  ...Query.pick<Comment.ReplyEncoded>(query, properties(reply))
})
