/**
 * Resolves the URI reference of a header or of an operation against the URL of the request (RFC 9110, section 10.2.2). An
 * absolute URL and an invalid reference are not changed.
 *
 * @internal
 */
export const resolve = (reference: string, requestUrl: string): string =>
  URL.canParse(reference) || !URL.canParse(reference, requestUrl)
    ? reference
    : new URL(reference, requestUrl).toString()
