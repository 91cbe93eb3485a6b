import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { busiestCalls } from '../helpers/quota.js';
import { SECRET } from '../helpers/workspace.js';
import type { Passage } from './call.js';
import type { Pace } from './shapes.js';
import { formatCalls } from './story.js';
import type { Bad } from './witness.js';

/**
 * Holds what has arrived against the quota and the clock.
 * @param isElsewhere whether the program ran in a process of its own, and nobody knows what held it up
 */
export function judgeTraffic(passages: readonly Passage[], { limit, perMs }: Pace, isElsewhere: boolean): Bad[] {
  const arrivals = passages.toSorted((a, b) => a.at - b.at);
  const crowded = (['put', 'get', 'list'] as const).flatMap((endpoint) => {
    if (
      mayFit(
        arrivals.filter((arrival) => arrival.endpoint === endpoint),
        limit,
        perMs,
      )
    )
      return [];
    const most = busiestCalls(arrivals, perMs, endpoint);
    return [
      `${most.length} arrivals of ${endpoint} in a window of ${limit}\n${formatCalls(most, arrivals[0]?.at ?? 0)}`,
    ];
  });
  const stale = findStale(arrivals, isElsewhere ? 10_000 : 2000);
  return [...crowded, ...stale, ...findReused(arrivals)].map((why) => ({ contact: '-', why }));
}

/**
 * Whether arrivals may have kept within the quota. This process reads a call only when it has time for it: one that is held
 * up reads many calls at once, those as well that the program has given up long ago. So a call arrived at some moment
 * between then, when this process began to be behind, and its reading. On a quiet machine the two are one.
 */
function mayFit(arrivals: readonly Passage[], limit: number, perMs: number): boolean {
  const earliest: number[] = [];
  return arrivals.every(({ at, lagMs }, index) => {
    const free = (earliest[index - limit] ?? Number.NEGATIVE_INFINITY) + perMs;
    const before = earliest[index - 1] ?? Number.NEGATIVE_INFINITY;
    const arrivedAt = Math.max(at - lagMs, free, before);
    earliest.push(arrivedAt);
    return arrivedAt <= at;
  });
}

/** A signature is made for its attempt: after the attempt before has arrived, and not long before it arrives itself. */
function findStale(arrivals: readonly Passage[], mostMs: number): string[] {
  const before = new Map<string, number>();
  return arrivals.flatMap(({ seq, at, endpoint, subject, timestamp, lagMs }) => {
    const arrivedAt = performance.timeOrigin + at - lagMs;
    const earlier = before.get(`${endpoint} ${subject}`) ?? 0;
    before.set(`${endpoint} ${subject}`, arrivedAt);
    // It was made within the second that it tells.
    const agedMs = arrivedAt - (timestamp + 1) * 1000;
    const isFresh = agedMs < mostMs && agedMs + lagMs > -mostMs && (timestamp + 1) * 1000 >= earlier;
    return isFresh ? [] : [`the signature of call ${seq} is ${Math.round(agedMs)} ms old`];
  });
}

/** What the program can only take for a lost answer; on some of these connections it could go on. */
const lostAnswers: ReadonlySet<string | null> = new Set(['gzip', 'somethingElse', 'garbageStatusLine', 'bothLengths']);

/** A PUT after a lost attempt has a connection of its own: on the other the answer may still come. */
function findReused(arrivals: readonly Passage[]): string[] {
  const lost = new Map<string, Passage>();
  return arrivals.flatMap((passage) => {
    const { seq, endpoint, subject, line, fault } = passage;
    if (endpoint !== 'put') return [];
    const before = lost.get(subject);
    if (lostAnswers.has(fault)) lost.set(subject, passage);
    else lost.delete(subject);
    return before?.line === line ? [`call ${seq} went on the connection of call ${before.seq}, which was lost`] : [];
  });
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
