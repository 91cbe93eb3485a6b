import { resolve } from 'node:path';
import { failedBook } from './book/failed-book.js';
import { planBook } from './book/plan-book.js';
import { reportBook } from './book/report-book.js';
import { failedFile } from './csv/failed-file.js';
import { resultFile } from './csv/result-file.js';
import { planPage, reportPage } from './page/write-page.js';
import type { Report, ReportBasis, ReportedRun } from './report.js';
import type { RowFile } from './row-file.js';
import type { Summary } from './summary.js';

/** All report files, in the order in which summary.json names them. A plan has a page and a workbook of its own. */
const reports: readonly Report[] = [resultFile, failedFile, planPage, reportPage, planBook, reportBook, failedBook];

/** Where the files of a run lie; null for those that it does not have. */
export function filesOf(folder: string, run: ReportedRun): Summary['files'] {
  const pathOf = (id: string) => {
    const report = reports.find((each) => each.id === id && each.when(run));
    return report ? resolve(folder, report.file) : null;
  };
  const paths = Object.fromEntries(reports.map(({ id }) => [id, pathOf(id)]));
  return { folder: resolve(folder), ...paths } as Summary['files'];
}

/** How each of them is opened. */
export const filesToMake = (folder: string, basis: ReportBasis): (() => Promise<RowFile>)[] =>
  reports
    .filter(({ when }) => when(basis.run))
    .map(
      ({ file, open }) =>
        () =>
          open(resolve(folder, file), basis),
    );

/** The names of the report files that a run does not have. */
export const filesNotMade = (run: ReportedRun): string[] =>
  reports.filter(({ when }) => !when(run)).map(({ file }) => file);
