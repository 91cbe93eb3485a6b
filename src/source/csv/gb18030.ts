/** How the characters of a GB18030 text are encoded: in two bytes as of old (GB2312), in two others, or in four. */
export interface GbCounts {
  readonly common: number;
  readonly extended: number;
  readonly four: number;
}

/** Counts over bytes that decode as GB18030, however they are cut into chunks. */
export function createGbCounter(): { add(chunk: Uint8Array): void; counts(): GbCounts } {
  const counts = { common: 0, extended: 0, four: 0 };
  let lead = 0;
  let left = 0;
  const addSecond = (byte: number): void => {
    if (byte < 0x40) {
      counts.four++;
      left = 2;
    } else if (lead >= 0xa1 && lead <= 0xf7 && byte >= 0xa1) counts.common++;
    else counts.extended++;
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

/** Almost any Big5, Shift-JIS or Latin-1 decodes as GB18030 too, but to characters that hardly anybody writes. */
export const isPlausible = ({ common, extended, four }: GbCounts): boolean =>
  extended <= (common + extended) / 4 && four <= Math.max(common, 8);
