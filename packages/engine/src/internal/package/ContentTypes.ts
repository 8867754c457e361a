/**
 * `[Content_Types].xml`: the content types of the parts of a package.
 *
 * @since 0.1.0
 */
import * as Xml from "./Xml.js"

const samePartName = (a: string, b: string): boolean =>
  a.replace(/^\/+/, "").toLowerCase() === b.replace(/^\/+/, "").toLowerCase()

const overrideOf = (text: string, name: string): Xml.Element | undefined => {
  for (const element of Xml.children(text, Xml.root(text))) {
    if (element.name !== "Override") continue
    if (samePartName(Xml.attribute(Xml.startTag(text, element), "PartName") ?? "", name)) return element
  }
  return undefined
}

/** Returns the content type of a part: its override, or the default of its extension. */
export const find = (text: string, name: string): string | undefined => {
  const override = overrideOf(text, name)
  if (override !== undefined) return Xml.attribute(Xml.startTag(text, override), "ContentType")
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase()
  for (const element of Xml.children(text, Xml.root(text))) {
    const tag = Xml.startTag(text, element)
    if (element.name === "Default" && Xml.attribute(tag, "Extension")?.toLowerCase() === extension) {
      return Xml.attribute(tag, "ContentType")
    }
  }
  return undefined
}

/** Returns the document with an override for a part. */
export const add = (text: string, name: string, contentType: string): string => {
  const rest = remove(text, name)
  const types = Xml.root(rest)
  const prefix = Xml.prefixOf(types)
  const partName = Xml.encodeAttribute(`/${name.replace(/^\/+/, "")}`)
  return Xml.append(rest, types, `<${prefix}Override PartName="${partName}" ContentType="${contentType}"/>`)
}

/** Returns the document without the override of a part. */
export const remove = (text: string, name: string): string => {
  const override = overrideOf(text, name)
  return override === undefined ? text : text.slice(0, override.start) + text.slice(override.end)
}
