/** What a text may be made of, as bits. */
export const trait = {
  digit: 1,
  /** Any other visible character of ASCII. */
  sign: 2,
  /** Spaces of every kind, control characters, and what has no width. */
  blank: 4,
  /** U+0080 to U+00FF, and the signs that Windows has in their place. */
  latin: 8,
  wideDigit: 16,
  privateUse: 32,
  /** U+FFFD, the mark of a character that could not be decoded. */
  lost: 64,
  /** Everything else: Chinese above all. */
  wide: 128,
} as const;

/** Finds in one pass what a text is made of, so that expensive questions are asked of few cells. */
export function traitsOf(text: string): number {
  let found = 0;
  for (let index = 0; index < text.length; index++) found |= traitOfUnit[text.charCodeAt(index)] ?? 0;
  return found;
}

/** The traits of UTF-16 units from one to another; a later line wins over an earlier one. */
const ranges: readonly (readonly [first: number, last: number, traits: number])[] = [
  [0x0000, 0xffff, trait.wide],
  [0x0000, 0x0020, trait.blank],
  [0x0021, 0x007e, trait.sign],
  [0x0030, 0x0039, trait.digit],
  [0x007f, 0x007f, trait.blank],
  [0x0080, 0x00ff, trait.latin],
  [0x00a0, 0x00a0, trait.latin | trait.blank],
  [0x00ad, 0x00ad, trait.latin | trait.blank],
  // Œ to ž, ƒ, ˆ and ˜: what windows-1252 has for some of the bytes 80 to 9F.
  [0x0152, 0x0192, trait.latin | trait.wide],
  [0x02c6, 0x02dc, trait.latin | trait.wide],
  [0x1680, 0x1680, trait.blank],
  [0x2000, 0x200f, trait.blank],
  [0x2010, 0x2027, trait.latin | trait.wide],
  [0x2028, 0x202f, trait.blank],
  [0x2030, 0x203a, trait.latin | trait.wide],
  [0x205f, 0x206f, trait.blank],
  [0x20ac, 0x20ac, trait.latin | trait.wide],
  [0x2122, 0x2122, trait.latin | trait.wide],
  [0x3000, 0x3000, trait.blank],
  // The first halves of planes 15 and 16, which are private as well.
  [0xdb80, 0xdbff, trait.privateUse],
  [0xe000, 0xf8ff, trait.privateUse],
  [0xfeff, 0xfeff, trait.blank],
  [0xff10, 0xff19, trait.wideDigit],
  [0xfffd, 0xfffd, trait.lost],
];

const traitOfUnit = new Uint8Array(0x10000);
for (const [first, last, traits] of ranges) traitOfUnit.fill(traits, first, last + 1);
