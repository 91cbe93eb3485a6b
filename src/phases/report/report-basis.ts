import { headerKey } from '../../contact/map-row.js';
import { columnsOf } from '../../fields/mapping.js';
import { toJob } from '../../job/job.js';
import type { Layout } from '../../report/csv/failed-rows.js';
import type { ReportBasis } from '../../report/report.js';
import { isPlanToSend } from '../../report/run-state.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunStore } from '../../store/run-store.js';
import { measurePlan } from '../plan/measure-plan.js';
import { reasonColumns } from '../read/read-phase.js';

/** What every report of a run is told before its rows. */
export function reportBasis(record: RunRecord, store: RunStore): ReportBasis {
  const { jobFile, jobPath, sourceNotes, notes, stoppedBy, findings } = record;
  const job = toJob(jobFile, jobPath);
  return {
    run: record,
    total: store.countRows(),
    layout: layoutOf(record),
    facts: {
      lang: job.lang,
      quotas: job.api.rates,
      limits: isPlanToSend(record) ? measurePlan(job, record, store) : [],
      stoppedBy,
      findings: findings ?? [],
      mostRows: job.pageRows,
      notes: [...sourceNotes, ...notes],
    },
  };
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
