import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredContact } from '../../src/sandbox/account/account.js';
import type { CallRecord } from '../../src/sandbox/call-record.js';
import { isObject, parseJson, writeJson } from '../../src/sandbox/json.js';
import { type Ended, readReport, readSummary, SECRET } from '../helpers/workspace.js';
import type { FileRow } from './file.js';
import type { Stage } from './stage.js';

// The witness goes by what the sandbox holds and by the calls that it has had. Of the program it sees what a person sees:
// its words, its exit codes and its reports. What it gives is what was bad, in words; nothing where all is well.

/** What no command may say, whatever the disk does. */
export function judgeWords({ code, stdout, stderr }: Ended): string[] {
  const words = `${stdout}\n${stderr}`;
  const bad = [
    [/internal error/i, 'says "internal error"'],
    [/^\s+at \S+/m, 'shows a stack'],
    [/panicked|RUST_BACKTRACE|core dumped/i, 'panics'],
    [/\bundefined\b|\bNaN\b|\[object/, 'says "undefined"'],
  ] as const;
  return [
    ...bad.flatMap(([pattern, what]) => (pattern.test(words) ? [what] : [])),
    ...(code === null ? ['is aborted or hangs'] : []),
    ...(words.includes(SECRET) ? ['tells the secret'] : []),
  ];
}

/** The rows that the server has taken, each as often as it has. */
export function appliedRows({ calls, rows }: Stage): FileRow[] {
  return calls()
    .filter(({ endpoint, applied }) => endpoint === 'put' && applied)
    .flatMap((call) => rowOf(call, rows));
}

/** What a PUT of an import brings tells of which row it is. */
function rowOf({ externalUserId, body }: CallRecord, rows: readonly FileRow[]): FileRow[] {
  const parsed = parseJson(body);
  const fields = isObject(parsed) && Array.isArray(parsed.customFields) ? parsed.customFields : [];
  const remark = fields.find((field) => isObject(field) && field.fieldCode === 'CustomField_1')?.content;
  return rows.filter((row) => row.contact === externalUserId && row.remark === remark && row.changes);
}

/**
 * Holds the report of an import against the server.
 * @param isOver whether the run says that it is over: then every row must have come to its end
 */
export function judgeReport(stage: Stage, folder: string, isOver: boolean): string[] {
  const { rows } = stage;
  const report = readReport(folder);
  const told = report.map(({ row, externalUserId }) => `${row} ${externalUserId}`).join();
  if (told !== rows.map(({ row, contact }) => `${row} ${contact}`).join()) return ['report: not every row once'];
  const applied = new Set(appliedRows(stage).map(({ row }) => row));
  const statuses = report.map(({ status = '' }) => status);
  const bad = rows.flatMap((row, place) => {
    const status = statuses[place] ?? '';
    const fine = allowed(row, applied.has(row.row), isOver);
    const last = lastOf(row, applied, rows);
    const isHeld = status !== 'updated' || last !== row || holds(stage.sandbox.contact(row.contact), row);
    return [
      ...(fine.includes(status) ? [] : [`${applied.has(row.row) ? 'applied' : 'not applied'} row is ${status}`]),
      ...(isHeld ? [] : ['updated row is not held by the server']),
    ];
  });
  const negative = report.some(({ durationMs = '' }) => durationMs.startsWith('-'));
  return [...inGroups(bad), ...(negative ? ['negative duration'] : []), ...judgeSummary(folder, statuses, isOver)];
}

/** As what a row may be told, by whether the server has applied it. */
function allowed({ changes }: FileRow, isApplied: boolean, isOver: boolean): string[] {
  if (!changes) return isOver ? ['unchanged'] : ['unchanged', 'pending'];
  if (isApplied) return isOver ? ['updated'] : ['updated', 'unknown'];
  return isOver ? [] : ['pending', 'unknown'];
}

const lastOf = (row: FileRow, applied: ReadonlySet<number>, rows: readonly FileRow[]) =>
  rows.findLast((other) => other.contact === row.contact && applied.has(other.row));

function judgeSummary(folder: string, statuses: readonly string[], isOver: boolean): string[] {
  const { state, rows } = readSummary(folder);
  const counts = Object.entries(rows).filter(([name]) => name !== 'total');
  const isSame = counts.every(([name, count]) => statuses.filter((status) => status === name).length === count);
  return [
    ...(isSame && rows.total === statuses.length ? [] : ['summary.json counts other rows than report.csv']),
    ...((state === 'completed') === isOver ? [] : [`summary.json says ${state}`]),
  ];
}

/** That a run of which the server has taken rows is not said to have sent nothing. */
export function judgeClaims(stage: Stage, { stdout, stderr }: Ended): string[] {
  const isDenied = /broke off (?:before|while)|has sent nothing/.test(`${stdout}\n${stderr}`);
  return isDenied && appliedRows(stage).length > 0 ? ['says that nothing was sent, and rows were'] : [];
}

/** What a run says that it has come to; null where it says nothing. */
export const stateOf = (folder: string): string | null =>
  existsSync(join(folder, 'summary.json')) ? readSummary(folder).state : null;

/** A server that answers gets each row once. */
export function judgeSentOnce(stage: Stage): string[] {
  const rows = appliedRows(stage).map(({ row }) => row);
  const twice = rows.length - new Set(rows).size;
  return twice === 0 ? [] : [`${twice} × row was sent again after it was applied`];
}

/** Rows that have once been told as updated stay so, to the letter. */
export function judgeKept(before: readonly string[], folder: string | null): string[] {
  const after = new Set(settledLines(folder));
  return inGroups(before.filter((line) => !after.has(line)).map(() => 'row that was updated has changed its result'));
}

export const settledLines = (folder: string | null): string[] =>
  folder !== null && existsSync(join(folder, 'report.csv'))
    ? readReport(folder).flatMap(({ row, status, finishedAt }) =>
        status === 'updated' ? [`${row} ${status} ${finishedAt}`] : [],
      )
    : [];

/** What the account must hold at the end of an import: the last row of each contact over what was there before. */
export function judgeAccount(stage: Stage): string[] {
  const { rows } = stage;
  const bad = stage.originals.flatMap((original) => {
    const row = rows.findLast(({ contact }) => contact === original.externalUserId);
    const contact = stage.sandbox.contact(original.externalUserId);
    if (row === undefined || contact === undefined) return ['contact of no row'];
    const isAsAsked = row.changes ? holds(contact, row) : holdsOriginal(contact, original);
    return isAsAsked ? [] : ['contact does not hold what its last row says'];
  });
  return inGroups(bad);
}

/** That nothing was written which no row asks for, however far a run has come. */
export function judgeTouched(stage: Stage): string[] {
  const { rows } = stage;
  const bad = stage.originals.flatMap((original) => {
    const contact = stage.sandbox.contact(original.externalUserId);
    const mine = rows.filter((row) => row.contact === original.externalUserId && row.changes);
    const isFine = contact && (holdsOriginal(contact, original) || mine.some((row) => holds(contact, row)));
    return isFine ? [] : ['contact holds what no row says'];
  });
  return inGroups(bad);
}

/** That everything is as it was before the import. */
export function judgeRestored(stage: Stage): string[] {
  const bad = stage.originals.flatMap((original) => {
    const contact = stage.sandbox.contact(original.externalUserId);
    return contact && holdsOriginal(contact, original) ? [] : ['contact is not restored'];
  });
  return inGroups(bad);
}

const holdsOriginal = (contact: StoredContact, original: StoredContact): boolean =>
  textOf(contact) === textOf(original);

/** What the row says, and in all other fields what was there before. */
function holds(contact: StoredContact | undefined, { mobile, remark }: FileRow): boolean {
  const contents = contact?.customFields.map(({ id, content }) => `${id}=${String(content)}`).toSorted();
  return contact?.mobile === mobile && contents?.join() === [`1=${remark}`, '3=before'].join();
}

const textOf = ({ customFields, ...standard }: StoredContact): string =>
  writeJson([
    Object.entries(standard).toSorted(([a], [b]) => a.localeCompare(b)),
    customFields.toSorted((a, b) => Number(a.id) - Number(b.id)),
  ]);

/** Holds the report of a rollback against the calls that it has made: each contact that it takes back once. */
export function judgeRollbackReport(stage: Stage, folder: string, isOver: boolean): string[] {
  const report = readReport(folder);
  const ids = report.map(({ externalUserId = '' }) => externalUserId);
  const restored = new Set(restoringCalls(stage.calls()).map(({ externalUserId }) => externalUserId));
  const bad = report.flatMap(({ externalUserId = '', status = '' }) => {
    const isRestored = restored.has(externalUserId);
    const fine = isRestored
      ? ['updated', ...(isOver ? [] : ['unknown'])]
      : ['unchanged', ...(isOver ? [] : ['pending', 'unknown'])];
    return fine.includes(status) ? [] : [`${isRestored ? 'restored' : 'not restored'} contact is ${status}`];
  });
  const statuses = report.map(({ status = '' }) => status);
  return [
    ...(new Set(ids).size === ids.length ? [] : ['report of a rollback: a contact twice']),
    ...inGroups(bad),
    ...judgeSummary(folder, statuses, isOver),
  ];
}

/** The applied calls that have laid back what was there before. */
const restoringCalls = (calls: readonly CallRecord[]): CallRecord[] =>
  calls.filter(({ applied, body }) => applied && body.includes('"13900000000"'));

/** That no file of the program tells the secret or a signature, and that nothing half written is left. */
export function judgeFiles(stage: Stage): string[] {
  const signatures = new Set(stage.calls().flatMap(({ sign }) => (sign === null ? [] : [sign])));
  const bad = filesIn(stage.logDir).flatMap((path) => {
    const content = readFileSync(path).toString('latin1');
    return [
      ...(content.includes(SECRET) ? ['a file tells the secret'] : []),
      ...([...signatures].some((sign) => content.includes(sign)) ? ['a file tells a signature'] : []),
      ...(path.endsWith('.part') ? ['a .part file is left'] : []),
    ];
  });
  return inGroups(bad);
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** Each fault once, with how often it was found. */
function inGroups(bad: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const what of bad) counts.set(what, (counts.get(what) ?? 0) + 1);
  return [...counts].map(([what, count]) => `${count} × ${what}`);
}
