import type { Lang } from '../../messages/message.js';
import { createReportFile, orDiscard } from '../report-file.js';
import type { RowFile } from '../row-file.js';
import { resultHeader, writeResults } from './result-rows.js';

/** Opens report.csv. */
export async function openResultFile(path: string, lang: Lang): Promise<RowFile> {
  const file = createReportFile(path);
  await orDiscard(file, () => file.write(resultHeader()));
  return { ...file, add: (rows) => file.write(writeResults(rows, lang)) };
}
