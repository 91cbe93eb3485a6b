const longest = 300;
const mostRead = 10_000;

/**
 * A server's message, fit to be kept: signatures, long secrets, phone numbers and e-mail addresses masked, invisible
 * characters written out, cut to 300 characters.
 */
export function maskMessage(text: string, secret: string): string {
  const masked = beginOf(text)
    .replaceAll(secret, '***')
    .replace(/\b[0-9a-f]{32,}\b/gi, '***')
    .replace(/(sign|secret|token)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi, '$1$2***')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '***@***')
    .replace(/\d{7,}/g, (digits) => `${digits.slice(0, 3)}****${digits.slice(-2)}`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  const characters = [...masked];
  const isCut = characters.length > longest || text.length > mostRead;
  return isCut ? `${characters.slice(0, longest).join('')}…` : masked;
}

/** What is read of a message. Of a word that it is cut in the middle of, a mask would not know what it is. */
const beginOf = (text: string): string =>
  text.length > mostRead ? text.slice(0, mostRead).replace(/[\x21-\x7e]*$/, '') : text;
