/**
 * A path as one word of a command that is to be typed. Double quotes where they do, since Windows knows no others; one that
 * would be taken for an option begins with `./`.
 */
export function shellWord(given: string): string {
  const path = given.startsWith('-') ? `./${given}` : given;
  if (/^[\p{L}\p{N}_./-]+$/u.test(path)) return path;
  return /["$`\\!]/.test(path) ? `'${path.replaceAll("'", `'\\''`)}'` : `"${path}"`;
}
