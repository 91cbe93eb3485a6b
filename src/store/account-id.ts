import { createHash } from 'node:crypto';

/** Names an account without saying its address: the base URL, hashed. */
export const accountIdOf = (baseUrl: string): string => createHash('sha256').update(baseUrl).digest('hex').slice(0, 16);
