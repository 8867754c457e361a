/** The endpoints of comments and replies. */
import * as Collection from "../../Collection.js"
import * as Comment from "../../Comment.js"
import * as Endpoint from "../../Endpoint.js"
import { add, create, get } from "./endpoints.js"

export const comments = {
  list: get("Collection(workbookComment)", "list", Collection.Collection(Comment.Comment))
}

export const comment = {
  get: get("workbookComment", "get", Comment.Comment)
}

const listReplies = get("Collection(workbookCommentReply)", "list", Collection.Collection(Comment.Reply))

export const commentReplies = {
  list: listReplies,
  create: Endpoint.make({
    ...create(add(listReplies, "workbookCommentReply", Comment.AddReply, Comment.Reply)),
    // Two replies may be equal, so there is no conflict.
    afterUnknownOutcome: {}
  })
}

export const commentReply = {
  get: get("workbookCommentReply", "get", Comment.Reply)
}
