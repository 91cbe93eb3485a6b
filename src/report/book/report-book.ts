import type { Finding } from '../../checkup/finding.js';
import type { Lang } from '../../messages/message.js';
import type { Quotas } from '../quota.js';
import type { Report } from '../report.js';
import { orDiscard } from '../report-file.js';
import type { RowFile } from '../row-file.js';
import { isPlanToSend, showsPlan } from '../run-state.js';
import type { Summary } from '../summary.js';
import { spellForPeople } from '../xlsx/sheet-text.js';
import { createWorkbook } from '../xlsx/workbook-file.js';
import { changeLayout, changeRows } from './change-sheet.js';
import { detailLayout, detailRow } from './detail-sheet.js';
import { problemLayout, problemRow } from './problem-sheet.js';
import { findingRows, summaryLayout, summaryRows } from './summary-sheet.js';

interface Basis {
  readonly lang: Lang;
  readonly quotas: Quotas;
  /** What the check-up of the file has found. */
  readonly findings: readonly Finding[];
}

// In which order the sheets are shown; 明细 is written first, since what the others say is known only at its end.
const places = { summary: 0, rows: 1, changes: 2, problems: 3 };

/** report.xlsx, but of a plan. */
export const reportBook: Report = {
  id: 'book',
  file: 'report.xlsx',
  when: (run) => !isPlanToSend(run),
  open: (path, { run, facts }) => openReportBook(path, run, facts),
};

/** Opens report.xlsx. */
export async function openReportBook(
  path: string,
  run: Pick<Summary, 'command' | 'state'>,
  { lang, quotas, findings }: Basis,
): Promise<RowFile> {
  const { spell, countCut } = spellForPeople(lang);
  const book = createWorkbook(path, spell);
  await orDiscard(book, () => book.addSheet(detailLayout(lang), places.rows));
  return {
    add: (rows) => book.addRows(rows.map((row) => detailRow(row, run, lang))),
    async finish({ summary, reasons, changing }) {
      await book.addSheet(changeLayout(lang), places.changes);
      for (const rows of changing()) await book.addRows(rows.flatMap((row) => changeRows(row, run, lang)));
      await book.addSheet(problemLayout(lang, 'sheet.problems'), places.problems);
      await book.addRows(reasons.map((reason) => problemRow(reason, lang)));
      await book.addSheet(summaryLayout(lang), places.summary);
      await book.addRows(summaryRows(summary, quotas, countCut(), lang));
      if (showsPlan(summary)) await book.addRows(findingRows(findings, lang));
      await book.finish();
    },
    discard: book.discard,
  };
}
