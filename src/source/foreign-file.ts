import { message } from '../messages/message.js';
import { type RunError, refuse } from '../messages/run-error.js';
import { holdsText } from './holds-text.js';
import { beginsWith, type FileIdentity } from './identify-file.js';

type ForeignCode = 'source.xls' | 'source.packed' | 'source.foreign' | 'source.password';

interface Foreign {
  readonly bytes: readonly string[];
  readonly what: string;
  readonly code: ForeignCode;
}

// What a file begins with tells what it is.
const foreign: readonly Foreign[] = [
  { bytes: ['d0cf11e0a1b11ae1'], what: 'Excel 97-2003 (.xls)', code: 'source.xls' },
  { bytes: ['09000400', '09020600', '09040600', '09080800', '09081000'], what: 'Excel (.xls)', code: 'source.xls' },
  { bytes: ['504b0506', '504b0708'], what: 'zip', code: 'source.foreign' },
  { bytes: ['1f8b', '425a68', 'fd377a585a', '28b52ffd'], what: 'gzip / bzip2 / xz / zstd', code: 'source.packed' },
  { bytes: ['377abcaf271c', '526172211a07'], what: '7z / RAR', code: 'source.packed' },
  { bytes: ['25504446'], what: 'PDF', code: 'source.foreign' },
  { bytes: ['7b5c727466'], what: 'RTF', code: 'source.foreign' },
  { bytes: ['53514c69746520666f726d61742033'], what: 'SQLite', code: 'source.foreign' },
  { bytes: ['89504e47', 'ffd8ff', '47494638'], what: 'an image', code: 'source.foreign' },
];

/** Whether a file is plainly of a kind that holds no table, or none that can be read. */
export const isForeign = (file: FileIdentity): boolean => foreignKind(file) !== undefined;

/** The refusal of a file of another kind: what it is, and what to save it as. */
export async function refuseForeign(file: FileIdentity): Promise<RunError> {
  const { code: usual, what } = foreignKind(file) ?? { code: 'source.foreign', what: 'zip' };
  const code = await codeOf(usual, file.path);
  return refuse(message(code, { file: file.path, what: code === 'source.password' ? 'Excel' : what }));
}

const foreignKind = (file: FileIdentity): Foreign | undefined => foreign.find(({ bytes }) => beginsWith(file, bytes));

/** A workbook with a password lies in the same container as an .xls: it names its content. */
async function codeOf(code: ForeignCode, path: string): Promise<ForeignCode> {
  if (code !== 'source.xls') return code;
  return (await holdsText(path, 'EncryptedPackage', 'utf16le')) ? 'source.password' : code;
}
