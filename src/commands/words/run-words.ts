import { DateTime } from 'luxon';
import { escapeControls } from '../../messages/escape-controls.js';
import { formatDuration } from '../../messages/format-duration.js';
import { formatCode, type Lang, say } from '../../messages/message.js';
import { goOnBy, isRunState } from '../../report/run-state.js';
import { ageMs } from '../../runs/choose-runs.js';
import type { RunEntry } from '../../runs/read-run.js';
import type { SizedRun } from '../../runs/with-sizes.js';
import { align } from './align.js';

const numbers = new Set([4, 5, 7, 8]);

/** A line for each run: id, job, command, state, rows, rows that are not fine, when it began, how long it took, size. */
export const formatRuns = (runs: readonly SizedRun[], lang: Lang): string[] =>
  align(
    runs.map(({ run, bytes }) => cellsOf(run, bytes, lang).map(escapeControls)),
    numbers,
  );

/** What a program may know of a run; nothing of a customer. */
export const describeRun = ({ run, bytes }: SizedRun) => ({
  runId: run.runId,
  job: run.job,
  command: run.command,
  state: run.standing,
  resumable: run.canGoOn,
  rows: run.counts?.rows ?? null,
  notFine: run.counts?.notFine ?? null,
  startedAt: run.startedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
  durationMs: run.finishedAt ? run.finishedAt.getTime() - run.startedAt.getTime() : null,
  bytes,
  folder: run.folder,
  next: nextOf(run),
});

const mostNext = 5;

/** The commands that would bring the newest runs further, to be typed; nothing where there are none. */
export function formatNext(runs: readonly SizedRun[], lang: Lang): string[] {
  const commands = runs.flatMap(({ run }) => nextOf(run) ?? []);
  if (commands.length === 0) return [];
  const more = commands.length > mostNext ? ['  …'] : [];
  return [say(lang, 'runs.next'), ...commands.slice(0, mostNext).map((command) => `  ${command}`), ...more];
}

function nextOf({ runId, standing, canGoOn, lacksReport }: RunEntry): string | null {
  // A plan is reviewed before it is sent.
  if (lacksReport) return `wefeng-import report ${runId}`;
  return canGoOn && isRunState(standing) ? `wefeng-import ${goOnBy(standing)} ${runId}` : null;
}

/** How long ago it ended: in days where it is more than two. */
export function formatAge(run: RunEntry, now: Date, lang: Lang): string {
  const age = Math.max(0, ageMs(run, now));
  const days = Math.floor(age / 86_400_000);
  return days < 2 ? formatDuration(age, lang) : say(lang, 'runs.days', { days });
}

/** Bytes as a person says them, in thousands. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const amount = bytes / 1000 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[power]}`;
}

function cellsOf(run: RunEntry, bytes: number, lang: Lang) {
  const { runId, job, command, counts, startedAt, finishedAt } = run;
  return [
    runId,
    job,
    command ?? '-',
    formatState(run, lang),
    counts ? say(lang, 'runs.rows', { rows: counts.rows }) : '-',
    counts ? say(lang, 'runs.notFine', { count: counts.notFine }) : '-',
    DateTime.fromJSDate(startedAt).toFormat('yyyy-MM-dd HH:mm'),
    finishedAt ? formatDuration(finishedAt.getTime() - startedAt.getTime(), lang) : '-',
    formatBytes(bytes),
  ];
}

function formatState({ standing, canGoOn, lacksReport }: RunEntry, lang: Lang): string {
  if (standing === 'interrupted' && !canGoOn) return say(lang, 'runs.state.nothingLeft');
  return lacksReport ? say(lang, 'runs.state.lacksReport') : formatCode(`runs.state.${standing}`, lang);
}
