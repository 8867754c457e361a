/**
 * Whether a text is a valid HTTP header value that is not blank.
 *
 * @internal
 */
export const isValid = (text: string): boolean => /^[\t\u0020-\u007e\u0080-\u00ff]+$/.test(text) && text.trim() !== ""
