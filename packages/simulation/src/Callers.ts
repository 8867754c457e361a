/**
 * The calls of the users, by their requests. The fiber of the first call of a batch sends it, so the network learns here
 * for which users the other requests are sent.
 */
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import type * as FiberRef from "effect/FiberRef"
import type { Actor } from "./History.js"
import type { Session } from "./Users.js"

export interface Caller {
  readonly actor: Actor
  isWaiting: boolean
}

export interface Callers {
  /** The session as one actor uses it. */
  readonly session: (session: Session, actor: Actor) => Session
  /** The calls with this request, in their order. */
  readonly of: (method: string, url: string, body: unknown) => ReadonlyArray<Caller>
}

const keyOf = (method: string, url: string, body: unknown): string =>
  `${method} ${url} ${body === undefined ? "" : JSON.stringify(body)}`

/** `current` holds the actor of the fiber that sends a request. */
export const make = (current: FiberRef.FiberRef<Actor | undefined>): Callers => {
  const callers = new Map<string, Array<Caller>>()
  const add = (key: string, actor: Actor): Caller => {
    const caller = { actor, isWaiting: true }
    const others = callers.get(key)
    if (others === undefined) callers.set(key, [caller])
    else others.push(caller)
    return caller
  }
  return {
    of: (method, url, body) => callers.get(keyOf(method, url, body)) ?? [],
    session: (session, actor) => ({
      ...session,
      execute: (request) =>
        Effect.suspend(() => {
          const url = `${Workbook.toPath(session.workbook)}/workbook/${request.path}`
          const caller = add(keyOf(request.endpoint.method, url, request.body), actor)
          return session.execute(request).pipe(
            Effect.ensuring(Effect.sync(() => caller.isWaiting = false)),
            Effect.locally(current, actor)
          )
        })
    })
  }
}
