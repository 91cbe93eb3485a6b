import type { MakeDetector } from './detector.js';
import type { ExaminedColumn } from './examined-file.js';
import type { Finding } from './finding.js';
import { addUp, createTally, type Tally } from './tally.js';
import { trait } from './traits.js';

/** Numbers that are shorter than nearly all others of their column, where none begins with 0: Excel drops leading zeros. */
export const detectZeros: MakeDetector = (column) => {
  if (!['text', 'phone', 'unknown', 'id'].includes(column.kind)) return null;
  const seen = { total: 0, withZero: 0, mobiles: 0, largest: 0 };
  const lengths = new Map<number, Tally>();
  const landlines = createTally();
  return {
    observe(text, traits, row) {
      if (traits !== trait.digit || text.length > mostDigits) return;
      seen.total++;
      if (text.startsWith('0')) seen.withZero++;
      if (mobile.test(text)) seen.mobiles++;
      else if (isBareLandline(text)) landlines.add(row, text);
      seen.largest = Math.max(seen.largest, Number(text));
      if (!lengths.has(text.length)) lengths.set(text.length, createTally());
      lengths.get(text.length)?.add(row, text);
    },
    findings() {
      if (seen.withZero > 0) return [];
      const arePhones = column.kind === 'phone' || seen.mobiles * 2 >= seen.total;
      return arePhones ? findLandlines(landlines, column) : findShort(lengths, seen, column);
    },
  };
};

const mostDigits = 20;
const mobile = /^1[3-9]\d{9}$/;

/** A landline without the 0 of its area code; 400 and 800 numbers have none. */
const isBareLandline = (text: string): boolean =>
  /^(?:10\d{8}|2\d{9}|[3-9]\d{9,10})$/.test(text) && !/^[48]00\d{7}$/.test(text);

function findLandlines(landlines: Tally, { name }: ExaminedColumn): Finding[] {
  const count = landlines.count();
  return count.count === 0 ? [] : [{ code: 'areaCodeZeros', column: name, ...count, params: {} }];
}

const fewest = 5;
const dominantShare = 0.6;

function findShort(
  lengths: ReadonlyMap<number, Tally>,
  { total, largest }: { total: number; largest: number },
  { name, kind }: ExaminedColumn,
): Finding[] {
  const [longest = 0, ...shorter] = [...lengths.keys()].toSorted((a, b) => b - a);
  const usual = lengths.get(longest)?.count().count ?? 0;
  // Where the type is not known either, short numbers may well be amounts.
  const isCode = longest >= (kind === 'unknown' ? 6 : 4);
  // 1, 2, 3, … up to their own number are a counter, whose first numbers are short by nature.
  const isCounter = largest <= 2 * total;
  if (shorter.length === 0 || total < fewest || usual < dominantShare * total || !isCode || isCounter) return [];
  const count = addUp(shorter.flatMap((length) => lengths.get(length)?.count() ?? []));
  const [most = 0, least = 0] = [shorter[0], shorter.at(-1)];
  const range = most === least ? String(most) : `${least}–${most}`;
  return [{ code: 'leadingZeros', column: name, ...count, params: { length: longest, usual, range } }];
}
