import { resolve } from 'node:path';
import { headerKey } from '../../contact/map-row.js';
import { columnsOf } from '../../fields/mapping.js';
import { toJob } from '../../job/job.js';
import { openFailedBook } from '../../report/book/failed-book.js';
import { openPlanBook } from '../../report/book/plan-book.js';
import { openReportBook } from '../../report/book/report-book.js';
import { openFailedFile } from '../../report/csv/failed-file.js';
import type { Layout } from '../../report/csv/failed-rows.js';
import { openResultFile } from '../../report/csv/result-file.js';
import { openPage } from '../../report/page/write-page.js';
import type { RowFile } from '../../report/row-file.js';
import { isPlanToSend } from '../../report/run-state.js';
import type { Summary } from '../../report/summary.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunStore } from '../../store/run-store.js';
import { measurePlan } from '../plan/measure-plan.js';
import { reasonColumns } from '../read/read-phase.js';

/** Where the files of a run lie. A plan that may still be sent has a page and a workbook of its own, which stay when it is. */
export function filesOf(folder: string, record: RunRecord): Summary['files'] {
  const name = isPlanToSend(record) ? 'plan' : 'report';
  return {
    folder: resolve(folder),
    report: resolve(folder, 'report.csv'),
    failed: resolve(folder, 'failed.csv'),
    page: resolve(folder, `${name}.html`),
    book: resolve(folder, `${name}.xlsx`),
    failedBook: record.sheet === null ? null : resolve(folder, 'failed.xlsx'),
  };
}

/** How each of them is opened. */
export function filesToMake(files: Summary['files'], record: RunRecord, store: RunStore): (() => Promise<RowFile>)[] {
  const { jobFile, jobPath, sheet, sourceNotes, notes, stoppedBy } = record;
  const findings = record.findings ?? [];
  const job = toJob(jobFile, jobPath);
  const { lang } = job;
  const quotas = job.api.rates;
  const layout = layoutOf(record);
  const limits = isPlanToSend(record) ? measurePlan(job, record, store) : [];
  const facts = {
    lang,
    quotas,
    limits,
    stoppedBy,
    findings,
    mostRows: job.pageRows,
    notes: [...sourceNotes, ...notes],
  };
  const { failedBook } = files;
  return [
    () => openResultFile(files.report, lang),
    () => openFailedFile(files.failed, layout, lang),
    () =>
      isPlanToSend(record)
        ? openPlanBook(files.book, { lang, quota: quotas.put, limits, findings })
        : openReportBook(files.book, record, { lang, quotas, findings }),
    ...(failedBook === null || sheet === null ? [] : [() => openFailedBook(failedBook, layout, sheet, lang)]),
    () => openPage(files.page, record, store.countRows(), facts),
  ];
}

/** The layout of the file. A last column 原因 that the job does not use is of an import before; any other is data. */
function layoutOf({ header, preamble, delimiter, jobFile, jobPath }: RunRecord): Layout {
  const { mapping } = toJob(jobFile, jobPath);
  const mapped = columnsOf(mapping).map(headerKey);
  const [usual, other] = reasonColumns;
  const place = header.map(headerKey).indexOf(usual);
  const isData = mapped.includes(usual) || (place >= 0 && place < header.length - 1);
  return { header, preamble, delimiter, idColumn: mapping.idColumn, reasonColumn: isData ? other : usual };
}
