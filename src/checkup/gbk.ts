/** The two bytes of a UTF-16 unit in GBK, as one number; 0 where it has none. */
export function gbkCodeOf(unit: number): number {
  codes ??= listCodes();
  return codes[unit] ?? 0;
}

/** Whether it is one of the 3,755 characters of GB 2312's first level, of which ordinary Chinese is written. */
export function isCommonHanzi(unit: number): boolean {
  const code = gbkCodeOf(unit);
  return code >= 0xb0a1 && code < 0xd800 && (code & 0xff) >= 0xa1;
}

// Made when the first text asks for it: 128 KB, some milliseconds.
let codes: Uint16Array | undefined;

/** Node decodes GBK but does not encode it: every code of two bytes is decoded, and the answer turned round. */
function listCodes(): Uint16Array {
  const all: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) all.push((lead << 8) | trail);
  }
  const bytes = Uint8Array.from(all.flatMap((code) => [code >> 8, code & 0xff]));
  const characters = new TextDecoder('gb18030').decode(bytes);
  const found = new Uint16Array(0x10000);
  // From the last to the first: U+3000 has two codes, and the lower is its own.
  for (let index = all.length - 1; index >= 0; index--) found[characters.charCodeAt(index)] = all[index] ?? 0;
  return found;
}
