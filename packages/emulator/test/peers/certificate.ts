/** Makes a self-signed certificate for 127.0.0.1, so that no key is in the repository. */
import { generateKeyPairSync, sign } from "node:crypto"

const length = (size: number): Buffer => {
  if (size < 0x80) return Buffer.from([size])
  const bytes = Buffer.from(size.toString(16).padStart(size > 0xff ? 4 : 2, "0"), "hex")
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

/** Encodes a DER element. */
const der = (tag: number, ...content: ReadonlyArray<Buffer>): Buffer => {
  const inner = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), length(inner.length), inner])
}

const sequence = (...content: ReadonlyArray<Buffer>) => der(0x30, ...content)
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"))

/** ecdsa-with-SHA256, commonName, subjectAltName, basicConstraints (X.690, RFC 5280). */
const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"))
const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from("emulator")))))
const subjectAltName = sequence(oid("551d11"), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))))
const basicConstraints = sequence(
  oid("551d13"),
  der(0x01, Buffer.from([0xff])),
  der(0x04, sequence(der(0x01, Buffer.from([0xff]))))
)

const pem = (label: string, content: Buffer): string =>
  `-----BEGIN ${label}-----\n${content.toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END ${label}-----\n`

export const make = (): { readonly key: string; readonly certificate: string } => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(der(0x18, Buffer.from("20200101000000Z")), der(0x18, Buffer.from("20991231235959Z"))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(subjectAltName, basicConstraints))
  )
  const signature = sign("sha256", body, privateKey)
  return {
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    certificate: pem("CERTIFICATE", sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature)))
  }
}
