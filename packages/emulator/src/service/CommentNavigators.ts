/**
 * Implements the navigation steps below the comments of a workbook.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"
import type { Navigator } from "./Navigator.js"
import type { Served } from "./Resource.js"

type CommentType = Extract<Served, `${string}workbookComment${string}`>

const none = { properties: {}, functions: {} }

export const commentNavigators: { readonly [Type in CommentType]: Navigator<Type> } = {
  "Collection(workbookComment)": {
    ...none,
    member: (book, _, key) =>
      Either.map(
        Either.fromOption(book.commentByKey(key), () => Failure.notFound(`The comment ${Failure.quoted(key)}`)),
        (comment) => ({ type: "workbookComment", comment })
      )
  },
  workbookComment: {
    ...none,
    properties: { replies: (_, { comment }) => Either.right({ type: "Collection(workbookCommentReply)", comment }) }
  },
  "Collection(workbookCommentReply)": {
    ...none,
    member: (_, { comment }, key) =>
      Either.map(
        Either.fromNullable(
          comment.replies.find(({ id }) => id.toLowerCase() === key.toLowerCase()),
          () => Failure.notFound(`The reply ${Failure.quoted(key)} of the comment ${Failure.quoted(comment.id)}`)
        ),
        (reply) => ({ type: "workbookCommentReply", comment, reply })
      )
  },
  workbookCommentReply: none
}
