type Values = Readonly<Record<string, string | number>>;

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
