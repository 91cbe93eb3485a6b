import { createHash } from 'node:crypto';

export interface Signature {
  /** 64 lower-case hex digits. */
  readonly sign: string;
  /** Unix time in seconds. */
  readonly timestamp: number;
}

/**
 * Signs one attempt. The document shows `sign` and `timestamp` (1.1.5) but not what is hashed: lower-case hex SHA-256
 * of `signFormat`, by default `{secret}&{timestamp}`, is known from elsewhere. Made anew for every attempt: it ages.
 */
export function signRequest(secret: string, signFormat: string, nowMs: number): Signature {
  const timestamp = Math.floor(nowMs / 1000);
  // In one pass: a secret may hold what looks like a placeholder.
  const text = signFormat.replace(/\{(secret|timestamp)\}/g, (_, name) =>
    name === 'secret' ? secret : String(timestamp),
  );
  return { sign: createHash('sha256').update(text).digest('hex'), timestamp };
}
