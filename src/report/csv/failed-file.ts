import type { Lang } from '../../messages/message.js';
import { always, type Report } from '../report.js';
import { createReportFile, orDiscard } from '../report-file.js';
import type { RowFile } from '../row-file.js';
import { failedHeader, isFailed, type Layout, writeFailed } from './failed-rows.js';

/** failed.csv: the rows to correct and import again, as they stood in the file. */
export const failedFile: Report = {
  id: 'failed',
  file: 'failed.csv',
  when: always,
  open: (path, { layout, facts }) => openFailedFile(path, layout, facts.lang),
};

async function openFailedFile(path: string, layout: Layout, lang: Lang): Promise<RowFile> {
  const file = createReportFile(path);
  await orDiscard(file, () => file.write(failedHeader(layout)));
  return { ...file, add: (rows) => file.write(writeFailed(rows.filter(isFailed), layout, lang)) };
}
