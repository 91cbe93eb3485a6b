import type { IncomingMessage } from 'node:http';

/**
 * Takes a request; gives why it may not see the page, or null. A foreign name that is made to lead here (DNS rebinding)
 * would let its site read the page.
 */
export function findStranger({ headers }: IncomingMessage): string | null {
  if (/^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i.test(headers.host ?? '')) return null;
  return '这个页面只能用 127.0.0.1 或 localhost 打开。 This page opens as 127.0.0.1 or localhost only.';
}

/** Takes a request to change something; gives why it may not, or null. Only a form of the page itself may (CSRF). */
export function findForgery({ headers }: IncomingMessage): string | null {
  const { origin, host, 'sec-fetch-site': site } = headers;
  const isOwn = origin === undefined || origin === `http://${host}`;
  const isSameSite = site === undefined || site === 'same-origin';
  // Every browser of today sends one of them with a form.
  const isTold = origin !== undefined || site !== undefined;
  if (isOwn && isSameSite && isTold) return null;
  return '没有改动：故障只能在沙箱自己的页面上开关。 Nothing was changed: faults are switched on the sandbox’s own page only.';
}
