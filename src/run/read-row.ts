import { type Columns, findColumns, mapRow } from '../contact/map-row.js';
import { updateReader } from '../contact/read-update.js';
import type { ContactUpdate, Problem, SourceRow } from '../contact/row.js';
import type { Job } from '../job/job.js';
import { message } from '../messages/message.js';

export type ReadRow =
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'update'; readonly update: ContactUpdate };

/** Makes the function from a row's cells to what the row asks for: pure, so that a resumed run sends just the same. */
export function rowReader(job: Job, header: readonly string[]): (row: SourceRow) => ReadRow {
  const { columns } = findColumns(job.mapping, header);
  const readUpdate = updateReader(job.mapping);
  return (row) => {
    if (row.cells.length !== columns.width) return { kind: 'invalid', problems: [wrongWidth(row, columns)] };
    const { update, problems } = readUpdate(mapRow(row, columns));
    if (problems.length > 0) return { kind: 'invalid', problems };
    return update.fields.length === 0 ? { kind: 'nothing' } : { kind: 'update', update };
  };
}

const wrongWidth = ({ cells }: SourceRow, { width }: Columns): Problem => ({
  column: null,
  reason: message('row.cells', { found: cells.length, expected: width }),
});
