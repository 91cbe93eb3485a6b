import type { Lang } from '../../messages/message.js';
import { always, type Report } from '../report.js';
import { createReportFile, orDiscard } from '../report-file.js';
import type { RowFile } from '../row-file.js';
import { resultHeader, writeResults } from './result-rows.js';

/** report.csv: a line for each row. */
export const resultFile: Report = {
  id: 'report',
  file: 'report.csv',
  when: always,
  open: (path, { facts }) => openResultFile(path, facts.lang),
};

async function openResultFile(path: string, lang: Lang): Promise<RowFile> {
  const file = createReportFile(path);
  await orDiscard(file, () => file.write(resultHeader()));
  return { ...file, add: (rows) => file.write(writeResults(rows, lang)) };
}
