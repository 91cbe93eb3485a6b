/** What a server says of a field without content, as JSON text. */
export const blanks: readonly string[] = ['null', '""', '[]'];

const strict = ['date', 'datetime', 'number', 'numeric', 'phone', 'droplist', 'chained_droplist'];

/** The blanks that a PUT may bring in the types that the document knows. */
const taken: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...strict.map((type): [string, string[]] => [type, ['null']]),
  ['text', ['null', '""']],
  ['area_text', ['null', '""']],
  ['checkbox', ['null', '[]']],
]);

/** Whether a PUT may bring a content, as far as its blankness goes: an empty text or list has the format of few types (1.1.4). */
export const isTaken = (contentType: string, content: string): boolean =>
  !blanks.includes(content) || (taken.get(contentType) ?? blanks).includes(content);

/** Every blank of every type, and of two that nobody here knows. */
export const everyBlank: readonly (readonly [contentType: string, blank: string])[] = [
  ...taken.keys(),
  'location',
  'constructor',
].flatMap((type) => blanks.map((blank) => [type, blank] as const));
