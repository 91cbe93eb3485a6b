/** What the format of a cell makes of its number. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'moment'; readonly hasTime: boolean }
  /** Hours, minutes or seconds that go on beyond a day: [h]:mm. */
  | { readonly kind: 'elapsed' }
  | { readonly kind: 'percent' }
  /** Zeros that fill up, with signs among them: 00000, 000-0000. */
  | { readonly kind: 'filled'; readonly pattern: string };

const plain: NumberFormat = { kind: 'plain' };
const day: NumberFormat = { kind: 'moment', hasTime: false };
const time: NumberFormat = { kind: 'moment', hasTime: true };

/** The formats that a workbook names by number alone; 27 to 36 and 50 to 58 are those of East Asia. */
export function builtinFormat(id: number): NumberFormat {
  if (id === 9 || id === 10) return { kind: 'percent' };
  if (id === 46) return { kind: 'elapsed' };
  if ((id >= 18 && id <= 22) || (id >= 32 && id <= 35) || id === 45 || id === 47 || id === 55 || id === 56) return time;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return day;
  return plain;
}

/** Reads a format code such as `yyyy"年"m"月"d"日"`, `0.00%` or `00000`. The first of its sections counts. */
export function readFormatCode(code: string): NumberFormat {
  const section = firstSection(code);
  // What is written out, padding, colours and conditions are no placeholders.
  const bare = section.replace(literal, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/^general$/i.test(bare.trim())) return plain;
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return { kind: 'elapsed' };
  const tokens = bare.replace(/E[+-]/gi, '').replace(/AM\/PM|A\/P|上午\/下午/gi, 'h');
  if (/[ymdhsge]/i.test(tokens) && !/general/i.test(tokens)) return /[hs]/i.test(tokens) ? time : day;
  if (bare.includes('%')) return { kind: 'percent' };
  return readFilled(section);
}

const literal = /"[^"]*"|\\.|_.|\*./g;

function firstSection(code: string): string {
  const pieces: string[] = code.match(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^;]|;/g) ?? [];
  const end = pieces.indexOf(';');
  return pieces.slice(0, end < 0 ? pieces.length : end).join('');
}

/** At least two zeros, and beside them only what is written out: a code whose zeros in front belong to it. */
function readFilled(section: string): NumberFormat {
  const pattern = section
    .replace(/\[[^\]]*\]/g, '')
    .replace(/"([^"]*)"/g, (_, words: string) => [...words].map((sign) => `\\${sign}`).join(''));
  const isFilled = /^(?:\\.|[-()/ 0])*$/.test(pattern) && (pattern.replace(/\\./g, '').match(/0/g)?.length ?? 0) >= 2;
  return isFilled ? { kind: 'filled', pattern } : plain;
}

/** Lays the digits of a whole number into the zeros of a pattern, from the right; further digits go before the first. */
export function fillPattern(pattern: string, digits: string): string {
  const pieces: string[] = pattern.match(/\\.|./gu) ?? [];
  const first = pieces.indexOf('0');
  const rest = [...digits];
  const filled = pieces
    .toReversed()
    .map((piece, index) => {
      if (piece !== '0') return piece.replace('\\', '');
      const digit = rest.pop() ?? '0';
      return pieces.length - 1 - index === first ? rest.splice(0).join('') + digit : digit;
    })
    .toReversed();
  return filled.join('');
}
