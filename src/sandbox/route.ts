/** Where a request goes, and the signature it brings. */
export interface Route {
  endpoint: 'put' | 'get' | 'list' | 'other';
  /** Null for list and other. */
  externalUserId: string | null;
  sign: string | null;
  /** The text as it was sent: it is what was hashed. */
  timestamp: string | null;
}

const CONTACT_PATH = /^\/api\/v1\/externalContact\/([^/]+)$/;

/** Takes a request's method and raw target; gives its route. Anything unknown or malformed is `other`. Section 1.1.1. */
export function findRoute(method: string, target: string): Route {
  const [path = '', ...rest] = target.split('?');
  const query = new URLSearchParams(rest.join('?'));
  const place = findPlace(method, CONTACT_PATH.exec(path)?.[1]);
  return { ...place, sign: query.get('sign'), timestamp: query.get('timestamp') };
}

function findPlace(method: string, segment: string | undefined): Pick<Route, 'endpoint' | 'externalUserId'> {
  const externalUserId = decodeSegment(segment);
  if (externalUserId !== null && method === 'PUT') return { endpoint: 'put', externalUserId };
  if (externalUserId !== null && method === 'GET') return { endpoint: 'get', externalUserId };
  const isList = externalUserId === 'list' && method === 'POST';
  return { endpoint: isList ? 'list' : 'other', externalUserId: null };
}

function decodeSegment(segment: string | undefined): string | null {
  try {
    return segment === undefined ? null : decodeURIComponent(segment);
  } catch {
    return null;
  }
}
