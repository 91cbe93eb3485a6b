import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, outcomesVariable, wordsOnly } from './outcomes.js';

type Case = Extract<Outcome, { kind: 'case' }>;

/** Gathers what the storage tests find, and prints it as one table when they are over. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'wefeng-outcomes-'));
  const path = join(folder, 'outcomes.jsonl');
  writeFileSync(path, '');
  process.env[outcomesVariable] = path;
  return () => {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    const outcomes: Outcome[] = lines.map((line) => JSON.parse(line));
    process.stdout.write(`\n${tabulate(outcomes).join('\n')}\n`);
    rmSync(folder, { recursive: true, force: true });
  };
}

function tabulate(outcomes: readonly Outcome[]): string[] {
  const cases = outcomes.filter((outcome) => outcome.kind === 'case');
  const faults = [...new Set(cases.map(({ fault }) => fault))].map((fault) => {
    const mine = cases.filter((each) => each.fault === fault);
    return lineOf(fault, mine);
  });
  const total = lineOf('all', cases);
  const said = count(
    outcomes.flatMap((outcome) => (outcome.kind === 'said' ? [`${outcome.command}: ${outcome.said}`] : [])),
  );
  const found = count(cases.flatMap(({ fault, bad }) => [...new Set(bad)].map((what) => `${fault} | ${what}`)));
  const examples = cases.filter(({ bad }) => bad.length > 0);
  return [
    ...outcomes.flatMap((outcome) =>
      outcome.kind === 'skipped' ? [`not tested: ${outcome.what}: ${outcome.why}`] : [],
    ),
    ...inColumns([['fault', 'cases', 'bad', 'words'], ...faults, ...(cases.length > 0 ? [total] : [])]),
    ...(said.length > 0 ? ['', 'damaged databases: what was said', ...inColumns(said)] : []),
    ...(found.length > 0 ? ['', 'what was bad', ...inColumns(found)] : []),
    ...(examples.length > 0 ? ['', 'one at a time: STORAGE_CASE="…" npm run test:storage'] : []),
    ...examples.map(({ id }) => `  ${id}`),
  ];
}

/** How many cases there were, how many were bad, and how many said something bad and did nothing bad. */
function lineOf(fault: string, cases: readonly Case[]): (string | number)[] {
  const isWrong = (what: string) => !what.startsWith(wordsOnly);
  const wrong = cases.filter(({ bad }) => bad.some(isWrong)).length;
  const words = cases.filter(({ bad }) => bad.length > 0 && !bad.some(isWrong)).length;
  return [fault, cases.length, wrong, words];
}

function count(lines: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

function inColumns(rows: readonly (readonly (string | number)[])[]): string[] {
  const width = Math.max(...rows.map(([first = '']) => String(first).length));
  return rows.map(
    ([first = '', ...rest]) =>
      `  ${String(first).padEnd(width)}${rest.map((cell) => String(cell).padStart(7)).join('')}`,
  );
}
