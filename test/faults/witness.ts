import type { StoredContact } from '../../src/sandbox/account/account.js';
import type { CallRecord } from '../../src/sandbox/call-record.js';
import { bodyIsOf, formatDifferences, possibleStates, wholeText } from './contact-states.js';
import type { FileRow } from './file-rows.js';

/** A line of report.csv. */
export type ReportLine = Readonly<Record<string, string>>;

/** What a run is judged by: the file, the report, and what the server knows. */
export interface Evidence {
  readonly rows: readonly FileRow[];
  readonly report: readonly ReportLine[];
  /** Before the run, and when the last late delivery is over. */
  readonly before: ReadonlyMap<string, StoredContact>;
  readonly after: ReadonlyMap<string, StoredContact>;
  /** All that the server was asked meanwhile. */
  readonly calls: readonly CallRecord[];
  /** Whether a fault has met any call of a contact. */
  readonly isMet: (contact: string) => boolean;
  readonly replacesAll: boolean;
}

/** What the report has got wrong of a contact. */
export interface Bad {
  readonly contact: string;
  readonly why: string;
}

type Written = 'sure' | 'perhaps' | 'not' | 'there';

/** What a status says of whether the contact was written, or held it all before. `invalid` is not here: no row of these files is. */
const meanings: Readonly<Record<string, Written>> = {
  updated: 'sure',
  unverified: 'perhaps',
  unknown: 'perhaps',
  drifted: 'perhaps',
  unchanged: 'there',
  failed: 'not',
  pending: 'not',
};

/** Holds the report of a run against what the server holds; gives what does not agree. */
export function judgeRun(evidence: Evidence): Bad[] {
  const { rows, report, before, after } = evidence;
  const told = report.map(({ row, externalUserId }) => `${row} ${externalUserId}`).join();
  if (told !== rows.map(({ row, contact }) => `${row} ${contact}`).join()) {
    return [{ contact: '-', why: `the rows of the report are not those of the file: ${told}` }];
  }
  const statuses = new Map(report.map(({ row, status }) => [Number(row), status ?? '']));
  return [...before.keys()].flatMap((contact) => {
    const own = rows
      .filter((row) => row.contact === contact)
      .map((row) => ({
        row,
        status: statuses.get(row.row) ?? '',
        written: meanings[statuses.get(row.row) ?? ''] ?? 'not',
      }));
    const found = [
      ...own.flatMap(({ row, status }) => judgeStatus(row, status, evidence)),
      ...judgeBodies(contact, own, evidence),
      ...judgeContent(before.get(contact), after.get(contact), own, evidence.replacesAll),
    ];
    const words = own.map(({ row, status }) => `${row.row} ${status}`).join(', ');
    return found.map((why) => ({ contact, why: `${why} [rows: ${words}]` }));
  });
}

type Judged = { readonly row: FileRow; readonly status: string; readonly written: Written };

/** Nobody but the program edits the contacts: what it does not know, a fault must have hidden from it. */
function judgeStatus({ row, contact }: FileRow, status: string, { isMet }: Evidence): string[] {
  const meaning = meanings[status];
  if (meaning === undefined) return [`row ${row} is ${status}`];
  return meaning === 'perhaps' && !isMet(contact) ? [`row ${row} is ${status}, and no fault has met it`] : [];
}

/** What was applied, at any time, is what rows asked for, and at least one of them says so. */
function judgeBodies(contact: string, own: readonly Judged[], { calls }: Evidence): string[] {
  const applied = calls.filter(({ externalUserId, applied }) => applied && externalUserId === contact);
  return applied.flatMap(({ body }) => {
    const asking = own.filter(({ row }) => bodyIsOf(body, row));
    if (asking.length === 0) return [`was written by no row: ${body}`];
    if (asking.some(({ written }) => written === 'sure' || written === 'perhaps')) return [];
    return [`row ${asking.map(({ row }) => row.row).join(', ')} was applied, and is ${asking.at(0)?.status}`];
  });
}

function judgeContent(
  before: StoredContact | undefined,
  after: StoredContact | undefined,
  own: readonly Judged[],
  replacesAll: boolean,
): string[] {
  if (before === undefined || after === undefined) return ['is gone'];
  const states = possibleStates(before, own, replacesAll);
  if (states.some((state) => wholeText(state) === wholeText(after))) return [];
  if (states.length === 0) return ['did not hold what a row asks for that is unchanged'];
  return [states.map((state) => formatDifferences(after, state)).join(' | ')];
}

/**
 * Holds a rollback against what the server holds: each contact is as it was before the run, to the letter, or the
 * report says that it is not.
 * @param report null where there was nothing to take back
 */
export function judgeRollback({
  before,
  after,
  report,
}: Pick<Evidence, 'before' | 'after'> & { report: readonly ReportLine[] | null }): Bad[] {
  const restored = new Set(['updated', 'unchanged']);
  const left = new Set(
    report?.flatMap(({ externalUserId, status = '' }) => (restored.has(status) ? [] : [externalUserId])),
  );
  return [...before].flatMap(([contact, original]) => {
    const now = after.get(contact);
    if (left.has(contact) || (now && wholeText(now) === wholeText(original))) return [];
    return [
      { contact, why: `was not restored, and nobody says so: ${now ? formatDifferences(now, original) : 'gone'}` },
    ];
  });
}
