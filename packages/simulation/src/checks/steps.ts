/** Properties of executed steps. */
import type { Done } from "../History.js"
import type { Plan, User } from "../Plan.js"

export const ownerOf = ({ users }: Plan, { user }: Done): User | undefined => users.find(({ id }) => id === user)

export const isSaved = (user: User): boolean => user.session !== "nonPersistent" && user.session !== "restoring"

export const isVerified = ({ step }: Done): boolean => "verified" in step && step.verified
