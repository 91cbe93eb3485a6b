/** A path as one word of a command that is to be typed. Double quotes where they do, since Windows knows no others. */
export function shellWord(path: string): string {
  if (/^[\p{L}\p{N}_./-]+$/u.test(path)) return path;
  return /["$`\\!]/.test(path) ? `'${path.replaceAll("'", `'\\''`)}'` : `"${path}"`;
}
