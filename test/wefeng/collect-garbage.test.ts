import { setImmediate as breathe } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collectGarbage } from '../../src/wefeng/collect-garbage.js';

const makeGarbage = (): WeakRef<object> => new WeakRef({ text: 'x' });

test('what nobody holds any more is gone at once', async () => {
  const garbage = makeGarbage();
  const kept = makeGarbage();
  const held = kept.deref();
  // What a WeakRef was asked for, or made of, lives until the turn is over.
  await breathe();
  collectGarbage();
  expect(garbage.deref()).toBeUndefined();
  expect(kept.deref()).toBe(held);
});
