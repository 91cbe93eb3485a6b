import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { RowResult } from '../../src/contact/row.js';
import { jobSchema } from '../../src/job/schema.js';
import type { PlannedRow, StoredRow } from '../../src/store/run-data.js';
import type { RunRecord } from '../../src/store/run-record.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import type { Call } from '../../src/wefeng/client.js';

/** A run as it may have left its run.db. */
export interface MadeRun {
  /** YAML, beyond `name` and `id`. */
  readonly job: string;
  readonly header: readonly string[];
  readonly record: Partial<RunRecord>;
  readonly rows: readonly StoredRow[];
  readonly results: readonly RowResult[];
  readonly planned?: readonly PlannedRow[];
  readonly calls?: readonly Call[];
}

const madeRunId = '20261122-020000-1a2b';

/** Writes the run.db of a run that ended long ago; gives its folder. */
export function makeRun(
  logDir: string,
  { job, header, record, rows, results, planned = [], calls = [] }: MadeRun,
): string {
  const jobFile = v.parse(jobSchema, parse(`name: vip-customers\nid: 企微客户ID\n${job}`));
  const folder = join(logDir, jobFile.name, record.runId ?? madeRunId);
  mkdirSync(folder, { recursive: true });
  const store = openRunStore(folder);
  store.addRows(rows);
  store.indexContacts();
  store.commit({ results, planned, calls });
  store.replaceRecord(null, {
    ...{
      runId: madeRunId,
      command: 'run',
      rollbackOf: null,
      takesBack: null,
      jobPath: '/srv/import/jobs/vip.yaml',
      jobFile,
    },
    ...{
      sourcePath: '/srv/import/inbox/会员名单 2026-11.xlsx',
      sourceState: null,
      header,
      preamble: [],
      delimiter: ',',
      sheet: null,
    },
    ...{
      blankRows: 0,
      accountId: 'account',
      phase: 'done',
      sourceNotes: [],
      notes: [],
      plan: null,
      planChecksum: null,
      findings: [],
    },
    ...{ clock: null, begun: true, state: 'completed', stoppedBy: null },
    startedAt: '2026-11-22T02:00:00.000+08:00',
    finishedAt: '2026-11-22T02:21:40.000+08:00',
    ...record,
  });
  store.close();
  return folder;
}
