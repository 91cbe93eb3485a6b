import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { busiestWindow, staleCalls } from '../helpers/quota.js';
import { SECRET } from '../helpers/workspace.js';
import type { Passage } from './call.js';
import type { Pace } from './shapes.js';
import type { Bad } from './witness.js';

/** Holds what has arrived against the quota and the clock. */
export function judgeTraffic(passages: readonly Passage[], { limit, perMs }: Pace): Bad[] {
  const crowded = (['put', 'get', 'list'] as const).flatMap((endpoint) => {
    const most = busiestWindow(passages, perMs, endpoint);
    return most > limit ? [{ contact: '-', why: `${most} arrivals of ${endpoint} in a window of ${limit}` }] : [];
  });
  const stale = staleCalls(passages).map(({ skewSeconds }) => ({
    contact: '-',
    why: `a signature ${skewSeconds} s old`,
  }));
  return [...crowded, ...stale];
}

/** Looks for the secret and the signatures in all that a run has left and said. */
export function judgeSecrecy(folder: string, output: string, passages: readonly Passage[]): Bad[] {
  const forms = [
    SECRET,
    Buffer.from(SECRET).toString('base64').replace(/=+$/, ''),
    Buffer.from(SECRET).toString('hex'),
  ];
  const signatures = new Set(passages.map(({ sign }) => sign));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const places: [string, string][] = [
    ['output', output],
    ...files
      .filter((path) => statSync(path).isFile())
      .map((path): [string, string] => [path, readFileSync(path, 'latin1')]),
  ];
  return places.flatMap(([place, text]) => [
    ...forms.filter((form) => text.includes(form)).map((form) => ({ contact: '-', why: `${form} in ${place}` })),
    ...(text.match(/[0-9a-f]{64}/g) ?? [])
      .filter((hex) => signatures.has(hex))
      .map((hex) => ({ contact: '-', why: `the signature ${hex} in ${place}` })),
  ]);
}
