import { commentId, replyId } from "./book.js"
import type { Documented } from "./Documented.js"

const shows = ["id", "content", "contentType"]
const one = `comments/${encodeURIComponent(commentId)}`

export const comment: ReadonlyArray<Documented> = [
  {
    page: "workbook-list-comments",
    method: "GET",
    path: "comments",
    status: 200,
    returns: "Collection(workbookComment)",
    shows
  },
  { page: "workbookcomment-get", method: "GET", path: one, status: 200, returns: "workbookComment", shows },
  {
    page: "workbookcomment-list-replies",
    method: "GET",
    path: `${one}/replies`,
    status: 200,
    returns: "Collection(workbookCommentReply)",
    shows
  },
  {
    page: "workbookcomment-post-replies",
    method: "POST",
    path: `${one}/replies`,
    body: { content: "Agreed", contentType: "plain" },
    status: 201,
    returns: "workbookCommentReply",
    shows
  },
  {
    page: "workbookcommentreply-get",
    method: "GET",
    path: `${one}/replies/${encodeURIComponent(replyId)}`,
    status: 200,
    returns: "workbookCommentReply",
    shows
  }
]
