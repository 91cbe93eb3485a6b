/** `500ms`, `30s`, `2m`, `1h`, and `0s` → milliseconds; NaN for any other text. */
export function toMilliseconds(duration: string): number {
  if (duration === '0s') return 0;
  const [, digits = '', unit = ''] = /^([1-9]\d{0,7})(ms|s|m|h)$/.exec(duration) ?? [];
  return Number(digits || 'NaN') * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? Number.NaN);
}
