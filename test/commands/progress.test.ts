import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgressDisplay } from '../../src/commands/progress-display.js';
import type { Terminal } from '../../src/commands/terminal.js';
import { createProgressWords } from '../../src/commands/words/progress-words.js';

// Only the clock is not real here: nobody waits for minutes.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const quota = { items: 60, perMs: 60_000 };

test('progress tells rows, percent, pace, time left by the quota, and rows by status', () => {
  const words = createProgressWords('en');
  words.observe({ phase: 'send', done: 100, total: 1000, statuses: new Map([['invalid', 100]]), quota });
  vi.advanceTimersByTime(60_000);
  words.observe({
    phase: 'send',
    done: 220,
    total: 1000,
    statuses: new Map([
      ['invalid', 100],
      ['updated', 120],
    ]),
    quota,
  });
  // 120 rows in the first minute were a burst: the other 780 go by the quota, 60 a minute.
  expect(words.say()).toBe('send 220/1000 rows (22 %), 120 a minute, about 13 min left. invalid 100 · updated 120');
});

test('where the pace is slower than the quota, time left goes by the pace', () => {
  const words = createProgressWords('zh');
  words.observe({ phase: 'send', done: 0, total: 100, statuses: new Map(), quota });
  vi.advanceTimersByTime(600_000);
  words.observe({ phase: 'send', done: 10, total: 100, statuses: new Map([['updated', 10]]), quota });
  expect(words.say()).toBe('发送 10/100 行（10%），每分钟 1 行，约剩 90 分钟。已更新 10');
});

test('where no quota limits, time left goes by the pace of the phase alone', () => {
  const words = createProgressWords('en');
  words.observe({ phase: 'read', done: 500, total: null, statuses: new Map(), quota: null });
  expect(words.say()).toBe('read 500 rows');
  vi.advanceTimersByTime(3_600_000);
  words.observe({ phase: 'plan', done: 0, total: 1000, statuses: new Map(), quota: null });
  vi.advanceTimersByTime(6000);
  words.observe({ phase: 'plan', done: 200, total: 1000, statuses: new Map(), quota: null });
  expect(words.say()).toBe('check 200/1000 rows (20 %), 2000 a minute, about 24 s left. ');
});

test('off a terminal there is a line a minute, in a pause as well', () => {
  const lines: string[] = [];
  const terminal: Terminal = {
    lang: 'en',
    interactive: false,
    stderr: new PassThrough(),
    note: (line) => lines.push(line),
    print: expect.unreachable,
    ask: expect.unreachable,
  };
  const display = createProgressDisplay(terminal);
  for (let done = 0; done < 50; done++) display.show({ phase: 'send', done, total: 100, statuses: new Map(), quota });
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(180_000);
  expect(lines).toHaveLength(3);
  display.close();
  vi.advanceTimersByTime(180_000);
  expect(lines).toHaveLength(3);
});
