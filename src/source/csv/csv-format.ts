import { extname } from 'node:path';
import { message } from '../../messages/message.js';
import { type RunError, refuse } from '../../messages/run-error.js';
import { isForeign } from '../foreign-file.js';
import type { Format } from '../format.js';
import type { FileIdentity } from '../identify-file.js';
import { openCsv } from './open-csv.js';

/** Text with a separator between its cells: whatever is plainly nothing else. */
export const csvFormat: Format = {
  claims: (file) => !isForeign(file),
  objection: (file) => findMarkup(file) ?? findLie(file),
  open: openCsv,
};

function findMarkup({ path, start }: FileIdentity): RunError | null {
  const isMarkup = /^\s*<(?:!doctype|!--|html|head|meta|style|table|\?xml)/i.test(asText(start));
  return isMarkup ? refuse(message('source.foreign', { file: path, what: 'HTML / XML' })) : null;
}

/** Text whose name says that it is a workbook. An empty file is told of as such, whatever it is called. */
function findLie({ path, size }: FileIdentity): RunError | null {
  const extension = extname(path).toLowerCase();
  const isNamed = ['.xlsx', '.xlsm', '.xls', '.xlsb', '.ods', '.et', '.numbers'].includes(extension);
  return size > 0 && isNamed ? refuse(message('source.textAsWorkbook', { file: path, extension })) : null;
}

function asText(start: Buffer): string {
  const isBigEndian = start[0] === 0xfe && start[1] === 0xff;
  const isLittleEndian = start[0] === 0xff && start[1] === 0xfe;
  const label = isBigEndian ? 'utf-16be' : isLittleEndian ? 'utf-16le' : 'utf-8';
  return new TextDecoder(label).decode(start);
}
