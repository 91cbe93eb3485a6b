type Values = Readonly<Record<string, string | number>>;

/** The names of the places of a text. */
export type Places<Text> = Text extends `${string}{${infer Place}}${infer Rest}` ? NameOf<Place> | Places<Rest> : never;
type NameOf<Place> = Place extends `${infer Name}|${string}` ? Name : Place;

const english = new Intl.PluralRules('en');

/**
 * Fills the places of a text: `{count}` with its value, and `{count|row|rows}` with the word that agrees with it: the
 * first for one, the second for any other number. A count may be written with thousands separators.
 */
export const fillText = (text: string, values: Values): string =>
  text.replace(/\{(\w+)(?:\|([^{|}]*)\|([^{|}]*))?\}/g, (_, name: string, one?: string, other = '') => {
    const value = values[name] ?? '';
    if (one === undefined) return String(value);
    return isOne(value) ? one : other;
  });

const isOne = (value: string | number): boolean =>
  english.select(typeof value === 'number' ? value : Number(value.replaceAll(',', ''))) === 'one';

/** Finds a text that has been filled, and its values by their names. */
export function patternOf(text: string): RegExp {
  const seen = new Set<string>();
  const pattern = text.split(/(\{[^}]*\})/).map((piece) => {
    const [, name = '', choice] = /^\{(\w+)(\|[^}]*)?\}$/.exec(piece) ?? [];
    if (name === '') return escapePattern(piece);
    if (choice) return `(?:${choice.slice(1).split('|').map(escapePattern).join('|')})`;
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>.+?)`;
  });
  return new RegExp(`^${pattern.join('')}$`, 'su');
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
