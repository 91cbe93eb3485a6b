// JSON taken apart as text, with no parser between: what is compared is what was written, digit for digit.

/** The texts of a list's items. */
export const rawItems = (text: string): string[] => cut(text.trim().slice(1, -1), ',');

/** The texts of an object's members, by their names. */
export function rawMembers(text: string): Map<string, string> {
  return new Map(
    rawItems(text).map((member) => {
      const [name = '', ...rest] = cut(member, ':');
      return [JSON.parse(name), rest.join(':')];
    }),
  );
}

/** Cuts a text at the marks that stand in no string and in no bracket. */
function cut(text: string, mark: ',' | ':'): string[] {
  if (text.trim() === '') return [];
  const parts = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[\s\S]/g)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (token === mark && depth === 0) parts.push('');
    else parts.push(parts.pop() + token);
  }
  return parts;
}
