import type { RowStatus } from '../../src/contact/row-status.js';
import type { Job } from '../../src/job/job.js';
import type { RunReport } from '../../src/phases/report/report-phase.js';
import type { RunFacts } from '../../src/report/row-file.js';
import { countRows, type Summary } from '../../src/report/summary.js';
import { loadJobText } from './job-texts.js';

const runId = '20261122-020000-1a2b';

interface Told {
  readonly summary?: Partial<Summary>;
  readonly rows?: Partial<Record<RowStatus, number>>;
  readonly reasons?: RunReport['reasons'];
  readonly stoppedBy?: RunReport['stoppedBy'];
}

/** How a run may end: completed, with all its rows updated, but for what is said. */
export function reportOf({ summary, rows = { updated: 3 }, reasons = [], stoppedBy = null }: Told = {}): RunReport {
  const folder = `/srv/import/logs/vip/${runId}`;
  const counts = new Map(Object.entries(rows) as [RowStatus, number][]);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    summary: {
      runId,
      command: 'run',
      rollbackOf: null,
      job: 'vip',
      file: '/inbox/张三的客户.xlsx',
      state: 'completed',
      startedAt: '2026-11-22T02:00:00.000+08:00',
      finishedAt: '2026-11-22T02:00:32.000+08:00',
      rows: countRows(total, counts),
      blankRows: 0,
      calls: { put: total, get: 0, list: 1, retries: 0, rateLimited: 0 },
      source: [],
      baseline: [],
      plan: null,
      findings: [],
      clock: null,
      replacesAll: false,
      stoppedBy: stoppedBy && { code: stoppedBy.code, message: 'in words' },
      files: filesIn(folder),
      ...summary,
    },
    reasons,
    stoppedBy,
    examples: [],
    findings: [],
  };
}

/** Where the files of a run would lie. */
export const filesIn = (folder: string): Summary['files'] => ({
  folder,
  report: `${folder}/report.csv`,
  failed: `${folder}/failed.csv`,
  page: `${folder}/report.html`,
  book: `${folder}/report.xlsx`,
  failedBook: null,
});

/** What its files are told at their end. */
export const announcedCode = (told: Partial<RunFacts> = {}): RunFacts => ({
  summary: reportOf().summary,
  reasons: [],
  changing: () => [],
  calls: () => [],
  ...told,
});

/** A job that says whom it tells, in YAML; in English unless `more` says otherwise. */
export const jobThatTells = (notify: string, more = 'lang: en'): Promise<Job> =>
  loadJobText(`name: vip\nid: 企微客户ID\nfields: { mobile: 手机号 }\n${more}\nnotify: ${notify}\n`);
