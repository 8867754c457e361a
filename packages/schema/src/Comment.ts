/**
 * The comments of a workbook, and the replies to them.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

/**
 * Whether the text of a comment or a reply is `plain`, or contains the names of people that it mentions.
 *
 * @category models
 * @since 0.1.0
 */
export type ContentType = OpenLiteral.OpenLiteral<"plain" | "mention">

const properties = {
  /** A GUID in braces, which is in the file and does not change. */
  id: Resource.readOnly(Schema.String),
  content: Resource.readOnly(Schema.NullOr(Schema.String)),
  /** `mention` for a text in which people are mentioned, otherwise `plain`. */
  contentType: Resource.readOnly<ContentType, string>(OpenLiteral.make("plain", "mention"))
}

const navigation = {
  /** The replies, the oldest one first. */
  replies: Resource.many("workbookCommentReply")
}

/**
 * A comment on a cell, which people can reply to. The notes of cells, which Excel called comments before, are not
 * comments of the API.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookcomment | workbookComment}.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Comment.Comment> = ["id", "content", "contentType"]
 * deepStrictEqual(names, Object.keys(Comment.Comment.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Comment extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Comment} as JSON.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Comment.CommentEncoded = {
 *   id: "{97A21473-8339-4BF0-BCB6-F55E4909FFB8}",
 *   content: "Is this right?",
 *   contentType: "plain"
 * }
 * deepStrictEqual(Schema.decodeSync(Comment.Comment)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CommentEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Comment}.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(Comment.Comment.navigation), ["replies"])
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Comment: Resource.Resource<"workbookComment", Comment, CommentEncoded, {}, typeof navigation> = Resource
  .make("workbookComment", { properties, navigation })

const replyNavigation = {}

/**
 * A reply to a comment.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookcommentreply | workbookCommentReply}.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Comment.Reply> = ["id", "content", "contentType"]
 * deepStrictEqual(names, Object.keys(Comment.Reply.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Reply extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Reply} as JSON.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Comment.ReplyEncoded = {
 *   id: "{97A21473-8339-4BF0-BCB6-F55E4909FFF9}",
 *   content: "Yes",
 *   contentType: "plain"
 * }
 * deepStrictEqual(Schema.decodeSync(Comment.Reply)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ReplyEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Reply}.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Comment.Reply)({ content: "Yes", contentType: "plain" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Reply: Resource.Resource<"workbookCommentReply", Reply, ReplyEncoded, {}, typeof replyNavigation> =
  Resource.make("workbookCommentReply", { properties, navigation: replyNavigation })

/**
 * The body that adds a reply to a comment.
 * See {@link https://learn.microsoft.com/graph/api/workbookcomment-post-replies | create workbookCommentReply}.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Comment.AddReply = { content: "Yes", contentType: "plain" }
 * strictEqual(Schema.is(Comment.AddReply)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AddReply extends Schema.Schema.Type<typeof AddReply> {}

/**
 * The schema of {@link AddReply}.
 *
 * @example
 * ```ts
 * import { Comment } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Comment.AddReply)({ contentType: "plain" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AddReply = Schema.Struct({
  content: Schema.String,
  /** `plain` by default. The API has no properties for the people that a text mentions, so it cannot be `mention`. */
  contentType: Schema.optional(Schema.Literal("plain"))
}).annotations({ identifier: "CommentAddReply" })
