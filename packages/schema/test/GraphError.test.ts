import { type ErrorCode, GraphError } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc, Option, Schema } from "effect"

const ids = {
  date: "2026-04-03T09:12:44",
  "request-id": "214ca7ea-aeef-4722-b7bb-a8fb43e13951",
  "client-request-id": "98a1c6bc-7a5e-4d9e-8f7a-1a1a2b3c4d5e"
}
const parsedIds = {
  date: ids.date,
  requestId: ids["request-id"],
  clientRequestId: ids["client-request-id"]
}

const codes = (error: GraphError.GraphError) => error.levels.map((level) => level.code)

// The documented template, and bodies that the service has sent.
const captured: ReadonlyArray<{
  readonly what: string
  readonly body: unknown
  readonly levels: ReadonlyArray<GraphError.Level>
  readonly second: ErrorCode.ErrorCode | undefined
  readonly known?: object
}> = [
  {
    what: "the documented template",
    body: {
      error: {
        code: "notFound",
        message: "Not found.",
        innerError: {
          code: "itemNotFound",
          message: "The requested resource doesn't exist.",
          innerError: { code: "ErrorCode3", message: "", innerError: { code: "deep", message: "deepest" } }
        }
      }
    },
    levels: [
      { code: "notFound", message: "Not found." },
      { code: "itemNotFound", message: "The requested resource doesn't exist." },
      { code: "ErrorCode3", message: undefined },
      { code: "deep", message: "deepest" }
    ],
    second: "itemNotFound",
    known: {}
  },
  {
    what: "a failed operation",
    body: {
      id: "0195cfac",
      status: "failed",
      error: {
        code: "internalServerError",
        message: "An internal server error occurred while processing the request.",
        innerError: { code: "internalServerErrorUncategorized", message: "An unspecified error has occurred." }
      }
    },
    levels: [
      { code: "internalServerError", message: "An internal server error occurred while processing the request." },
      { code: "internalServerErrorUncategorized", message: "An unspecified error has occurred." }
    ],
    second: "internalServerErrorUncategorized",
    known: {}
  },
  {
    what: "500 GenericFileOpenError",
    body: {
      error: {
        code: "GenericFileOpenError",
        message: "The workbook cannot be opened.",
        innerError: {
          code: "internalServerErrorUncategorized",
          message: "An unspecified error has occurred.",
          innerError: { code: "GenericFileOpenError", message: "The workbook cannot be opened." },
          ...ids
        }
      }
    },
    levels: [
      { code: "GenericFileOpenError", message: "The workbook cannot be opened." },
      { code: "internalServerErrorUncategorized", message: "An unspecified error has occurred." },
      { code: "GenericFileOpenError", message: "The workbook cannot be opened." }
    ],
    second: "internalServerErrorUncategorized"
  },
  {
    what: "504 MaxRequestDurationExceeded",
    body: {
      error: {
        code: "MaxRequestDurationExceeded",
        message: "We're sorry. We couldn't finish what you asked us to do because it was taking too long.",
        innerError: {
          code: "gatewayTimeoutUncategorized",
          message: "The service wasn't able to complete the request within the time limit.",
          innerError: { code: "MaxRequestDurationExceeded", message: "We're sorry." },
          ...ids
        }
      }
    },
    levels: [
      {
        code: "MaxRequestDurationExceeded",
        message: "We're sorry. We couldn't finish what you asked us to do because it was taking too long."
      },
      {
        code: "gatewayTimeoutUncategorized",
        message: "The service wasn't able to complete the request within the time limit."
      },
      { code: "MaxRequestDurationExceeded", message: "We're sorry." }
    ],
    second: "gatewayTimeoutUncategorized"
  },
  {
    what: "504 UnknownError with an empty message and no code below",
    body: { error: { code: "UnknownError", message: "", innerError: ids } },
    levels: [{ code: "UnknownError", message: undefined }],
    second: undefined
  },
  {
    what: "503 UnknownError in a batch",
    body: { error: { code: "UnknownError", message: "The service is unavailable.", innerError: ids } },
    levels: [{ code: "UnknownError", message: "The service is unavailable." }],
    second: undefined
  },
  {
    what: "503 InternalError",
    body: { error: { code: "InternalError", message: "Sorry, something went wrong.", innerError: ids } },
    levels: [{ code: "InternalError", message: "Sorry, something went wrong." }],
    second: undefined
  },
  {
    what: "429 EditModeCannotAcquireLockTooManyRequests",
    body: {
      error: {
        code: "EditModeCannotAcquireLockTooManyRequests",
        message: "Too many requests.",
        innerError: { code: "tooManyRequestsUncategorized", message: "Too many requests.", ...ids }
      }
    },
    levels: [
      { code: "EditModeCannotAcquireLockTooManyRequests", message: "Too many requests." },
      { code: "tooManyRequestsUncategorized", message: "Too many requests." }
    ],
    second: "tooManyRequestsUncategorized"
  },
  {
    what: "409 EditModeCannotAcquireLock",
    body: {
      error: {
        code: "EditModeCannotAcquireLock",
        message: "Ada is editing this workbook.",
        innerError: {
          code: "accessConflict",
          message: "The request failed due to conflicts with other clients.",
          ...ids
        }
      }
    },
    levels: [
      { code: "EditModeCannotAcquireLock", message: "Ada is editing this workbook." },
      { code: "accessConflict", message: "The request failed due to conflicts with other clients." }
    ],
    second: "accessConflict"
  },
  {
    what: "403 EditModeAccessDenied",
    body: {
      error: {
        code: "EditModeAccessDenied",
        message: "Contact the workbook owner to request edit access.",
        innerError: { code: "forbiddenUncategorized", ...ids }
      }
    },
    levels: [
      { code: "EditModeAccessDenied", message: "Contact the workbook owner to request edit access." },
      { code: "forbiddenUncategorized", message: undefined }
    ],
    second: "forbiddenUncategorized"
  },
  {
    what: "403 AccessDenied without a WAC token",
    body: { error: { code: "AccessDenied", message: "Could not obtain a WAC access token.", innerError: ids } },
    levels: [{ code: "AccessDenied", message: "Could not obtain a WAC access token." }],
    second: undefined
  },
  {
    what: "401 FileOpenUserUnauthorized",
    body: {
      error: {
        code: "FileOpenUserUnauthorized",
        message: "You do not have permissions to open this file in the browser.",
        innerError: {
          code: "unauthorizedUncategorized",
          message: "Required authentication information for the resource is either missing or invalid.",
          ...ids
        }
      }
    },
    levels: [
      { code: "FileOpenUserUnauthorized", message: "You do not have permissions to open this file in the browser." },
      {
        code: "unauthorizedUncategorized",
        message: "Required authentication information for the resource is either missing or invalid."
      }
    ],
    second: "unauthorizedUncategorized"
  },
  {
    what: "404 DeploymentInvalidEditSession",
    body: { error: { code: "DeploymentInvalidEditSession", message: "Workbook Not Found", innerError: ids } },
    levels: [{ code: "DeploymentInvalidEditSession", message: "Workbook Not Found" }],
    second: undefined
  },
  {
    what: "404 of an expired session",
    body: { error: { code: "ItemNotFound", message: "x", innerError: { code: "InvalidSessionReCreatable", ...ids } } },
    levels: [{ code: "ItemNotFound", message: "x" }, { code: "InvalidSessionReCreatable", message: undefined }],
    second: "invalidSessionReCreatable"
  },
  {
    what: "429 of the app's quota",
    body: {
      error: {
        code: "TooManyRequests",
        message: "Too many requests from Identifier:x under category:throttle.aad.ags.excel.app.",
        innerError: ids
      }
    },
    levels: [{
      code: "TooManyRequests",
      message: "Too many requests from Identifier:x under category:throttle.aad.ags.excel.app."
    }],
    second: undefined
  },
  {
    what: "Graph's generic 429",
    body: {
      error: {
        code: "TooManyRequests",
        message: "Please retry again later.",
        innerError: { code: "429", status: "429", ...ids }
      }
    },
    levels: [
      { code: "TooManyRequests", message: "Please retry again later." },
      { code: "429", message: undefined }
    ],
    second: undefined
  },
  {
    what: "500 generalException",
    body: { error: { code: "generalException", message: "General exception while processing", innerError: ids } },
    levels: [{ code: "generalException", message: "General exception while processing" }],
    second: undefined
  },
  {
    what: "500 GeneralException of 2018",
    body: {
      error: {
        code: "GeneralException",
        message: "There was an internal error while processing the request.",
        innerError: { "request-id": ids["request-id"], date: ids.date }
      }
    },
    levels: [{ code: "GeneralException", message: "There was an internal error while processing the request." }],
    second: undefined,
    known: { date: ids.date, requestId: ids["request-id"] }
  },
  {
    what: "400 of a bad item id",
    body: {
      error: {
        code: "invalidRequest",
        message: "ObjectHandle is Invalid",
        innerError: { code: "invalidResourceId", ...ids }
      }
    },
    levels: [{ code: "invalidRequest", message: "ObjectHandle is Invalid" }, {
      code: "invalidResourceId",
      message: undefined
    }],
    second: undefined
  },
  {
    what: "423 of a locked file",
    body: {
      error: {
        code: "notAllowed",
        message: "The resource you are attempting to access is locked",
        innerError: { code: "resourceLocked", ...ids }
      }
    },
    levels: [
      { code: "notAllowed", message: "The resource you are attempting to access is locked" },
      { code: "resourceLocked", message: undefined }
    ],
    second: undefined
  },
  {
    what: "400 ItemAlreadyExists",
    body: {
      error: {
        code: "ItemAlreadyExists",
        message: "A resource with the same name or identifier already exists.",
        innerError: { "request-id": ids["request-id"], date: ids.date, "client-request-id": ids["client-request-id"] }
      }
    },
    levels: [{ code: "ItemAlreadyExists", message: "A resource with the same name or identifier already exists." }],
    second: undefined
  },
  {
    what: "404 of an API that is not there",
    body: {
      error: {
        code: "ApiNotFound",
        message: "The API you are trying to use could not be found. It may be available in a newer version of Excel.",
        innererror: { code: "notFoundUncategorized", ...ids }
      }
    },
    levels: [
      {
        code: "ApiNotFound",
        message: "The API you are trying to use could not be found. It may be available in a newer version of Excel."
      },
      { code: "notFoundUncategorized", message: undefined }
    ],
    second: "notFoundUncategorized"
  }
]

describe("GraphError", () => {
  describe("parse", () => {
    it.each(captured)("$what", ({ body, known = parsedIds, levels, second }) => {
      const error = Option.getOrThrow(GraphError.parse(body))
      assert.deepStrictEqual(error.levels, levels)
      assert.deepStrictEqual(Option.getOrUndefined(GraphError.secondLevel(error)), second)
      const { clientRequestId, date, requestId } = error
      assert.deepStrictEqual({ clientRequestId, date, requestId }, {
        clientRequestId: undefined,
        date: undefined,
        requestId: undefined,
        ...known
      })
      assert.deepStrictEqual(GraphError.fromText(JSON.stringify(body)), Option.some(error))
    })

    it("keeps an empty level that has a level below it", () => {
      const error = GraphError.parse({ error: { code: "a", innerError: { innerError: { code: "itemNotFound" } } } })
      assert.deepStrictEqual(Option.map(error, codes), Option.some(["a", undefined, "itemNotFound"]))
      assert.deepStrictEqual(Option.flatMap(error, GraphError.secondLevel), Option.none())
    })

    it("takes request ids from the highest level that has them", () => {
      const error = Option.getOrThrow(
        GraphError.parse({
          error: { code: "a", innerError: { "request-id": "1", innerError: { "request-id": "2", date: "d" } } }
        })
      )
      assert.strictEqual(error.requestId, "1")
      assert.strictEqual(error.date, "d")
    })

    it("parses the error object alone, an error that is text, and numbers", () => {
      assert.deepStrictEqual(Option.map(GraphError.parse({ code: "a" }), codes), Option.some(["a"]))
      assert.deepStrictEqual(Option.map(GraphError.parse({ error: { code: 429 } }), codes), Option.some(["429"]))
      assert.deepStrictEqual(Option.getOrThrow(GraphError.parse({ error: "Bad gateway" })).levels, [
        { code: undefined, message: "Bad gateway" }
      ])
    })

    it("keeps request ids if there is nothing else", () => {
      const error = Option.getOrThrow(GraphError.parse({ error: { innerError: ids } }))
      assert.strictEqual(error.requestId, ids["request-id"])
      assert.deepStrictEqual(error.levels, [{ code: undefined, message: undefined }])
    })

    it.each([
      undefined,
      null,
      0,
      "",
      "  ",
      [],
      [{ error: { code: "a" } }],
      {},
      { value: [] },
      { error: null },
      { error: {} },
      { error: [] },
      { error: "" },
      { error: { code: "", message: " ", innerError: "x" } },
      { error: { code: null, message: {} } }
    ])("%o is not an error", (body) => {
      assert.deepStrictEqual(GraphError.parse(body), Option.none())
    })

    it("limits the number of levels", () => {
      let body: object = { code: "deep" }
      for (let i = 0; i < 10_000; i++) body = { code: "a", innerError: body }
      assert.isBelow(Option.getOrThrow(GraphError.parse({ error: body })).levels.length, 100)
    })

    const word = fc.oneof(
      fc.constantFrom("error", "innerError", "innererror", "code", "message", "date", "request-id"),
      fc.string()
    )
    const { body } = fc.letrec((tie) => ({
      body: fc.oneof(
        { maxDepth: 5 },
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
        fc.dictionary(word, tie("body"))
      )
    }))

    it.prop("never throws", [body], ([body]) => {
      assert.isTrue(Option.isOption(GraphError.parse(body)))
    })
  })

  describe("fromText", () => {
    it("keeps text that is not JSON", () => {
      const page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
      assert.deepStrictEqual(Option.getOrThrow(GraphError.fromText(page)).levels, [{ code: undefined, message: page }])
      assert.deepStrictEqual(GraphError.parse(page), GraphError.fromText(page))
    })

    it("decodes JSON that is a string", () => {
      assert.deepStrictEqual(
        Option.map(GraphError.fromText("\"Service unavailable\""), (error) => error.levels[0].message),
        Option.some("Service unavailable")
      )
    })

    it.each(["", " \n", "{}", "[]", "null", "\"\"", "{\"value\":[]}"])("%o is not an error", (text) => {
      assert.deepStrictEqual(GraphError.fromText(text), Option.none())
    })

    it.prop("never throws", [fc.oneof(fc.string(), fc.json())], ([text]) => {
      assert.isTrue(Option.isOption(GraphError.fromText(text)))
    })
  })

  const text = fc.constantFrom("itemNotFound", "429", "x", undefined)
  const error = fc.record({
    levels: fc.array(fc.record({ code: text, message: text }), { minLength: 1, maxLength: 4 }),
    ids: fc.record({ requestId: fc.uuid(), clientRequestId: fc.uuid(), date: fc.constant("2026-01-01") }, {
      requiredKeys: []
    })
  }).filter(({ ids, levels }) => {
    const last = levels[levels.length - 1]
    return levels.length === 1
      ? levels[0]?.code !== undefined || Object.keys(ids).length > 0
      : last?.code !== undefined || last?.message !== undefined
  }).map(({ ids, levels: [top, ...rest] }) => new GraphError.GraphError({ levels: [top!, ...rest], ...ids }))

  it.prop("parse is the inverse of toJson", [error], ([error]) => {
    const json: unknown = JSON.parse(JSON.stringify(GraphError.toJson(error)))
    assert.deepStrictEqual(GraphError.parse(json), Option.some(error))
  })

  it.prop("FromJson round trips", [error], ([error]) => {
    const json = Schema.encodeSync(GraphError.FromJson)(error)
    assert.deepStrictEqual({ error: json }, GraphError.toJson(error))
    assert.deepStrictEqual(Schema.decodeSync(GraphError.FromJson)(json), error)
  })

  it("FromJson accepts an empty object, and rejects other values", () => {
    const error = Schema.decodeUnknownSync(GraphError.FromJson)({})
    assert.deepStrictEqual(error.levels, [{ code: undefined, message: undefined }])
    assert.throws(() => Schema.decodeUnknownSync(GraphError.FromJson)("x"))
  })

  it.prop("the schema round trips through JSON", [error], ([error]) => {
    const json = Schema.parseJson(GraphError.GraphError)
    assert.deepStrictEqual(Schema.decodeSync(json)(Schema.encodeSync(json)(error)), error)
  })

  it("hasCode searches all levels and ignores case", () => {
    const error = Option.getOrThrow(GraphError.parse(captured[2]?.body))
    assert.isTrue(GraphError.hasCode(error, "genericfileopenerror"))
    assert.isTrue(GraphError.hasCode(error, "InternalServerErrorUncategorized"))
    assert.isFalse(GraphError.hasCode(error, "itemNotFound"))
    assert.isFalse(GraphError.hasCode(error, ""))
  })
})
