import { escapeControls } from '../../messages/escape-controls.js';
import { type Code, formatMessage, type Lang, type Message, say } from '../../messages/message.js';
import { ageMs, type Choice, type Spare } from '../../runs/choose-runs.js';
import type { RunEntry } from '../../runs/read-run.js';
import type { SizedRun } from '../../runs/with-sizes.js';
import { formatAge, formatBytes } from './run-words.js';

/** What a prune has done, or, where it was to say so only, would do. */
export interface Pruned {
  readonly deleted: readonly SizedRun[];
  readonly spared: Choice['spared'];
  /** `run` is null for what an earlier prune has left. */
  readonly failed: readonly { readonly path: string; readonly run: RunEntry | null; readonly reason: string }[];
  /** How many halves of runs, left by earlier prunes that were killed, are gone. */
  readonly leftovers: number;
  /** How many files that killed processes have left half written in runs that stay, and scratch folders, are gone. */
  readonly parts: number;
  /** Freed, by the runs and by those. */
  readonly bytes: number;
}

/** How many of a kind are named one by one. */
const most = 10;

/** The line of one run: id, job and age. */
export const formatRun = (code: 'prune.deleted' | 'prune.would', run: RunEntry, now: Date, lang: Lang): string =>
  escapeControls(say(lang, code, { runId: run.runId, job: run.job, age: formatAge(run, now, lang) }));

export const formatFailed = (path: string, reason: string, lang: Lang): string =>
  escapeControls(say(lang, 'prune.failed', { path, reason }));

/** The last lines: how many, how much, and what was spared. */
export const formatEnd = ({ deleted, spared, failed, leftovers, parts, bytes }: Pruned, lang: Lang): string[] => [
  ...(leftovers > 0 ? [say(lang, 'prune.leftovers', { count: leftovers })] : []),
  ...(parts > 0 ? [say(lang, 'prune.parts', { count: parts })] : []),
  ...formatSpared(spared, lang),
  ...(failed.length > 0 ? [say(lang, 'prune.failedCount', { count: failed.length })] : []),
  say(lang, 'prune.end', { count: deleted.length, bytes: formatBytes(bytes) }),
];

/** For each reason to spare runs, how many, which, and what can be done about it. */
export function formatSpared(spared: Choice['spared'], lang: Lang): string[] {
  const reasons: readonly Spare[] = ['running', 'claimed', 'resumable', 'unknown'];
  return reasons.flatMap((reason) => {
    const runs = spared.filter(({ why }) => why === reason).map(({ run }) => run.runId);
    if (runs.length === 0) return [];
    return [formatOf(`prune.spared.${reason}`, { count: runs.length, runs: someOf(runs, lang) }, lang)];
  });
}

/** What was found in the log folder, and left alone. */
export function formatStrangers(paths: readonly string[], lang: Lang): string[] {
  if (paths.length === 0) return [];
  return [escapeControls(say(lang, 'prune.strangers', { count: paths.length, paths: someOf(paths, lang) }))];
}

/** One line for a program. */
export function toJson(
  { deleted, spared, failed, leftovers, parts, bytes }: Pruned,
  dryRun: boolean,
  now: Date,
): string {
  const runs = deleted.map(({ run, bytes: size }) => ({ ...about(run, now), bytes: size }));
  return JSON.stringify({
    dryRun,
    deleted: dryRun ? [] : runs,
    wouldDelete: dryRun ? runs : [],
    spared: spared.map(({ run, why }) => ({ ...about(run, now), reason: why })),
    failed: failed.map(({ path, run, reason }) => ({ runId: run?.runId ?? null, job: run?.job ?? null, path, reason })),
    leftovers,
    parts,
    bytes,
  });
}

const about = (run: RunEntry, now: Date) => ({
  runId: run.runId,
  job: run.job,
  state: run.standing,
  ageMs: ageMs(run, now),
});

const someOf = (names: readonly string[], lang: Lang): string => {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? say(lang, 'prune.andMore', { shown, count: names.length - most }) : shown;
};

const formatOf = (code: Code, params: Message['params'], lang: Lang): string =>
  formatMessage({ code, params } as Message, lang);
