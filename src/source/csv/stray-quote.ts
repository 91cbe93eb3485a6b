const quote = '"';

/**
 * Whether something stands behind the quote that closes a cell (`"a"b`): then the cell may end there, or later, or the
 * quote was meant to be doubled, and nobody can say. Quotes within an unquoted cell are characters of it.
 * @param raw one record as it stands in the file
 */
export function hasStrayQuote(raw: string, delimiter: string): boolean {
  if (!raw.includes(quote)) return false;
  let at = 0;
  while (at < raw.length) {
    if (raw[at] === quote) {
      at = closingQuote(raw, at) + 1;
      if (at < raw.length && raw[at] !== delimiter && !isLineEnd(raw, at)) return true;
    }
    const next = raw.indexOf(delimiter, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return false;
}

function closingQuote(raw: string, opening: number): number {
  let at = raw.indexOf(quote, opening + 1);
  while (at >= 0 && raw[at + 1] === quote) at = raw.indexOf(quote, at + 2);
  return at < 0 ? raw.length : at;
}

const isLineEnd = (raw: string, at: number): boolean => /^[\r\n]+$/.test(raw.slice(at));
