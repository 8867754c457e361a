import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as AccessToken from "../AccessToken.js"
import * as Secrets from "../secrets/secrets.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as Cooldown from "./cooldown.js"
import type * as Deadlines from "./deadlines.js"
import type * as Destination from "./destination.js"
import type * as Exchange from "./exchange.js"
import * as HeaderValue from "./headerValue.js"
import * as Monotonic from "./monotonic.js"
import * as Response from "./response.js"
import * as Telemetry from "./telemetry.js"
import type * as WaitLimit from "./waitLimit.js"

/**
 * A request, see `GraphClient.GraphRequest`.
 *
 * @internal
 */
export interface Request {
  readonly endpoint: Endpoint.Any
  readonly url: string
  readonly body?: unknown
  readonly sessionId?: Redacted.Redacted | undefined
  readonly respondAsync?: boolean | undefined
  readonly attempt?: number | undefined
  readonly accessToken?: AccessToken.Service | undefined
}

type Answer = Effect.Effect<Response.Success, WorkbookError.Failure>

/**
 * - `restore`: makes the wait for the admission interruptible
 * - `inTime`: gives the request its timeout
 * - `waitLimit`: the limit on the wait for the end of a cooldown
 *
 * @internal
 */
export interface Options {
  readonly restore: Deadlines.Restore
  readonly inTime: Deadlines.InTime
  readonly waitLimit: WaitLimit.Service
}

/**
 * The attempts to send a request.
 *
 * - `first`: sends the request in the current fiber
 * - `second`: renews the token and sends the request again, if the service refused the token of the first attempt;
 *   otherwise `undefined`
 *
 * @internal
 */
export interface Attempts {
  readonly first: (fiber: Fiber.RuntimeFiber<unknown, unknown>, options: Options) => Answer
  readonly second: (failure: WorkbookError.Failure, options: Options) => Answer | undefined
}

/**
 * Prepares a request. `functionName` is the name of the function that the program called, and `otherSecrets` are texts to
 * redact in its answer.
 *
 * @internal
 */
export type Prepare = (
  request: Request,
  functionName: string | undefined,
  otherSecrets?: ReadonlyArray<Redacted.Redacted | undefined>
) => Attempts

type NewToken = Effect.Effect<Redacted.Redacted, WorkbookError.AccessTokenError>

/** `current` is a token that needs no effect. */
interface GetToken {
  readonly get: NewToken
  readonly current: (fiber: Fiber.RuntimeFiber<unknown, unknown>) => Redacted.Redacted | undefined
}

const fail = (error: WorkbookError.Failure): Attempts => ({ first: () => error, second: () => undefined })

/**
 * Sends requests to Graph: waits for the cooldown of the application and for the budget, gets the token, and interprets the
 * answer.
 *
 * - `admit`: waits until a request may be sent
 * - `isAdmitted`: takes from the budget if a request may be sent at once
 * - `onError`: runs with each error response, and the time at which its request was admitted
 *
 * @internal
 */
export const make = (
  { accessToken, admit, cooldown, isAdmitted, maxAnswerSize, onError, requestTimeout, resolve, transmit, uuid }: {
    readonly accessToken: AccessToken.Service
    readonly admit: (
      request: Exchange.Request,
      waitLimit: WaitLimit.Service
    ) => Effect.Effect<void, WorkbookError.Throttled>
    readonly cooldown: Cooldown.Cooldown
    readonly isAdmitted: (now: number) => boolean
    readonly maxAnswerSize: number
    readonly onError: (response: WorkbookError.ErrorResponse, admittedAt: number) => Effect.Effect<void>
    readonly requestTimeout: Duration.Duration
    readonly resolve: (url: string) => Either.Either<Destination.Destination, string>
    readonly transmit: ReturnType<typeof Exchange.make>
    readonly uuid: () => string
  }
): Prepare => {
  const timeoutError = (
    { clientRequestId, endpoint, functionName }: Exchange.Request,
    isSent: boolean
  ): WorkbookError.Failure =>
    isSent
      ? new WorkbookError.TransportFailure({ endpoint, functionName, reason: "timeout", clientRequestId })
      : new WorkbookError.AccessTokenError({
        cause: `the token source did not respond within ${Duration.format(requestTimeout)}`
      })

  const interpret = (request: Exchange.Request, answer: Exchange.Answer, admittedAt: number) => {
    const interpreted = Response.interpret(request, answer, maxAnswerSize)
    return answer.status < 400
      ? interpreted
      : Effect.tapErrorTag(interpreted, "ErrorResponse", (response) => onError(response, admittedAt))
  }

  /**
   * Succeeds with `undefined`, and sends nothing, if a cooldown of the application began while the request waited for its
   * token.
   */
  const exchange = (
    fiber: Fiber.RuntimeFiber<unknown, unknown>,
    request: Exchange.Request,
    getToken: GetToken,
    inTime: Deadlines.InTime
  ): Effect.Effect<Response.Success | undefined, WorkbookError.Failure> => {
    const admittedAt = Monotonic.unsafeNow(fiber)
    let isSent = false
    let isLate = false
    const transmitOnce = (token: Redacted.Redacted, restore: Deadlines.Restore) => {
      isSent = true
      return Telemetry.request(fiber, request, {
        exchange: (span) => transmit(request, token, { restore, span }),
        interpret: (answer) => interpret(request, answer, admittedAt),
        isTimeout: () => isLate
      })
    }
    return inTime<Response.Success | undefined>(
      fiber,
      (restore) => {
        const current = getToken.current(fiber)
        return current === undefined
          ? Effect.flatMap(
            restore(getToken.get),
            (token) =>
              cooldown.isOver(Monotonic.unsafeNow(fiber)) ? transmitOnce(token, restore) : Effect.succeed(undefined)
          )
          : transmitOnce(current, restore)
      },
      () => {
        isLate = true
        return timeoutError(request, isSent)
      }
    )
  }

  const send = (
    fiber: Fiber.RuntimeFiber<unknown, unknown>,
    request: Exchange.Request,
    getToken: GetToken,
    options: Options
  ): Answer => {
    const sendNow = (): Answer =>
      Effect.flatMap(
        exchange(fiber, request, getToken, options.inTime),
        (answer) => answer === undefined ? send(fiber, request, getToken, options) : Effect.succeed(answer)
      )
    return isAdmitted(Monotonic.unsafeNow(fiber))
      ? sendNow()
      : Effect.flatMap(options.restore(admit(request, options.waitLimit)), sendNow)
  }

  return (request, functionName, otherSecrets = []) => {
    const endpoint = Endpoint.id(request.endpoint)
    const destination = resolve(request.url)
    if (Either.isLeft(destination)) {
      return fail(new WorkbookError.UntrustedHost({ endpoint, functionName, host: destination.left }))
    }
    if (request.sessionId !== undefined && !HeaderValue.isValid(Redacted.value(request.sessionId))) {
      return fail(
        new WorkbookError.UnexpectedAnswer({
          endpoint,
          functionName,
          issue: "the session id contains a character that an HTTP header cannot contain"
        })
      )
    }
    const source = request.accessToken ?? accessToken
    let usedToken: Redacted.Redacted | undefined
    const rememberToken = (get: NewToken): NewToken =>
      Effect.flatMap(get, (token) => {
        usedToken = token
        return AccessToken.usable(token)
      })
    const getToken: GetToken = {
      get: rememberToken(source.get),
      current: (fiber) => {
        const current = AccessToken.current(source, fiber)
        usedToken = current ?? usedToken
        return current
      }
    }
    const getNewToken: NewToken = Effect.suspend(() => usedToken === undefined ? source.get : source.renew(usedToken))
    const { server, url } = destination.right
    const requestAfter = (renewals: number): Exchange.Request => ({
      url,
      server,
      content: request,
      endpoint,
      functionName,
      method: request.endpoint.method,
      resends: (request.attempt ?? 1) - 1 + renewals,
      clientRequestId: uuid(),
      secrets: () => Secrets.of(url, usedToken, request.sessionId, ...otherSecrets)
    })
    return {
      first: (fiber, options) => send(fiber, requestAfter(0), getToken, options),
      second: (failure, options) => {
        if (
          failure._tag !== "ErrorResponse" || ErrorPolicy.meaning(failure.status, failure.error) !== "Unauthorized"
        ) return undefined
        switch (Option.getOrUndefined(GraphError.secondLevel(failure.error))) {
          case undefined:
            return Effect.withFiberRuntime((fiber) =>
              send(fiber, requestAfter(1), { get: rememberToken(getNewToken), current: () => undefined }, options)
            )
          // The session is lost. The token is renewed for the next session, which would be lost for the same reason.
          case "invalidSessionAuthentication":
            return Effect.withFiberRuntime((fiber) =>
              Effect.zipRight(
                Effect.ignore(options.inTime(fiber, (restore) => restore(getNewToken), () => failure)),
                failure
              )
            )
          default:
            return undefined
        }
      }
    }
  }
}

/**
 * The parts of a client that send a request in the fiber of the caller.
 *
 * @internal
 */
export interface Parts {
  readonly deadlines: Deadlines.Deadlines
  readonly prepare: Prepare
}

const partsOf = new WeakMap<object, Parts>()

/**
 * Makes the parts of the function `execute` of a client known to `of`.
 *
 * @internal
 */
export const register = <Execute extends object>(execute: Execute, parts: Parts): Execute => {
  partsOf.set(execute, parts)
  return execute
}

/**
 * The parts of the function `execute` of a client. They are `undefined` if the program has wrapped this function, which then
 * has to be called for each request.
 *
 * @internal
 */
export const of = ({ execute }: { readonly execute: object }): Parts | undefined => partsOf.get(execute)

/**
 * Makes a function `execute` send its requests with another token source.
 *
 * @internal
 */
export const withAccessToken = <A>(
  execute: (request: Request) => A,
  accessToken: AccessToken.Service
): (request: Request) => A => {
  const change = (request: Request): Request => ({ ...request, accessToken: request.accessToken ?? accessToken })
  const changed = (request: Request) => execute(change(request))
  const parts = of({ execute })
  return parts === undefined ? changed : register(changed, {
    ...parts,
    prepare: (request, ...others) => parts.prepare(change(request), ...others)
  })
}
