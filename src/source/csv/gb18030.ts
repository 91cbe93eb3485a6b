/** How many characters of a GB18030 text are of which sort. */
export interface GbCounts {
  /** Those of old (GB2312): Chinese characters in use, and their signs. */
  readonly common: number;
  /** Rarer ones, and letters of other scripts, in two bytes. */
  readonly extended: number;
  /** Two bytes that are nobody's character. */
  readonly unassigned: number;
  /** The rarest, in four bytes. */
  readonly four: number;
}

/** Counts over bytes that decode as GB18030, however they are cut into chunks. */
export function createGbCounter(): { add(chunk: Uint8Array): void; counts(): GbCounts } {
  const counts = { common: 0, extended: 0, unassigned: 0, four: 0 };
  let lead = 0;
  let left = 0;
  const addSecond = (byte: number): void => {
    if (byte < 0x40) left = 2;
    counts[byte < 0x40 ? 'four' : sortOf(lead, byte)]++;
    lead = 0;
  };
  return {
    add(chunk) {
      for (const byte of chunk) {
        if (left > 0) left--;
        else if (lead > 0) addSecond(byte);
        else if (byte > 0x80) lead = byte;
      }
    },
    counts: () => ({ ...counts }),
  };
}

function sortOf(lead: number, trail: number): 'common' | 'extended' | 'unassigned' {
  if (trail < 0xa1) return lead >= 0xa1 && lead <= 0xa7 ? 'unassigned' : 'extended';
  if (lead <= 0xa0 || (lead >= 0xa4 && lead <= 0xa9)) return 'extended';
  return (lead >= 0xaa && lead <= 0xaf) || lead >= 0xf8 ? 'unassigned' : 'common';
}

/** Almost any Big5, Shift-JIS or Latin-1 decodes as GB18030 too, but to characters that hardly anybody writes. */
export const isPlausible = ({ common, extended, unassigned, four }: GbCounts): boolean =>
  unassigned === 0 && extended <= (common + extended) / 4 && four <= Math.max(common, 8);
