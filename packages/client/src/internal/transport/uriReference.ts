/**
 * The address that a reference means in the answer to a request (RFC 9110, section 10.2.2). One that is complete stays as
 * it is, letter by letter; so does one that means nothing.
 *
 * @internal
 */
export const resolve = (reference: string, requested: string): string =>
  URL.canParse(reference) || !URL.canParse(reference, requested) ? reference : new URL(reference, requested).toString()
