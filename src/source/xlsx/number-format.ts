/** What the format of a cell makes of its number. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'moment'; readonly hasTime: boolean }
  /** Hours, minutes or seconds that go on beyond a day: [h]:mm. */
  | { readonly kind: 'elapsed' }
  | { readonly kind: 'percent' }
  /** TRUE and FALSE, as LibreOffice shows the result of a formula. */
  | { readonly kind: 'boolean' }
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
  if (code === '"TRUE";"TRUE";"FALSE"') return { kind: 'boolean' };
  const section = firstSection(code);
  // What is written out, padding, colours and conditions are no placeholders.
  const bare = section.replace(literal, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (isGeneral.test(bare)) return plain;
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return { kind: 'elapsed' };
  const tokens = bare.replace(/AM\/PM|A\/P|上午\/下午/gi, 'h').replace(/s[.,]0+/gi, 's');
  // Letters beside the digits of a number are an exponent, or a unit that was not put into quotes.
  if (/[ymdhse]|aaa/i.test(tokens) && !/[0#?]/.test(tokens)) return /[hs]/i.test(tokens) ? time : day;
  if (bare.includes('%')) return { kind: 'percent' };
  return readFilled(section);
}

// Chinese, Japanese and German programs write it in their own words.
const isGeneral = /general|standard|G\/\P{ASCII}/iu;

const literal = /"[^"]*"|[\\!].|[_*]./gu;

function firstSection(code: string): string {
  const pieces: string[] = code.match(/"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;]|;/gu) ?? [];
  const end = pieces.indexOf(';');
  return pieces.slice(0, end < 0 ? pieces.length : end).join('');
}

/** At least two zeros, and beside them only what is written out: a code whose zeros in front belong to it. */
function readFilled(section: string): NumberFormat {
  // Which section counts depends on the number, where there are conditions.
  if (/\[[<>=]/.test(section)) return plain;
  const pattern = section
    .replace(/"([^"]*)"|[\\!](.)|[_*].|\[[^\]]*\]/gu, (_, words = '', sign = '') =>
      [...`${words}${sign}`].map((written) => `\\${written}`).join(''),
    )
    .replace(/^#+(?=0)/, '');
  const zeros = pattern.replace(/\\./gu, '').match(/0/g)?.length ?? 0;
  return zeros >= 2 && /^(?:\\.|[-+()/:$ 0]|\P{ASCII})*$/u.test(pattern) ? { kind: 'filled', pattern } : plain;
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
