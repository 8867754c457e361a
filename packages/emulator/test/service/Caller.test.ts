import { assert, describe, it } from "@effect/vitest"
import { Encoding } from "effect"
import * as Caller from "../../src/service/Caller.js"

const token = (claims: unknown) => `Bearer e30.${Encoding.encodeBase64Url(JSON.stringify(claims))}.signature`

describe("Caller", () => {
  it("is the user in the token", () => {
    const oid = "f6d92604-4b76-4b70-9a4c-93dfbcc054d5"
    assert.strictEqual(Caller.fromHeader(token({ oid, sub: "x" })).id, oid)
    const one = Caller.fromHeader(token({ sub: "somebody", iat: 1 }))
    const renewed = Caller.fromHeader(token({ sub: "somebody", iat: 2 }))
    assert.strictEqual(renewed.id, one.id)
    assert.notStrictEqual(Caller.fromHeader(token({ sub: "somebody else" })).id, one.id)
  })

  it("accepts any bearer token, or none", () => {
    assert.isTrue(Caller.fromHeader("bearer opaque").authenticated)
    assert.notStrictEqual(Caller.fromHeader("Bearer a").id, Caller.fromHeader("Bearer b").id)
    assert.isTrue(Caller.fromHeader("Bearer a.%%%.c").authenticated)
    for (const none of [undefined, "", "Bearer", "Basic dXNlcg=="]) {
      assert.isFalse(Caller.fromHeader(none).authenticated)
    }
  })

  it("has the name of the token, or that of a guest", () => {
    const nameOf = (claims: unknown) => Caller.fromHeader(token(claims)).name
    assert.strictEqual(
      nameOf({ oid: "1", name: "Ada Lovelace", preferred_username: "ada@example.com" }),
      "Ada Lovelace"
    )
    assert.strictEqual(nameOf({ oid: "1", name: "", preferred_username: "ada@example.com" }), "ada@example.com")
    assert.strictEqual(nameOf({ oid: "1", name: 7 }), "Guest")
    assert.strictEqual(Caller.fromHeader("Bearer opaque").name, "Guest")
    assert.strictEqual(Caller.fromHeader(undefined).name, "Guest")
  })

  it("recognizes application tokens", () => {
    assert.isTrue(Caller.fromHeader(token({ idtyp: "app", oid: "app" })).appOnly)
    assert.isFalse(Caller.fromHeader(token({ idtyp: "user", oid: "user" })).appOnly)
  })
})
