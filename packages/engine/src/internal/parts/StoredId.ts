/**
 * The ids that Excel stores in parts (`xr:uid`). Graph shows them as the ids of worksheets and tables.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"

const revision = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"

/** The attributes of a new root element that store its id. */
export const attributes = (id: string): string =>
  `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr" ` +
  `xmlns:xr="${revision}" xr:uid="${id}"`

/** The id that is stored in the start tag of a root element. */
export const read = (tag: string): string | undefined => {
  const attributes = Xml.attributes(tag)
  const prefixes = attributes.filter(({ raw }) => raw === revision).map(({ name }) => name.slice("xmlns:".length))
  const id = attributes.find(({ name }) => prefixes.some((prefix) => name === `${prefix}:uid`))?.raw
  return id !== undefined && /^\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}$/i.test(id) ? id.toUpperCase() : undefined
}
