/**
 * The calls of the users, by their requests. The fiber of the first call of a batch sends it, so the network learns here
 * for which users the other requests are sent.
 */
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type { Actor } from "./History.js"
import type { Session } from "./Users.js"

export interface Caller {
  readonly actor: Actor
  isWaiting: boolean
}

export interface Callers {
  /** The same session, whose calls are recorded with their actors. */
  readonly session: (session: Session) => Session
  /** The calls with this request, in their order. */
  readonly of: (method: string, url: string, body: unknown) => ReadonlyArray<Caller>
}

const keyOf = (method: string, url: string, body: unknown): string =>
  `${method} ${url} ${body === undefined ? "" : JSON.stringify(body)}`

type Request = Parameters<Session["execute"]>[0]

/** `current` holds the actor of the fiber that makes calls. */
export const make = (current: FiberRef.FiberRef<Actor | undefined>): Callers => {
  const callers = new Map<string, Array<Caller>>()
  const add = (session: Session, request: Request, actor: Actor): Caller => {
    const url = `${Workbook.toPath(session.workbook)}/workbook/${request.path}`
    const key = keyOf(request.endpoint.method, url, request.body)
    const caller = { actor, isWaiting: true }
    const others = callers.get(key)
    if (others === undefined) callers.set(key, [caller])
    else others.push(caller)
    return caller
  }
  const recorded = <A, E>(session: Session, requests: ReadonlyArray<Request>, calls: Effect.Effect<A, E>) =>
    Effect.flatMap(FiberRef.get(current), (actor) => {
      const waiting = actor === undefined ? [] : requests.map((request) => add(session, request, actor))
      return Effect.ensuring(
        calls,
        Effect.sync(() => {
          for (const caller of waiting) caller.isWaiting = false
        })
      )
    })
  const known = new WeakMap<Session, Session>()
  return {
    of: (method, url, body) => callers.get(keyOf(method, url, body)) ?? [],
    // functions that read and then write wait for each other if they have the same session
    session: (session) => {
      const same = known.get(session) ?? {
        ...session,
        execute: (request) => recorded(session, [request], session.execute(request)),
        batch: (requests) => recorded(session, requests, session.batch(requests))
      }
      known.set(session, same)
      return same
    }
  }
}
