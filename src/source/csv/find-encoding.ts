import { type Message, message } from '../../messages/message.js';
import { type RunError, refuse } from '../../messages/run-error.js';
import type { FileIdentity } from '../identify-file.js';
import type { Encoding, SourceSettings } from '../table.js';
import { type Breakage, decodeWhole } from './decode-whole.js';
import { findUtf8Line } from './find-utf8-line.js';
import { isPlausible } from './gb18030.js';

interface FoundEncoding {
  readonly encoding: Encoding;
  readonly notes: readonly Message[];
}

/**
 * Finds the encoding of a text file, and checks it over the whole file: its byte order mark; else what the job says;
 * else UTF-8, and GB18030 where it is that.
 * @throws RunError with the line and the byte of the first broken character, or with what the job should say
 */
export async function findEncoding(
  { path, start }: Pick<FileIdentity, 'path' | 'start'>,
  wanted: SourceSettings['encoding'],
): Promise<FoundEncoding> {
  const marked = markOf(start);
  if (marked) return await readMarked(path, marked, wanted);
  if (wanted !== 'auto') return await readDeclared(path, wanted);
  const unmarked = unmarkedUtf16(start);
  if (unmarked) throw refuse(message('source.unmarkedUtf16', { file: path, encoding: unmarked }));
  const { breakage, hasLong, hasAlone } = await decodeWhole(path, 'utf-8');
  if (breakage) return await readGb18030(path, breakage);
  if (hasAlone && !hasLong && (await isGbk(path))) throw refuse(message('source.utf8OrGbk', { file: path }));
  return { encoding: 'utf-8', notes: [] };
}

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

const markOf = (start: Buffer): Encoding | null =>
  marks.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte))?.encoding ?? null;

/** A mark is the file's own word. That of UTF-8 counts against the job as well: failed.csv has it, whatever the file had. */
async function readMarked(path: string, marked: Encoding, wanted: SourceSettings['encoding']): Promise<FoundEncoding> {
  const isOther = wanted !== 'auto' && wanted !== marked;
  if (isOther && marked !== 'utf-8') {
    throw refuse(message('source.otherMark', { file: path, marked: nameOf(marked), wanted }));
  }
  const { breakage } = await decodeWhole(path, marked);
  if (breakage) throw refuse(message('source.brokenMarked', { file: path, marked: nameOf(marked), ...breakage }));
  return { encoding: marked, notes: isOther ? [message('source.markWins', { wanted })] : [] };
}

async function readDeclared(path: string, encoding: Encoding): Promise<FoundEncoding> {
  const { breakage, gb } = await decodeWhole(path, encoding);
  if (breakage) throw notEncoded(path, encoding, breakage);
  // Most of UTF-8 decodes as GB18030 too, to other characters.
  const other = encoding === 'gb18030' ? await decodeWhole(path, 'utf-8') : null;
  const isUtf8 = other?.hasOther && other.breakage === null && (other.hasLong || !isPlausible(gb));
  if (isUtf8) throw refuse(message('source.isUtf8', { file: path }));
  return { encoding, notes: [] };
}

/** Whether a text that is UTF-8 may as well be GBK: few words are both (女士), and hardly a whole file. */
async function isGbk(path: string): Promise<boolean> {
  const { breakage, gb } = await decodeWhole(path, 'gb18030');
  return breakage === null && isPlausible(gb);
}

async function readGb18030(path: string, notUtf8: Breakage): Promise<FoundEncoding> {
  const { breakage, gb } = await decodeWhole(path, 'gb18030');
  if (breakage) throw refuse(message('source.neither', { file: path, ...notUtf8, gbLine: breakage.line }));
  const line = await findUtf8Line(path);
  if (line !== null) throw refuse(message('source.mixed', { file: path, line }));
  if (!isPlausible(gb)) throw refuse(message('source.strangeGb18030', { file: path, ...notUtf8 }));
  return { encoding: 'gb18030', notes: [message('source.readAsGb18030')] };
}

/** Text of UTF-16 without its mark: every other byte of plain letters is 0, and hardly any of the others. */
function unmarkedUtf16(start: Buffer): Encoding | null {
  const zeros = [0, 1].map((odd) => start.filter((byte, index) => byte === 0 && index % 2 === odd).length);
  const [even = 0, odd = 0] = zeros;
  const [least, most] = [Math.min(even, odd), Math.max(even, odd)];
  if (most < 2 || most * 8 < start.length || least * 2 > most) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

const notEncoded = (file: string, encoding: Encoding, { line, byte }: Breakage): RunError =>
  refuse(
    encoding === 'utf-8'
      ? message('source.notUtf8', { file, line, byte })
      : message('source.notEncoded', { file, encoding: nameOf(encoding), line, byte }),
  );

const nameOf = (encoding: Encoding): string => encoding.toUpperCase();
