/**
 * The comments of a workbook, and the replies to them. The API reads comments and adds replies; it cannot add comments,
 * and it does not say on which cell a comment is.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookcomment.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Comment from "@effect-workbook/schema/Comment"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the descriptions and the models of the resources, `Comment.Comment` and `Comment.Reply`, and the
 * body of a request, `Comment.AddReply`.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(Comment.Comment.navigation), ["replies"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/Comment"

/**
 * A reference to a comment.
 *
 * @category models
 * @since 0.1.0
 */
export interface CommentRef extends Navigation.Reference<"workbookComment"> {}

/**
 * A reference to a reply.
 *
 * @category models
 * @since 0.1.0
 */
export interface ReplyRef extends Navigation.Reference<"workbookCommentReply"> {}

const comments = Navigation.property(Navigation.workbook, "comments")
const repliesOf = (comment: CommentRef) => Navigation.property(comment, "replies")

/**
 * Makes a reference to the comment with an id, which `list` reads. An id does not change.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const comment = Comment.byId("{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01}")
 * strictEqual(comment.path, "comments('%7B2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01%7D')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const byId = (id: string): CommentRef => Navigation.member(comments, id)

/**
 * Lists the comments of the workbook. `expand` can include the replies.
 *
 * See https://learn.microsoft.com/graph/api/workbook-list-comments.
 *
 * @example
 * ```ts
 * import { Comment, Resource } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const comments = yield* Comment.list({
 *     select: ["content"],
 *     expand: { replies: Resource.pick(Comment.Reply, { select: ["content"] }) }
 *   })
 *   deepStrictEqual(comments, [{
 *     content: "Is this the rate of the whole year?",
 *     replies: [{ content: "Yes, it changes in January." }]
 *   }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <const Select extends Property = Property, Expand extends Resource.Expandable<Links> = {}>(
  options: Resource.Query<Select, Resource.Strict<Expand, Links>> & Query.Options<Property> = {}
): Query.Read<ReadonlyArray<Resource.Answer<Comment.Comment, Select, Links, Expand>>> =>
  Query.list(Catalogue.comments.list, comments, Resource.pick(Comment.Comment, options), options).pipe(
    calledAs("Comment.list")
  )

type Property = keyof Comment.Comment & string
type Links = Resource.LinksOf<typeof Comment.Comment>

/**
 * Like `list`, but reads the comments in pages, each when the stream needs it.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/client"
 * import { Effect, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Stream.runCount(Comment.stream({ select: ["id"], pageSize: 10 })), 1)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const stream = <const Select extends Property = Property, Expand extends Resource.Expandable<Links> = {}>(
  options: Resource.Query<Select, Resource.Strict<Expand, Links>> & Query.StreamOptions<Property> = {}
): Query.Streamed<Resource.Answer<Comment.Comment, Select, Links, Expand>> =>
  Query.stream(Catalogue.comments.list, comments, Resource.pick(Comment.Comment, options), options)

/**
 * Reads a comment. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/workbookcomment-get.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const comment = yield* Comment.get(Comment.byId("{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01}"))
 *   deepStrictEqual([comment.content, comment.contentType], ["Is this the rate of the whole year?", "plain"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookComment", Comment.Comment, Links> = Query.get(
  Catalogue.comment.get,
  Comment.Comment,
  "Comment.get"
)

/**
 * Lists the replies to a comment, the oldest one first.
 *
 * See https://learn.microsoft.com/graph/api/workbookcomment-list-replies.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const comment = Comment.byId("{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01}")
 *   const replies = yield* Comment.replies(comment, { select: ["content"], filter: ["content", "startsWith", "Yes"] })
 *   deepStrictEqual(replies, [{ content: "Yes, it changes in January." }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const replies: {
  <const Select extends ReplyProperty = ReplyProperty>(
    options: RepliesOptions<Select>
  ): (comment: CommentRef) => Replies<Select>
  <const Select extends ReplyProperty = ReplyProperty>(
    comment: CommentRef,
    options: RepliesOptions<Select>
  ): Replies<Select>
  (comment: CommentRef): Replies<ReplyProperty>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <const Select extends ReplyProperty>(
    comment: CommentRef,
    options: RepliesOptions<Select> = {}
  ): Replies<Select> =>
    Query.list(
      Catalogue.commentReplies.list,
      repliesOf(comment),
      Resource.pick(Comment.Reply, options),
      options
    ).pipe(
      calledAs("Comment.replies")
    )
)

type ReplyProperty = keyof Comment.Reply & string
type RepliesOptions<Select extends ReplyProperty> = Resource.Query<Select, {}> & Query.Options<ReplyProperty>
type Replies<Select extends ReplyProperty> = Query.Read<ReadonlyArray<Resource.Answer<Comment.Reply, Select, {}, {}>>>

/**
 * Makes a reference to the reply with an id, which `replies` reads.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Comment.replyById(Comment.byId("{1}"), "{2}").path, "comments('%7B1%7D')/replies('%7B2%7D')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const replyById: {
  (id: string): (comment: CommentRef) => ReplyRef
  (comment: CommentRef, id: string): ReplyRef
} = dual(2, (comment: CommentRef, id: string): ReplyRef => Navigation.member(repliesOf(comment), id))

/**
 * Reads a reply. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/workbookcommentreply-get.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const comment = Comment.byId("{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01}")
 *   const reply = yield* Comment.getReply(Comment.replyById(comment, "{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A02}"))
 *   strictEqual(reply.content, "Yes, it changes in January.")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getReply: Query.Get<"workbookCommentReply", Comment.Reply, Resource.LinksOf<typeof Comment.Reply>> = Query
  .get(
    Catalogue.commentReply.get,
    Comment.Reply,
    "Comment.getReply"
  )

/**
 * Replies to a comment with a plain text, and succeeds with the reply.
 *
 * The call is not idempotent, and fails with `OutcomeUnknown` if it may have been executed. `WorkbookSession.verified`
 * then looks for a new reply with this text.
 *
 * See https://learn.microsoft.com/graph/api/workbookcomment-post-replies.
 *
 * @example
 * ```ts
 * import { Comment, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const comment = Comment.byId("{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01}")
 *   const reply = yield* WorkbookSession.verified(Comment.reply(comment, "Thank you."))
 *   const replies = yield* Comment.replies(comment)
 *   deepStrictEqual(replies.map(({ content }) => content), ["Yes, it changes in January.", "Thank you."])
 *   deepStrictEqual(replies[1]?.id, reply.id)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const reply: {
  (content: string): (comment: CommentRef) => ReplyEffect
  (comment: CommentRef, content: string): ReplyEffect
} = dual(
  2,
  (comment: CommentRef, content: string): ReplyEffect =>
    WorkbookSession.call(Catalogue.commentReplies.create, repliesOf(comment), { content, contentType: "plain" }).pipe(
      calledAs("Comment.reply")
    )
)

type ReplyEffect = Effect.Effect<Comment.Reply, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
