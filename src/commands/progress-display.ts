import { MultiBar, type SingleBar } from 'cli-progress';
import type { OnProgress } from '../phases/progress.js';
import type { Terminal } from './terminal.js';
import { createProgressWords, type ProgressWords } from './words/progress-words.js';

export interface ProgressDisplay {
  readonly show: OnProgress;
  /** Takes it off the screen; the next `show` brings it back. */
  close(): void;
}

const lineEveryMs = 60_000;

/** A bar on a terminal; off one, a line a minute. */
export function createProgressDisplay(terminal: Terminal): ProgressDisplay {
  const words = createProgressWords(terminal.lang);
  return terminal.stderr.isTTY ? drawBar(terminal, words) : writeLines(terminal, words);
}

function drawBar(terminal: Terminal, words: ProgressWords): ProgressDisplay {
  let drawn: { bars: MultiBar; bar: SingleBar } | null = null;
  return {
    show(progress) {
      words.observe(progress);
      drawn ??= startBar(terminal);
      drawn.bar.setTotal(progress.total ?? progress.done);
      drawn.bar.update(progress.total === null ? 0 : progress.done, { words: words.say() });
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
    // A killed run could not bring a hidden cursor or line wrap back.
    hideCursor: false,
    linewrap: null,
    clearOnComplete: true,
    fps: 5,
  });
  return { bars, bar: bars.create(0, 0, { words: '' }) };
}

// By the clock, not by events: a pause of the server is told as well.
function writeLines(terminal: Terminal, words: ProgressWords): ProgressDisplay {
  let timer: NodeJS.Timeout | undefined;
  return {
    show(progress) {
      words.observe(progress);
      timer ??= setInterval(() => terminal.note(words.say()), lineEveryMs).unref();
    },
    close() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
