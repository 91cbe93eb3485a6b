import type { Outcome } from './rehearsal.js';

/** One line for each fault: rows that it met, runs that it was in, bad outcomes among those rows, what nobody could know. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const faults = [
    ...new Set(outcomes.flatMap(({ passages }) => passages.flatMap(({ fault }) => fault ?? []))),
  ].toSorted();
  const lines = faults.map((fault) => lineOf(fault, outcomes));
  const killed = outcomes.filter(({ killedAt }) => killedAt.length > 0);
  const header = ['fault', 'calls', 'rows', 'runs', 'bad outcomes'];
  const kills = killed.reduce((sum, { killedAt }) => sum + killedAt.length, 0);
  const bad = (some: readonly Outcome[]) => some.reduce((sum, outcome) => sum + outcome.bad.length, 0);
  const rows = (some: readonly Outcome[]) => some.reduce((sum, outcome) => sum + outcome.rows.length, 0);
  const calls = (some: readonly Outcome[]) => some.reduce((sum, outcome) => sum + outcome.passages.length, 0);
  const sums = [
    [`kill -9 (${kills})`, calls(killed), rows(killed), killed.length, bad(killed)],
    ['all', calls(outcomes), rows(outcomes), outcomes.length, bad(outcomes)],
  ];
  return `${layOut([header, ...lines, ...sums])}\n\n${statusesOf(outcomes)}`;
}

function lineOf(fault: string, outcomes: readonly Outcome[]): (string | number)[] {
  const sums = { calls: 0, rows: 0, runs: 0, bad: 0 };
  for (const { passages, rows, bad } of outcomes) {
    const met = passages.filter((passage) => passage.fault === fault);
    if (met.length === 0) continue;
    const contacts = new Set(met.map(({ subject }) => subject));
    sums.calls += met.length;
    sums.runs++;
    sums.rows += rows.filter(({ contact }) => contacts.has(contact)).length;
    // What is wrong with a run as a whole counts for all that it met.
    sums.bad += bad.filter(({ contact }) => contact === '-' || contacts.has(contact)).length;
  }
  return [fault, sums.calls, sums.rows, sums.runs, sums.bad];
}

function statusesOf(outcomes: readonly Outcome[]): string {
  const sums = new Map<string, number>();
  for (const { statuses } of outcomes) {
    for (const [status, count] of statuses) sums.set(status, (sums.get(status) ?? 0) + count);
  }
  return [...sums].map(([status, count]) => `${status} ${count}`).join(', ');
}

function layOut(lines: readonly (readonly (string | number)[])[]): string {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => String(line[column]).length))) ?? [];
  const cell = (text: string | number, column: number) =>
    typeof text === 'number' || column > 0
      ? String(text).padStart(widths[column] ?? 0)
      : text.padEnd(widths[column] ?? 0);
  return lines.map((line) => line.map(cell).join('  ')).join('\n');
}
