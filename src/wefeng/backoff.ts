const firstMs = 1000;
const longestMs = 60_000;

/** Full jitter, capped: somewhere between 0 and 1 s, 2 s, 4 s … 60 s. `failures` counts from 1; `random` is within [0, 1). */
export const backoffMs = (failures: number, random: number): number =>
  Math.round(random * Math.min(longestMs, firstMs * 2 ** (failures - 1)));

/** How long all wait after a 429 that does not say: 1 s, 2 s, 4 s … 60 s. `pauses` counts from 1. */
export const pauseMs = (pauses: number): number => Math.min(longestMs, firstMs * 2 ** (pauses - 1));

/**
 * A Retry-After header in milliseconds; null when it says nothing that can be used. A date is read against the server's
 * own Date, since our clock may differ.
 */
export function retryAfterMs(header: string | undefined, serverDate: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,12}$/.test(header.trim())) return Number(header) * 1000;
  const until = Date.parse(header);
  const now = Date.parse(serverDate ?? '');
  if (Number.isNaN(until) || Number.isNaN(now) || !/[a-z]/i.test(header)) return null;
  return until > now ? until - now : null;
}
