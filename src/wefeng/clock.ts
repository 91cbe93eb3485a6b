import { DateTime } from 'luxon';
import { type Message, message } from '../messages/message.js';
import type { Answer } from './exchange.js';

/** Further apart than this is worth a word: a signature is good for minutes. */
const tolerableSeconds = 60;

/**
 * How many seconds our clock is ahead of the server's, by the Date of its answer; negative when it is behind. Null when
 * they agree to the minute, or when the answer tells no time, or none that can be.
 */
export function clockAheadSeconds({ date, sentAt, receivedAt }: Answer): number | null {
  const told = DateTime.fromHTTP(date ?? '', { zone: 'utc' });
  if (!told.isValid || told.year < 2020 || told.year > 2099) return null;
  // Told in whole seconds: the middle of one.
  const server = told.toMillis() + 500;
  // Some moment of the call, which nobody knows: the middle, and half of it either way.
  const ahead = (sentAt + receivedAt) / 2 - server;
  const unsure = Math.abs(receivedAt - sentAt) / 2;
  return Math.abs(ahead) - unsure > tolerableSeconds * 1000 ? Math.round(ahead / 1000) : null;
}

/** Says that our clock is ahead of the server's, or behind. */
export const describeClock = (aheadSeconds: number): Message =>
  aheadSeconds > 0
    ? message('clock.ahead', { seconds: aheadSeconds })
    : message('clock.behind', { seconds: -aheadSeconds });
