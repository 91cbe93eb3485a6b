import { type Columns, findColumns, mapRow } from '../contact/map-row.js';
import { planUpdate } from '../contact/plan-update.js';
import { updateReader } from '../contact/read-update.js';
import type { ContactUpdate, PlannedUpdate, Problem, SourceRow } from '../contact/row.js';
import type { Job } from '../job/job.js';
import { message } from '../messages/message.js';

export type PlannedRow =
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'planned'; readonly planned: PlannedUpdate };

/** Makes the function from a row's cells to what is to be sent: pure, so that a resumed run sends just the same. */
export function rowPlanner(job: Job, header: readonly string[]): (row: SourceRow) => PlannedRow {
  const { columns } = findColumns(job.mapping, header);
  const readUpdate = updateReader(job.mapping);
  return (row) => {
    if (row.cells.length !== columns.width) return { kind: 'invalid', problems: [wrongWidth(row, columns)] };
    const { update, problems } = readUpdate(mapRow(row, columns));
    if (problems.length > 0) return { kind: 'invalid', problems };
    return asksForNothing(update) ? { kind: 'nothing' } : { kind: 'planned', planned: planUpdate(update) };
  };
}

const wrongWidth = ({ cells }: SourceRow, { width }: Columns): Problem => ({
  column: null,
  reason: message('row.cells', { found: cells.length, expected: width }),
});

const asksForNothing = ({ fields }: ContactUpdate): boolean => fields.length === 0;
