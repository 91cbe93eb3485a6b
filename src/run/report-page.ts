import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { toJob } from '../job/job.js';
import { isPlanPage } from '../report/page/describe-run.js';
import { openPage, type Page } from '../report/page/write-page.js';
import { createReportFile, orDiscard, type ReportFile } from '../report/report-file.js';
import type { Summary } from '../report/summary.js';
import { measurePlan } from './measure-plan.js';
import type { RunRecord } from './run-record.js';
import type { RunStore } from './run-store.js';

/** The page of a run, and the file that it is written into. */
export interface ReportPage {
  readonly add: Page['add'];
  readonly finish: (summary: Summary) => void;
  readonly discard: ReportFile['discard'];
}

/** The name of a run's page: a plan that may still be sent has one of its own. */
export const pageNameOf = (record: RunRecord): string => (isPlanPage(record) ? 'plan.html' : 'report.html');

/** Opens the page of a run in its folder; it takes its place when it is finished. */
export function openReportPage(folder: string, record: RunRecord, store: RunStore): ReportPage {
  const { jobFile, jobPath, sourceNotes, notes, stoppedBy } = record;
  const job = toJob(jobFile, jobPath);
  const file = createReportFile(join(folder, pageNameOf(record)));
  const facts = {
    ...{ lang: job.lang, stoppedBy, quotas: job.api.rates, mostRows: job.pageRows },
    notes: [...sourceNotes, ...notes],
    limits: isPlanPage(record) ? measurePlan(job, record, store) : null,
    checksum: null,
  };
  const page = orDiscard(file, () => openPage(file, record, store.countRows(), facts));
  return {
    add: page.add,
    finish(summary) {
      page.finish(summary, store.callTimes());
      file.finish();
      // One of before, when the plan was not made to its end, tells of a state that is over.
      if (isPlanPage(record)) rmSync(join(folder, 'report.html'), { force: true });
    },
    discard: file.discard,
  };
}
