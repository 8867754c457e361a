/**
 * The authors of comments and replies (`xl/persons/person.xml`).
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

export const contentType = "application/vnd.ms-excel.person+xml"
export const relationshipType = "http://schemas.microsoft.com/office/2017/10/relationships/person"

/** A document without persons. */
export const empty =
  `${Xml.declaration}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"></personList>`

/** Excel writes this provider for a person without an account, whose user id is the name. */
const withoutAccount = "None"

/** Returns the id of the person with a name and without an account. */
export const find = (text: string, name: string): string | undefined => {
  for (const element of Xml.children(text, Xml.root(text))) {
    const tag = Xml.startTag(text, element)
    const isPerson = element.name === "person" && Xml.attribute(tag, "providerId") === withoutAccount
    if (isPerson && Xml.decodeXstring(Xml.attribute(tag, "userId") ?? "") === name) return Xml.attribute(tag, "id")
  }
  return undefined
}

/** Returns the document with another person without an account. Persons precede the extensions of the list. */
export const add = (text: string, name: string, id: string): string => {
  const list = Xml.root(text)
  const written = Xml.encodeAttribute(Xml.encodeXstring(name))
  const added = `<${
    Xml.prefixOf(list)
  }person displayName="${written}" id="${id}" userId="${written}" providerId="${withoutAccount}"/>`
  const extensions = Xml.child(text, list, "extLst")
  return extensions === undefined
    ? Xml.append(text, list, added)
    : text.slice(0, extensions.start) + added + text.slice(extensions.start)
}
