const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 24 * 3_600_000, w: 7 * 24 * 3_600_000 } as const;

type Unit = keyof typeof unitMs;

const units = Object.keys(unitMs).join('|');

/** How a duration is written, here and everywhere: a whole number and its unit, such as `500ms`, `30s` or `90d`. */
export const anyDuration = new RegExp(`^(0|[1-9]\\d{0,7})(${units})$`);

/** The same, but for none. */
export const positiveDuration = new RegExp(`^([1-9]\\d{0,7})(${units})$`);

/**
 * A duration → milliseconds; NaN for any other text. A day has 24 hours.
 * @param bareUnit the unit of a number without one, where such a number is taken
 */
export function toMilliseconds(text: string, bareUnit?: Unit): number {
  if (bareUnit && /^\d{1,9}$/.test(text)) return Number(text) * unitMs[bareUnit];
  const [, digits = 'NaN', unit] = anyDuration.exec(text) ?? [];
  return Number(digits) * (unit ? unitMs[unit as Unit] : Number.NaN);
}
