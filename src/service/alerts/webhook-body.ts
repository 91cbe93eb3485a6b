import { type Placeholder, placeholderPattern } from '../../job/check-notify.js';
import { formatMasked } from '../../messages/masked-words.js';
import type { RowCounts, Summary } from '../../report/summary.js';
import type { Alert } from './alert.js';
import { secondsOf } from './alert-words.js';
import { disarm } from './chat-text.js';

type Value = string | number | null;

/**
 * What a webhook is sent, to be written as JSON: the body that the job gives, filled in, or a body of our own. In a text
 * that is but one placeholder a number stays a number, and what is not known is null; within a text it is `-`.
 * @param text the alert in words
 */
export function webhookBody(alert: Alert, text: string): unknown {
  const values = valuesOf(alert, text);
  const body = alert.job.notify?.webhook?.body;
  return body === undefined ? usualBody(alert, values) : fill(body, values);
}

type Values = Readonly<Record<Placeholder, Value>>;

function valuesOf({ job, state, report, why, next }: Alert, text: string): Values {
  const summary = report?.summary ?? null;
  return {
    text,
    job: disarm(job.name),
    state,
    runId: summary?.runId ?? null,
    command: summary?.command ?? null,
    code: why?.code ?? null,
    next: next && disarm(formatMasked(next, job.lang)),
    folder: summary && disarm(summary.files.folder),
    seconds: summary && secondsOf(summary),
    ...(summary?.rows ?? noRows),
    ...(summary?.calls ?? noCalls),
  };
}

type Unknown<Counts> = Readonly<Record<keyof Counts, null>>;

const noRows: Unknown<RowCounts> = {
  total: null,
  updated: null,
  unverified: null,
  unchanged: null,
  invalid: null,
  failed: null,
  unknown: null,
  drifted: null,
  pending: null,
};

const noCalls: Unknown<Summary['calls']> = { put: null, get: null, list: null, retries: null, rateLimited: null };

function usualBody({ report }: Alert, values: Values) {
  const { job, runId, command, state, code, seconds, next, folder, text } = values;
  const { rows, calls } = report?.summary ?? { rows: null, calls: null };
  return { job, runId, command, state, code, seconds, rows, calls, next, folder, text };
}

function fill(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((item) => fill(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, values)]));
}

function fillText(text: string, values: Values): Value {
  // That there are no others was seen when the job was loaded.
  const [, whole] = /^\{(\w+)\}$/.exec(text) ?? [];
  if (whole !== undefined) return values[whole as Placeholder];
  return text.replace(placeholderPattern, (_, name: Placeholder) => String(values[name] ?? '-'));
}
