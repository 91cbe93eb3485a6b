import type { Passage } from './call.js';
import type { Outcome } from './rehearsal.js';

type Line = readonly (string | number)[];

const header = ['fault', 'calls', 'rows', 'runs', 'bad outcomes', 'unknown', 'unverified', 'drifted', 'failed'];
const told = ['unknown', 'unverified', 'drifted', 'failed'] as const;

/** One line for each fault: the calls and the rows that it met, the runs that it was in, and how those rows ended. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const faults = new Set(outcomes.flatMap(({ passages }) => passages.flatMap(({ fault }) => fault ?? [])));
  const killed = outcomes.filter(({ killedAt }) => killedAt.length > 0);
  const kills = killed.reduce((sum, { killedAt }) => sum + killedAt.length, 0);
  return layOut([
    header,
    ...[...faults].toSorted().map((fault) => lineOf(fault, outcomes, (passage) => passage.fault === fault)),
    lineOf(`kill -9, ${kills} times`, killed, () => true),
    lineOf('  delivered only then', killed, isFromTheDead),
    lineOf('all', outcomes, () => true),
  ]);
}

/** @param counts the calls that a line is about */
function lineOf(
  name: string,
  outcomes: readonly Outcome[],
  counts: (passage: Passage, outcome: Outcome) => boolean,
): Line {
  const met = outcomes.map((outcome) => ({
    ...outcome,
    passages: outcome.passages.filter((one) => counts(one, outcome)),
  }));
  const runs = met.filter(({ passages }) => passages.length > 0);
  const rows = runs.flatMap(({ passages, rows, statuses }) => {
    const contacts = new Set(passages.map(({ subject }) => subject));
    return rows.filter(({ contact }) => contacts.has(contact)).map(({ row }) => statuses.get(row));
  });
  const bad = runs.flatMap(({ passages, bad }) => {
    const contacts = new Set(passages.map(({ subject }) => subject));
    // What is wrong with a run as a whole counts for all that it met.
    return bad.filter(({ contact }) => contact === '-' || contacts.has(contact));
  });
  const calls = runs.reduce((sum, { passages }) => sum + passages.length, 0);
  const ends = told.map((status) => rows.filter((one) => one === status).length);
  return [name, calls, rows.length, runs.length, bad.length, ...ends];
}

/** Whether the server has got a request of a process that was gone by then. */
const isFromTheDead = ({ at, events }: Passage, { killedAt }: Outcome): boolean =>
  events.some((event) => event.what === 'delivered' && killedAt.some((kill) => at < kill && kill < event.at));

function layOut(lines: readonly Line[]): string {
  const widths = header.map((_, column) => Math.max(...lines.map((line) => String(line[column]).length)));
  const cell = (text: string | number, column: number) =>
    column === 0 ? String(text).padEnd(widths[0] ?? 0) : String(text).padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(cell).join('  ')).join('\n');
}
