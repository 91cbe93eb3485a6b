import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createInterruption } from '../../src/commands/interruption.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const exits: number[] = [];
  return { exits, interruption: createInterruption((code) => exits.push(code)) };
}

test('the first signal asks to stop, and gives its exit code', () => {
  const { exits, interruption } = setUp();
  expect([interruption.signal.aborted, interruption.exitCode()]).toEqual([false, null]);
  interruption.interrupt('SIGTERM');
  expect([interruption.signal.aborted, interruption.exitCode()]).toEqual([true, 143]);
  expect(exits).toEqual([]);
});

describe('a second signal', () => {
  test.each([
    ['is that of one press while it is less than half a second later', 499, []],
    ['ends the program at once from half a second on', 500, [130]],
  ])('%s', (_, laterMs, expected) => {
    const { exits, interruption } = setUp();
    interruption.interrupt('SIGTERM');
    vi.advanceTimersByTime(laterMs);
    interruption.interrupt('SIGINT');
    expect(exits).toEqual(expected);
    expect(interruption.exitCode()).toBe(143);
  });
});
