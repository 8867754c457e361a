/**
 * The relationships of a part to other parts (`_rels/*.rels`).
 *
 * @since 0.1.0
 */
import * as Xml from "./Xml.js"

/** A relationship. */
export interface Relationship {
  readonly id: string
  /** The last segment of the type: `worksheet`. It is the same in Transitional and Strict files. */
  readonly kind: string
  /** The name of the target part. For an external target, the URI as written. */
  readonly target: string
  readonly external: boolean
}

/** A document without relationships. */
export const empty =
  `${Xml.declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`

/** Returns the name of the part that holds the relationships of a part, or those of the package for `""`. */
export const relationshipsPartName = (name: string): string => {
  const slash = name.lastIndexOf("/")
  return name === "" ? "_rels/.rels" : `${name.slice(0, slash + 1)}_rels/${name.slice(slash + 1)}.rels`
}

/** Resolves a target that is relative to a part to a part name. */
const resolve = (from: string, target: string): string => {
  const path = target.replaceAll("\\", "/")
  const steps = path.startsWith("/") ? [] : from.split("/").slice(0, -1)
  for (const step of path.split("/")) {
    if (step === "..") steps.pop()
    else if (step !== "." && step !== "") steps.push(step)
  }
  const name = steps.join("/")
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Returns the target from one part to another as a relative path. */
const relative = (from: string, to: string): string => {
  const source = from.split("/").slice(0, -1)
  const target = to.split("/")
  let shared = 0
  while (shared < source.length && shared < target.length - 1 && source[shared] === target[shared]) shared++
  return [...source.slice(shared).map(() => ".."), ...target.slice(shared)].join("/")
}

/** Parses the relationships of `part`. */
export const parse = (text: string, part: string): ReadonlyArray<Relationship> => {
  if (text === "") return []
  const found: Array<Relationship> = []
  for (const element of Xml.children(text, Xml.root(text))) {
    if (element.name !== "Relationship") continue
    const tag = Xml.startTag(text, element)
    const type = Xml.attribute(tag, "Type") ?? ""
    const target = Xml.attribute(tag, "Target") ?? ""
    const external = Xml.attribute(tag, "TargetMode") === "External"
    found.push({
      id: Xml.attribute(tag, "Id") ?? "",
      kind: type.slice(type.lastIndexOf("/") + 1),
      target: external ? target : resolve(part, target),
      external
    })
  }
  return found
}

/** Returns the document with an added relationship, and the id of that relationship. */
export const add = (text: string, from: string, type: string, to: string): { text: string; id: string } => {
  const taken = new Set(parse(text, from).map((relationship) => relationship.id))
  let number = taken.size + 1
  while (taken.has(`rId${number}`)) number++
  const id = `rId${number}`
  const list = Xml.root(text)
  const target = Xml.encodeAttribute(relative(from, to))
  const source = `<${Xml.prefixOf(list)}Relationship Id="${id}" Type="${type}" Target="${target}"/>`
  return { text: Xml.append(text, list, source), id }
}

/** Returns the document without a relationship. */
export const remove = (text: string, id: string): string => {
  for (const element of Xml.children(text, Xml.root(text))) {
    if (Xml.attribute(Xml.startTag(text, element), "Id") === id) {
      return text.slice(0, element.start) + text.slice(element.end)
    }
  }
  return text
}
