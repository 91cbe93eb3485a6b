import { formatDuration } from '../messages/format-duration.js';
import type { Lang } from '../messages/message.js';
import { showsPlan } from './run-state.js';
import type { Summary } from './summary.js';

/** ISO 8601 as a person reads it, by the clock of the machine that wrote it. */
export const formatTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

/**
 * How long a run took, in words; null where its two times do not say it: a plan waits for somebody to send it, and a clock
 * may have been set back.
 */
export function formatTook(summary: Summary, lang: Lang): string | null {
  const { command, startedAt, finishedAt } = summary;
  if (finishedAt === null || (command === 'plan' && !showsPlan(summary))) return null;
  const tookMs = Date.parse(finishedAt) - Date.parse(startedAt);
  return tookMs < 0 ? null : formatDuration(tookMs, lang);
}
