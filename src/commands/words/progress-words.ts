import { formatDuration } from '../../messages/format-duration.js';
import { formatCode, type Lang, say } from '../../messages/message.js';
import type { Progress } from '../../phases/progress.js';
import { statusCode } from '../../report/status-code.js';

export interface ProgressWords {
  observe(progress: Progress): void;
  /** Where things stand now: rows, pace, time left, rows by status. */
  say(): string;
}

/** Puts progress into words. Time left goes by the quota, or by the pace so far where that is slower. */
export function createProgressWords(lang: Lang): ProgressWords {
  let latest: Progress | null = null;
  let began = { at: performance.now(), done: 0 };
  return {
    observe(progress) {
      if (progress.phase !== latest?.phase) began = { at: performance.now(), done: progress.done };
      latest = progress;
    },
    say: () => (latest ? formatProgress(latest, began, lang) : ''),
  };
}

function formatProgress(
  { phase, done, total, statuses, quota }: Progress,
  began: { at: number; done: number },
  lang: Lang,
): string {
  const phaseName = formatCode(`phase.${phase}`, lang);
  if (total === null) return say(lang, 'progress.open', { phase: phaseName, done });
  // The first window's calls leave at once: over less than a window they would look like a pace.
  const elapsedMs = Math.max(performance.now() - began.at, quota?.perMs ?? 0);
  const doneHere = done - began.done;
  const msPerRow = Math.max(doneHere > 0 ? elapsedMs / doneHere : 0, quota ? quota.perMs / quota.items : 0);
  return say(lang, 'progress.line', {
    phase: phaseName,
    done,
    total,
    percent: total === 0 ? 100 : Math.floor((100 * done) / total),
    rate: elapsedMs > 0 ? Math.round((doneHere * 60_000) / elapsedMs) : 0,
    left: formatDuration((total - done) * msPerRow, lang),
    statuses: [...statuses].map(([status, count]) => `${formatCode(statusCode(status), lang)} ${count}`).join(' · '),
  });
}
