import * as v from 'valibot';
import { contentTypes } from '../fields/content-types.js';
import { standardFieldNames } from '../fields/field.js';
import { defaultClearWith } from '../fields/mapping.js';
import { anyDuration, positiveDuration, toMilliseconds } from './duration.js';

// The shape of a job file (the contract of docs/job-file.md). The editors' schema, jobs/job.schema.json, is made from this one.
// The messages are the last parts of codes: job.expect.…

const name = v.pipe(v.string('name'), v.regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u, 'name'));
const text = v.pipe(v.string('text'), v.nonEmpty('text'));
const count = v.pipe(v.number('count'), v.safeInteger('count'), v.minValue(1, 'count'));
const countOrNone = v.pipe(v.number('countOrNone'), v.safeInteger('countOrNone'), v.minValue(0, 'countOrNone'));
const optionKey = v.pipe(v.number('optionKey'), v.safeInteger('optionKey'));
// Longer ones would be more than a timer can hold.
const day = 24 * 3_600_000;
const duration = v.pipe(
  v.string('duration'),
  v.regex(positiveDuration, 'duration'),
  v.check((text) => toMilliseconds(text) <= day, 'duration'),
);
const durationOrNone = v.pipe(
  v.string('duration0'),
  v.regex(anyDuration, 'duration0'),
  v.check((text) => toMilliseconds(text) <= day, 'duration0'),
);
const percentOrCount = v.union(
  [v.pipe(v.string(), v.regex(/^(?:100(?:\.0+)?|\d{1,2}(?:\.\d{1,9})?)%$/, 'percentOrCount')), countOrNone],
  'percentOrCount',
);
// The secret addresses of robots may stand in the environment. Without TLS only to this machine.
const webAddress = v.pipe(
  v.string('webAddress'),
  v.regex(
    /^(?:https:\/\/\S+|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/\S*)?|\$\{[A-Z][A-Z0-9_]*\})$/,
    'webAddress',
  ),
);
const account = v.pipe(v.string('account'), v.regex(/^[a-z][a-z0-9]{0,31}(?:-[a-z0-9]{1,32}){0,4}$/, 'account'));

/** The most rows that report.html holds where no job says otherwise: some 20 MB. */
export const defaultPageRows = 100_000;

const emptyPolicy = v.picklist(['keep', 'clear', 'reject']);

// Several formats are tried in their order; several columns are joined in theirs.
const format = v.union([text, v.pipe(v.array(text), v.nonEmpty('format'))], 'format');
const join = v.strictObject({
  columns: v.pipe(v.array(text, 'joinColumns'), v.minLength(2, 'joinColumns')),
  with: v.optional(v.string('anyText'), ''),
});

const reading = {
  column: v.exactOptional(text),
  join: v.exactOptional(join),
  trim: v.optional(v.boolean('boolean')),
  digits: v.optional(v.boolean('boolean')),
  values: v.optional(
    v.record(text, v.union([text, optionKey, v.pipe(v.array(optionKey), v.nonEmpty('path'))], 'value')),
  ),
  format: v.optional(format),
  separator: v.optional(v.pipe(v.string('separator'), v.regex(/^[^\p{L}\p{N}\s]{1,3}$/u, 'separator'))),
  default: v.optional(text),
  empty: v.optional(emptyPolicy),
  maxLength: v.optional(count),
};

// Beside the settings, not after them: what else is wrong with them is told at the same time.
const columnOrJoin = v.pipe(
  v.object({ column: v.optional(v.unknown()), join: v.optional(v.unknown()) }),
  v.check(({ column, join }) => (column === undefined) !== (join === undefined), 'columnOrJoin'),
);
const custom = { id: v.optional(count), type: v.optional(v.picklist(contentTypes)) };

const standardColumn = v.union([text, v.intersect([v.strictObject(reading), columnOrJoin])], 'column');
const customColumn = v.union([text, v.intersect([v.strictObject({ ...reading, ...custom }), columnOrJoin])], 'column');

const source = v.strictObject({
  file: v.optional(text),
  sheet: v.optional(text),
  headerRow: v.optional(count, 1),
  encoding: v.optional(v.picklist(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be']), 'auto'),
  delimiter: v.optional(v.picklist(['auto', ',', ';', '\t', '|']), 'auto'),
});

const rate = v.strictObject({
  limit: v.optional(v.pipe(count, v.maxValue(100_000, 'limit')), 60),
  per: v.optional(duration, '60s'),
});
// Below the base URL; no dots, so that no segment can lead elsewhere.
const endpoint = v.pipe(v.string('endpoint'), v.regex(/^(?:\/[A-Za-z0-9_-]+)+$/, 'endpoint'));
const contactPath = v.pipe(
  v.string('contactPath'),
  v.regex(/^(?=.*\/:externalUserID(?:\/|$))(?:\/(?:[A-Za-z0-9_-]+|:externalUserID))+$/, 'contactPath'),
);

const api = v.strictObject({
  rate: v.optional(rate, {}),
  get: v.optional(
    v.strictObject({
      path: v.optional(contactPath, '/externalContact/:externalUserID'),
      rate: v.optional(rate),
    }),
    {},
  ),
  list: v.optional(
    v.strictObject({
      path: v.optional(endpoint, '/externalContact/list'),
      pageSize: v.optional(v.pipe(count, v.maxValue(1000, 'pageSize')), 1000),
      rate: v.optional(rate),
    }),
    {},
  ),
  concurrency: v.optional(v.pipe(count, v.maxValue(64, 'concurrency')), 8),
  timeout: v.optional(duration, '30s'),
  attempts: v.optional(v.pipe(count, v.maxValue(20, 'attempts')), 6),
  codes: v.optional(
    v.record(v.pipe(v.string(), v.regex(/^-?\d{1,9}$/, 'code')), v.picklist(['retry', 'fail', 'stop'])),
    {},
  ),
});

const schedule = v.strictObject({
  cron: text,
  timezone: v.optional(text),
  missed: v.optional(v.picklist(['once', 'skip']), 'once'),
  wait: v.optional(duration, '12h'),
});

const inbox = v.strictObject({
  complete: v.optional(v.picklist(['stable', 'marker']), 'stable'),
  stableFor: v.optional(durationOrNone, '10s'),
  afterwards: v.optional(v.picklist(['move', 'leave']), 'move'),
});

const notify = v.strictObject({
  wecomRobot: v.optional(webAddress),
  webhook: v.optional(v.strictObject({ url: webAddress, body: v.optional(v.unknown()) })),
  when: v.optional(v.picklist(['always', 'problems', 'stop']), 'always'),
});

const report = v.strictObject({ pageRows: v.optional(countOrNone, defaultPageRows) });

/** Whether an account may be called so. */
export const isAccountName = (text: string): boolean => v.is(account, text);

export const jobSchema = v.strictObject({
  name,
  account: v.optional(account),
  source: v.optional(source, {}),
  id: text,
  fields: v.optional(v.strictObject(v.entriesFromList(standardFieldNames, v.exactOptional(standardColumn))), {}),
  customFields: v.optional(v.record(text, customColumn), {}),
  empty: v.optional(emptyPolicy, 'keep'),
  clearWith: v.optional(text, defaultClearWith),
  duplicates: v.optional(v.picklist(['reject', 'last', 'in-order']), 'reject'),
  unmapped: v.optional(v.picklist(['ignore', 'reject']), 'ignore'),
  baseline: v.optional(v.picklist(['auto', 'list', 'get', 'none']), 'auto'),
  replaceAll: v.optional(v.boolean('boolean'), false),
  api: v.optional(api, {}),
  limits: v.optional(
    v.strictObject({
      invalid: v.optional(percentOrCount),
      failuresInARow: v.optional(count, 10),
      clears: v.optional(percentOrCount),
      changed: v.optional(percentOrCount),
    }),
    {},
  ),
  canary: v.optional(countOrNone, 0),
  recheckAfter: v.optional(durationOrNone, '5m'),
  lang: v.optional(v.picklist(['zh', 'en']), 'zh'),
  schedule: v.optional(schedule),
  inbox: v.optional(inbox),
  notify: v.optional(notify),
  report: v.optional(report),
});

/** A job file as it is written, its defaults filled in. */
export type JobFile = v.InferOutput<typeof jobSchema>;
