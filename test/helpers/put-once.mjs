// Sends one body of so many bytes by the built client, as often as asked and all at once, and prints how each ended.
import { createClient } from '../../dist/wefeng/client.js';
import { createRateLimit } from '../../dist/wefeng/rate-limit.js';

const [baseUrl, bytes, timeoutMs, count] = process.argv.slice(2);
const rate = () => createRateLimit(1000, 1000);
const client = createClient(
  {
    ...{ baseUrl, secret: 'abc', signFormat: '{secret}&{timestamp}', timeoutMs: Number(timeoutMs) },
    ...{ concurrency: 64, attempts: 1, graceMs: 15_000, codes: new Map(), getPath: '/x', listPath: '/x' },
    variables: { baseUrl: 'WEFENG_BASE_URL', secret: 'WEFENG_SECRET' },
  },
  { put: rate(), get: rate(), list: rate() },
  () => {},
  () => {},
);
const body = JSON.stringify({ remarkDesc: 'x'.repeat(Number(bytes)) });
const never = new AbortController().signal;
const outcomes = await Promise.all(
  Array.from({ length: Number(count) }, () => client.put('wm_1', body, never, async () => true)),
);
const told = outcomes.map(({ kind, lostUntil, last }) => ({ kind, lost: lostUntil !== null, last }));
process.stdout.write(JSON.stringify(told));
client.close();
