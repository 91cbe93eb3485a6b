import type { Endpoint, Passage } from './call.js';
import type { Asked } from './http-bytes.js';

const endpoints: Readonly<Record<string, Endpoint>> = { PUT: 'put', GET: 'get', POST: 'list' };

/** Takes a request's first line, its number, its arrival, and what has held up this process; gives it written down. */
export function noteArrival(
  asked: Asked,
  seq: number,
  at: number,
  lagMs: number,
): Omit<Passage, 'line' | 'fault' | 'struckBy'> {
  const query = new URLSearchParams(asked.target.split('?')[1] ?? '');
  const timestamp = Number(query.get('timestamp') ?? Number.NaN);
  return { seq, at, ...aboutWhat(asked), sign: query.get('sign') ?? '', timestamp, lagMs, events: [] };
}

/** What a request is about. */
function aboutWhat({ method, target }: Asked): Pick<Passage, 'endpoint' | 'subject'> {
  const endpoint = endpoints[method] ?? 'other';
  const [path = ''] = target.split('?');
  return { endpoint, subject: decodeURIComponent(path.split('/').at(-1) ?? '') };
}
