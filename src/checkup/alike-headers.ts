import { distance } from 'fastest-levenshtein';
import { repairText } from './repair-text.js';

/** A header as a person takes it in at a glance: without width, case, spaces and punctuation. */
const foldHeader = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{P}]/gu, '')
    .toLowerCase();

/** Whether a person would take two headers for the same: 备注 and 备 注, 手机号 and 手机号（）. */
export const isSameHeader = (one: string, other: string): boolean =>
  foldHeader(one) !== '' && foldHeader(one) === foldHeader(other);

/** Whether one may stand where the other was meant: 手机号 and 手机号码, 手机号2, 新手机号, 手机号吗. */
export function isAlikeHeader(one: string, other: string): boolean {
  const [short = '', long = ''] = [foldHeader(one), foldHeader(other)].toSorted((a, b) => a.length - b.length);
  if (short.length < 2) return short !== '' && short === long;
  const longer = long.length - short.length;
  if (long.startsWith(short)) return longer <= 2;
  if (long.endsWith(short)) return longer <= 1;
  // Of a short name one letter is half of what it says: 年龄 is not 年级.
  return short.length >= 4 && distance(short, long) === 1;
}

/** A column that a header lacks, and the name in it that may be meant. */
export interface NearestHeader {
  readonly missing: string;
  readonly nearest: string;
  /** What that name was before it was read in the wrong encoding; null where it was not. */
  readonly meant: string | null;
}

/** For each column that a header lacks the name in it that looks most like it, or that became of it by garbling, if any. */
export function nearestHeaders(missing: readonly string[], header: readonly string[]): NearestHeader[] {
  const candidates = header.map((nearest) => ({ nearest, meant: repairText(nearest) }));
  return missing.flatMap((name) => {
    const [found] = candidates
      .map((candidate) => ({ missing: name, ...candidate, far: farness(name, readable(candidate)) }))
      .filter(({ far }) => far < tooFar)
      .toSorted((a, b) => a.far - b.far);
    return found ? [{ missing: name, nearest: found.nearest, meant: found.meant }] : [];
  });
}

const tooFar = 100;

/** A garbled name may have lost its last letter: a mark stands in its place. */
const readable = ({ nearest, meant }: Pick<NearestHeader, 'nearest' | 'meant'>): string =>
  meant?.replaceAll('□', '') ?? nearest;

/** How far a header is from the name that is looked for: the same to a person, alike, or one with the other in it. */
function farness(name: string, candidate: string): number {
  const [wanted, found] = [foldHeader(name), foldHeader(candidate)];
  if (found === '') return tooFar;
  if (wanted === found) return 0;
  const far = distance(wanted, found);
  if (isAlikeHeader(wanted, found)) return far;
  return found.length >= 2 && (wanted.includes(found) || found.includes(wanted)) ? 20 + far : tooFar;
}
