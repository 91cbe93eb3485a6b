// What the client costs on top of bare got: PUTs a second of both against the same sandbox, in turn, in one run.
// Usage: node bench/send.mjs [calls]
import got from 'got';
import { startSandbox } from '../dist/sandbox/sandbox.js';
import { createClient } from '../dist/wefeng/client.js';
import { createRateLimit } from '../dist/wefeng/rate-limit.js';
import { signRequest } from '../dist/wefeng/sign-request.js';

const calls = Number(process.argv[2] ?? 3000);
const rounds = 5;
const inFlight = 32;
const secret = 'bench';
const signFormat = '{secret}&{timestamp}';
const body = '{"mobile":"13800138000"}';

const account = { fields: [], contacts: [{ externalUserId: 'wm_1', customFields: [] }] };
const sandbox = await startSandbox({ contacts: account, secret, rate: { limit: 1e9, perMs: 1000 } });
const { baseUrl } = sandbox;
const settings = {
  baseUrl,
  secret,
  signFormat,
  timeoutMs: 30_000,
  concurrency: inFlight,
  attempts: 1,
  graceMs: 15_000,
  variables: { baseUrl: 'WEFENG_BASE_URL', secret: 'WEFENG_SECRET' },
  codes: new Map(),
  getPath: '/externalContact/:externalUserID',
  listPath: '/externalContact/list',
};
const rate = createRateLimit(1e6, 1);
const client = createClient(
  settings,
  { put: rate, get: rate, list: rate },
  () => {},
  () => {},
);
const never = new AbortController().signal;

const ratios = [];
for (let round = 0; round < rounds; round++) {
  const ours = await callsPerSecond(() => client.put('wm_1', body, never, async () => true));
  const bare = await callsPerSecond(putBare);
  ratios.push(ours / bare);
  process.stdout.write(
    `client ${Math.round(ours)}/s, bare got ${Math.round(bare)}/s, ratio ${(ours / bare).toFixed(2)}\n`,
  );
}
process.stdout.write(`median ratio ${ratios.toSorted((a, b) => a - b)[Math.floor(rounds / 2)].toFixed(2)}\n`);
client.close();
await sandbox.close();

async function callsPerSecond(call) {
  let left = calls;
  const start = performance.now();
  const worker = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return (calls * 1000) / (performance.now() - start);
}

function putBare() {
  const { sign, timestamp } = signRequest(secret, signFormat, Date.now());
  return got.put(`${baseUrl}/externalContact/wm_1?sign=${sign}&timestamp=${timestamp}`, {
    body,
    headers: { 'content-type': 'application/json' },
  });
}
