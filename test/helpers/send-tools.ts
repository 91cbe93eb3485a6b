import { onTestFinished } from 'vitest';
import type { Reading } from '../../src/phases/baseline/read-contact.js';
import { createJournal } from '../../src/phases/calls/journal.js';
import type { SendTools } from '../../src/phases/send/send-tools.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import type { Client } from '../../src/wefeng/client.js';
import { makeTempFolder } from './temp-folder.js';

const refuse = () => Promise.reject(new Error('not to be called'));

/** What a row is sent with, when each look at a contact comes to this. The clients and planners are not to be used. */
export function sendToolsWith(read: SendTools['reader']['read'], more: Partial<SendTools> = {}): SendTools {
  const store = openRunStore(makeTempFolder());
  onTestFinished(() => store.close());
  const now = () => '2026-11-28T10:00:00.000+08:00';
  const client: Client = { put: refuse, get: refuse, list: refuse, throwFailure: () => {}, close: () => {} };
  return {
    store,
    client,
    now,
    journal: createJournal(store, now),
    reader: { read },
    nameOf: (code) => `“${code}”`,
    freshSince: () => 0,
    noteWritten: () => {},
    earlierLostUntil: 0,
    onNote: () => {},
    clock: Date.now,
    inOrder: true,
    planRow: () => {
      throw new Error('not to be planned');
    },
    ...more,
  };
}

/** Looks at a contact that come to these readings, one after another; the last one stays. */
export function readingsOf(...readings: Reading[]) {
  const looks: { readonly id: string; readonly since: number; readonly at: number }[] = [];
  const read: SendTools['reader']['read'] = async (id, since) => {
    looks.push({ id, since, at: performance.now() });
    const reading = readings[Math.min(looks.length, readings.length) - 1];
    if (reading === undefined) throw new Error('not to be read');
    return reading;
  };
  return { read, looks };
}
