import { MultiBar, type SingleBar } from 'cli-progress';
import type { ApiSettings } from '../job/job.js';
import { say } from '../messages/message.js';
import type { OnProgress, Progress } from '../run/progress.js';
import { statusCode, type Terminal, wordCode, wordDuration } from './terminal.js';

export interface ProgressDisplay {
  readonly show: OnProgress;
  close(): void;
}

const lineEveryMs = 60_000;

/** A bar on a terminal; off one, a line a minute. */
export function createProgressDisplay(terminal: Terminal, rate: ApiSettings['rate']): ProgressDisplay {
  const word = progressWords(terminal, rate);
  return terminal.stderr.isTTY ? drawBar(terminal, word) : writeLines(terminal, word);
}

function drawBar(terminal: Terminal, word: (progress: Progress) => string): ProgressDisplay {
  let drawn: { bars: MultiBar; bar: SingleBar } | null = null;
  return {
    show(progress) {
      drawn ??= startBar(terminal);
      drawn.bar.setTotal(progress.total ?? progress.done);
      drawn.bar.update(progress.total === null ? 0 : progress.done, { words: word(progress) });
    },
    close() {
      drawn?.bars.stop();
      drawn = null;
    },
  };
}

function startBar(terminal: Terminal): { bars: MultiBar; bar: SingleBar } {
  const bars = new MultiBar({
    stream: terminal.stderr,
    format: '[{bar}] {words}',
    barsize: 24,
    // A killed run could not bring a hidden cursor back.
    hideCursor: false,
    clearOnComplete: true,
    fps: 5,
  });
  return { bars, bar: bars.create(0, 0, { words: '' }) };
}

function writeLines(terminal: Terminal, word: (progress: Progress) => string): ProgressDisplay {
  let last = performance.now();
  return {
    show(progress) {
      if (performance.now() - last < lineEveryMs) return;
      last = performance.now();
      terminal.note(word(progress));
    },
    close() {},
  };
}

/** Puts progress into words; time left is by the quota, or by the pace so far where that is slower. */
function progressWords({ lang }: Terminal, rate: ApiSettings['rate']): (progress: Progress) => string {
  let began: { phase: string; at: number; done: number } | null = null;
  return ({ phase, done, total, statuses }) => {
    if (began?.phase !== phase) began = { phase, at: performance.now(), done };
    const phaseName = wordCode(`phase.${phase}`, lang);
    if (total === null) return say(lang, 'progress.open', { phase: phaseName, done });
    const elapsed = performance.now() - began.at;
    const here = done - began.done;
    const pace = here > 0 ? elapsed / here : 0;
    const quotaPace = phase === 'send' ? rate.perMs / rate.limit : 0;
    return say(lang, 'progress.line', {
      phase: phaseName,
      done,
      total,
      percent: total === 0 ? 100 : Math.floor((100 * done) / total),
      rate: elapsed > 0 ? Math.round((here * 60_000) / elapsed) : 0,
      left: wordDuration((total - done) * Math.max(pace, quotaPace), lang),
      statuses: [...statuses].map(([status, count]) => `${wordCode(statusCode(status), lang)} ${count}`).join(' · '),
    });
  };
}
