/** A small reader of well-formed XML without a document type, such as a flat OpenDocument file. */

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'" }

const unescape = (text: string): string =>
  text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name = "") =>
      hex !== undefined
        ? String.fromCodePoint(parseInt(hex, 16))
        : decimal !== undefined
        ? String.fromCodePoint(Number(decimal))
        : entities[name] ?? whole
  )

export class Element {
  readonly children: Array<Element> = []
  private readonly content: Array<string | Element> = []
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>

  constructor(name: string, attributes: Readonly<Record<string, string>>) {
    this.name = name
    this.attributes = attributes
  }

  append(item: string | Element): void {
    this.content.push(item)
    if (item instanceof Element) this.children.push(item)
  }

  /** The text of the element and of all elements inside. */
  get text(): string {
    if (this.name === "text:s") return " ".repeat(Number(this.attributes["text:c"] ?? 1))
    return this.content.map((item) => item instanceof Element ? item.text : item).join("")
  }

  child(name: string): Element | undefined {
    return this.children.find((child) => child.name === name)
  }

  all(name: string): ReadonlyArray<Element> {
    return this.children.filter((child) => child.name === name)
  }

  /** The elements of a name, without those inside of them. */
  descendants(name: string): ReadonlyArray<Element> {
    return this.children.flatMap((child) => child.name === name ? [child] : child.descendants(name))
  }
}

/** The root element of a document. */
export const parse = (xml: string): Element => {
  const document = new Element("", {})
  const open = [document]
  for (
    const [whole, end, name, attributes = "", isEmpty] of xml.matchAll(
      /<(\/?)([\w:-]+)([^>]*?)(\/?)>|[^<]+|<[?!][^>]*>/g
    )
  ) {
    const parent = open[open.length - 1]!
    if (name === undefined) {
      if (!whole.startsWith("<")) parent.append(unescape(whole))
    } else if (end === "/") {
      open.pop()
    } else {
      const element = new Element(
        name,
        Object.fromEntries(
          [...attributes.matchAll(/([\w:-]+)=(?:"([^"]*)"|'([^']*)')/g)].map((
            [, key, double, single]
          ) => [key, unescape(double ?? single ?? "")])
        )
      )
      parent.append(element)
      if (isEmpty !== "/") open.push(element)
    }
  }
  return document.children[0] ?? document
}
