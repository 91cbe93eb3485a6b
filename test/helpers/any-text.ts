import fc from 'fast-check';

const ascii = fc.nat(0x7f);
const latinAndControls = fc.nat(0x2ff);
// Halves of characters (surrogates) are among them.
const any = fc.nat(0x10ffff);

/** Any text at all, with many of the characters that programs trip over. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(ascii, latinAndControls, any), { maxLength })
    .map((codePoints) => String.fromCodePoint(...codePoints));
