import { createHash } from 'node:crypto';
import type { Route } from './route.js';

export interface SignatureRule {
  secret: string;
  /** The text that is hashed, with {secret} and {timestamp} in it. */
  signFormat: string;
  maxSkewSeconds: number;
}

/**
 * Takes the rule, the route and the call's skew (seconds, null without a readable timestamp); gives the problem as a
 * Chinese sentence, or null. A sign is the lower-case hex SHA-256 of the format filled in (section 1.1.5 shows one).
 */
export function checkSignature(rule: SignatureRule, route: Route, skewSeconds: number | null): string | null {
  if (!route.sign || !route.timestamp) return '缺少签名参数 sign 或 timestamp';
  if (skewSeconds === null) return 'timestamp 必须是以秒为单位的 Unix 时间';
  if (Math.abs(skewSeconds) > rule.maxSkewSeconds) return `timestamp 已失效,与服务器时间相差 ${skewSeconds} 秒`;
  return route.sign === hashFormat(rule, route.timestamp) ? null : '签名错误';
}

function hashFormat(rule: SignatureRule, timestamp: string): string {
  // One pass, and a function: a secret may itself hold "{timestamp}" or "$&".
  const text = rule.signFormat.replace(/\{(secret|timestamp)\}/g, (_, name) =>
    name === 'secret' ? rule.secret : timestamp,
  );
  return createHash('sha256').update(text).digest('hex');
}
