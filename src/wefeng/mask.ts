const longest = 300;

/**
 * A server's message, fit to be kept: signatures, long secrets, phone numbers and e-mail addresses masked, invisible
 * characters written out, cut to 300 characters.
 */
export function maskMessage(text: string, secret: string): string {
  const masked = text
    .slice(0, 10_000)
    .replaceAll(secret, '***')
    .replace(/\b[0-9a-f]{32,}\b/gi, '***')
    .replace(/(sign|secret|token)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi, '$1$2***')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '***@***')
    .replace(/\d{7,}/g, (digits) => `${digits.slice(0, 3)}****${digits.slice(-2)}`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  const characters = [...masked];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : masked;
}
