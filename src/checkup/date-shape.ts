/** How a date is spelled, in Luxon's tokens: of one spelling are all dates that one format reads. */
export interface DateShape {
  readonly label: string;
  /** Where day and month cannot be told apart: the two spellings that it may be. */
  readonly either?: readonly [string, string];
  /** Whether it cannot be anything but a date. */
  readonly certain: boolean;
}

/** Excel's own count of days, which is left where a date has lost its format. */
export const dayNumber = 'Excel n';

/** Tells how a date is spelled; null for what is no date. Whether there is such a day is not asked. */
export function shapeOfDate(text: string): DateShape | null {
  const [, day = '', separator, time = '', rest = ''] = moment.exec(text) ?? [];
  const clock = separator === undefined ? '' : formatClock(separator, time, rest);
  for (const { pattern, shape } of spellings) {
    const parts = pattern.exec(day);
    if (parts) return withClock(shape(parts), clock);
  }
  return null;
}

const moment = /^(\S+?)(?:([T ])(\d{1,2}:\d\d(?::\d\d)?)(\S*))?$/;

function formatClock(separator: string, time: string, rest: string): string {
  const exact = time.split(':').length === 3 ? 'H:mm:ss' : 'H:mm';
  return (separator === 'T' ? "'T'" : ' ') + exact + (rest === '' ? '' : '…');
}

const withClock = ({ label, either, certain }: DateShape, clock: string): DateShape => ({
  label: label + clock,
  ...(either ? { either: [either[0] + clock, either[1] + clock] } : {}),
  certain,
});

const certainly = (label: string): DateShape => ({ label, certain: true });
const perhaps = (label: string): DateShape => ({ label, certain: false });

interface Spelling {
  readonly pattern: RegExp;
  readonly shape: (parts: RegExpExecArray) => DateShape;
}

const spellings: readonly Spelling[] = [
  { pattern: /^\d{4}([-/.])\d{1,2}\1\d{1,2}$/, shape: ([, by]) => certainly(`yyyy${by}M${by}d`) },
  { pattern: /^\d{4}年\d{1,2}月\d{1,2}[日号]$/, shape: () => certainly('yyyy年M月d日') },
  { pattern: /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/, shape: () => certainly('yyyyMMdd') },
  { pattern: /^(\d{1,2})([-/.])(\d{1,2})\2\d{4}$/, shape: dayAndMonth },
  { pattern: /^\d{1,2}-[A-Z][a-z]{2}-(?:\d\d){1,2}$/, shape: () => certainly('d-MMM-yy') },
  { pattern: /^(\d{1,2})([-/.])\d{1,2}\2\d{1,2}$/, shape: ([, first, by]) => twoDigitYear(Number(first), by) },
  { pattern: /^\d{4}年\d{1,2}月$/, shape: () => certainly('yyyy年M月') },
  { pattern: /^\d{1,2}月\d{1,2}[日号]$/, shape: () => certainly('M月d日') },
  { pattern: /^\d{4}([-/.])\d{1,2}$/, shape: ([, by]) => perhaps(`yyyy${by}M`) },
  // Days since 1900, as Excel counts them: from 1954 to 2064.
  { pattern: /^[2-5]\d{4}(?:\.\d+)?$/, shape: () => perhaps(dayNumber) },
];

function dayAndMonth([, first, by, second]: RegExpExecArray): DateShape {
  const [dayFirst, monthFirst] = [`d${by}M${by}yyyy`, `M${by}d${by}yyyy`] as const;
  if (Number(first) > 12) return certainly(dayFirst);
  if (Number(second) > 12) return certainly(monthFirst);
  return { label: `${dayFirst} | ${monthFirst}`, either: [dayFirst, monthFirst], certain: true };
}

const twoDigitYear = (first: number, by: string | undefined): DateShape =>
  perhaps(first > 31 ? `yy${by}M${by}d` : `M${by}d${by}yy?`);
