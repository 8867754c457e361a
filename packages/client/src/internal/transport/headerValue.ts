/**
 * Whether a header can carry a text: it is not blank, and every character of it is one that HTTP allows there.
 *
 * @internal
 */
export const isCarried = (text: string): boolean => /^[\t\u0020-\u007e\u0080-\u00ff]+$/.test(text) && text.trim() !== ""
