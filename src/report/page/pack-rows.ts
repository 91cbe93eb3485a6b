import type { Change } from '../../contact/row.js';
import { isUntried, type RowStatus, rowStatuses, wasAccepted } from '../../contact/row-status.js';
import { escapeControls } from '../../messages/escape-controls.js';
import type { Lang } from '../../messages/message.js';
import { isFailed } from '../csv/failed-rows.js';
import type { ReportRow } from '../report-row.js';
import { type CauseCounter, countCauses } from './count-causes.js';
import { countFields, type FieldCounter } from './count-fields.js';
import type { PackedChange, PackedRow, RowChunk } from './page-data.js';

/** Which rows lie in the page, where they are too many. */
export interface Selection {
  /** All rows of the run. */
  readonly total: number;
  /** The most that a page is to hold. */
  readonly most: number;
}

export interface RowPacker {
  readonly causes: CauseCounter['causes'];
  readonly fields: FieldCounter['fields'];
  /** Counts all rows, and gives those that the page is to hold. */
  pack(rows: readonly ReportRow[]): RowChunk;
  /** How many rows the page holds: those with problems, and others. */
  packed(): { readonly problems: number; readonly others: number };
}

/** Of rows that are fine, where not all can be shown. */
const sampleRows = 1000;

/** @param isCounted whether what a row of this status would change is a change of the run */
export function createRowPacker(
  selection: Selection,
  isCounted: (status: RowStatus) => boolean,
  lang: Lang,
): RowPacker {
  const causes = countCauses(lang);
  const fields = countFields();
  const selects = createSelector(selection);
  return {
    causes: causes.causes,
    fields: fields.fields,
    packed: selects.packed,
    pack(batch) {
      const strings = createStrings();
      const rows: PackedRow[] = [];
      for (const row of batch) {
        const found = causes.add(row);
        const places = fields.add(row.result.changes, isCounted(row.result.status));
        if (!selects.take(row)) continue;
        const problems = found.map(({ cause, words }) => {
          const text = strings.placeOf(words.plain);
          return [cause, text, words.masked === words.plain ? text : strings.placeOf(words.masked)] as const;
        });
        rows.push(packRow(row, problems, packChanges(row.result.changes, places)));
      }
      return { strings: strings.all, rows };
    },
  };
}

/** What a plan would change is a change of it; of a run that was sent, only what was taken. */
export const countedIn = (isPlan: boolean): ((status: RowStatus) => boolean) => (isPlan ? isUntried : wasAccepted);

/** All rows while they are few enough; else those with problems, and some of the others from all over the file. */
function createSelector({ total, most }: Selection) {
  const everySoMany = Math.ceil(total / sampleRows);
  let [problems, others, passed] = [0, 0, 0];
  const take = (row: ReportRow): boolean => {
    if (total <= most) return true;
    if (isFailed(row)) return problems < most;
    return passed++ % everySoMany === 0;
  };
  return {
    take(row: ReportRow): boolean {
      if (!take(row)) return false;
      if (isFailed(row)) problems++;
      else others++;
      return true;
    },
    packed: () => ({ problems, others }),
  };
}

function createStrings() {
  const places = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    placeOf(text: string): number {
      const place = places.get(text) ?? all.length;
      if (!places.has(text)) all.push(text);
      places.set(text, place);
      return place;
    },
  };
}

function packRow({ contact, result }: ReportRow, problems: PackedRow[3], changes: PackedRow[4]): PackedRow {
  const { row, status, attempts, durationMs, finishedAt } = result;
  const ended = finishedAt === null ? null : Date.parse(finishedAt);
  return [row, escapeControls(contact), rowStatuses.indexOf(status), problems, changes, attempts, durationMs, ended];
}

const packChanges = (changes: readonly Change[], places: readonly number[]): PackedChange[] =>
  changes.map(({ before, after }, index) => {
    const place = places[index] ?? 0;
    const shown = after && escapeControls(after);
    return before === undefined ? [place, shown] : [place, shown, before && escapeControls(before)];
  });
