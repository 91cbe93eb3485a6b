import type { Lang } from '../../messages/message.js';
import { createReportFile, orDiscard } from '../report-file.js';
import type { RowFile } from '../row-file.js';
import { failedHeader, isFailed, type Layout, writeFailed } from './failed-rows.js';

/** Opens failed.csv. */
export async function openFailedFile(path: string, layout: Layout, lang: Lang): Promise<RowFile> {
  const file = createReportFile(path);
  await orDiscard(file, () => file.write(failedHeader(layout)));
  return { ...file, add: (rows) => file.write(writeFailed(rows.filter(isFailed), layout, lang)) };
}
