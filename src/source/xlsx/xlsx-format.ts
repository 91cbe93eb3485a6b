import { extname } from 'node:path';
import { message } from '../../messages/message.js';
import { type RunError, refuse } from '../../messages/run-error.js';
import type { Format } from '../format.js';
import { beginsWith, type FileIdentity } from '../identify-file.js';

// Loaded when there is a workbook: the start of every other run does without its parsers.
const load = () => import('./open-xlsx.js');

/** A workbook: a zip, in which `open` looks for the parts of one. */
export const xlsxFormat: Format = {
  claims: (file) => beginsWith(file, ['504b0304']),
  objection: findLie,
  listSheets: async (file) => (await load()).listSheets(file),
  open: async (...args) => (await load()).openXlsx(...args),
};

/** A zip whose name says that it is text. */
function findLie({ path }: FileIdentity): RunError | null {
  const extension = extname(path).toLowerCase();
  const isNamed = ['.csv', '.tsv', '.txt', '.tab', '.psv'].includes(extension);
  return isNamed ? refuse(message('source.zipAsText', { file: path, extension })) : null;
}
