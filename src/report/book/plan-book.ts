import type { Report } from '../report.js';
import { orDiscard } from '../report-file.js';
import type { RowFile } from '../row-file.js';
import { isPlanToSend } from '../run-state.js';
import { spellForPeople } from '../xlsx/sheet-text.js';
import { createWorkbook } from '../xlsx/workbook-file.js';
import { plannedLayout, plannedRows } from './change-sheet.js';
import { type PlanFacts, planLayout, planRows } from './plan-sheet.js';
import { problemLayout, problemRow } from './problem-sheet.js';

// In which order the sheets are shown; what the plan comes to is known only when its rows have been told.
const places = { plan: 0, changes: 1, skipped: 2 };

/** plan.xlsx, of a plan that may still be sent; it stays when the plan is sent. */
export const planBook: Report = {
  id: 'book',
  file: 'plan.xlsx',
  when: isPlanToSend,
  open: (path, { facts: { lang, quotas, limits, findings } }) =>
    openPlanBook(path, { lang, quota: quotas.put, limits, findings }),
};

/** Opens plan.xlsx: a plan for whoever signs it off. */
async function openPlanBook(path: string, facts: PlanFacts): Promise<RowFile> {
  const { lang } = facts;
  const { spell } = spellForPeople(lang);
  const book = createWorkbook(path, spell);
  await orDiscard(book, () => book.addSheet(plannedLayout(lang), places.changes));
  return {
    add: (rows) => book.addRows(rows.flatMap((row) => plannedRows(row, lang))),
    async finish({ summary, reasons }) {
      await book.addSheet(problemLayout(lang, 'sheet.skipped'), places.skipped);
      await book.addRows(reasons.map((reason) => problemRow(reason, lang)));
      await book.addSheet(planLayout(lang), places.plan);
      await book.addRows(planRows(summary, facts));
      await book.finish();
    },
    discard: book.discard,
  };
}
