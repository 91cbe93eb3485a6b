import { distance } from 'fastest-levenshtein';
import type * as v from 'valibot';
import { type Code, type Message, message } from '../messages/message.js';
import type { JobProblem } from './job-problem.js';
import { jobSchema } from './schema.js';

type Issue = v.BaseIssue<unknown>;
type Schema = v.BaseSchema<unknown, unknown, Issue>;

/**
 * Puts what is wrong with the shape of a job file into words: every unknown key with the nearest valid one, and what
 * was expected where something else stands.
 */
export function toJobProblems(issues: readonly Issue[], input: unknown): JobProblem[] {
  const misshapen = issues.flatMap((issue) => unfold(issue, [])).filter(({ issue }) => !isUnknownKey(issue));
  return [
    ...findUnknownKeys(input, jobSchema, []),
    ...misshapen.map(({ path, issue }) => ({ path, reason: explain(issue, path) })),
  ];
}

// The schema stops at the first unknown key of a mapping: a person wants to know of all.
const isUnknownKey = (issue: Issue): boolean => issue.type === 'strict_object' && issue.expected === 'never';

function findUnknownKeys(input: unknown, schema: Schema, path: string[]): JobProblem[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [];
  const entries = entriesOf(schema);
  return Object.entries(input).flatMap(([key, value]) => {
    const inner = entries(key);
    if (inner === null) return [{ path: [...path, key], reason: unknownKey(key, schema) }];
    return inner ? findUnknownKeys(value, inner, [...path, key]) : [];
  });
}

/** The schema below a key; null where no such key is known, undefined where any is. */
function entriesOf(schema: Schema): (key: string) => Schema | null | undefined {
  const inner = unwrap(schema);
  if ('entries' in inner) {
    const known = new Map(Object.entries(inner.entries as Record<string, Schema>));
    return (key) => known.get(key) ?? null;
  }
  return () => ('value' in inner ? (inner.value as Schema) : undefined);
}

interface Located {
  issue: Issue;
  path: string[];
}

// A column is a text or a mapping: of the two, only the one that was meant has something to say.
function unfold(issue: Issue, above: string[]): Located[] {
  const path = [...above, ...(issue.path ?? []).map((item) => String(item.key))];
  const meant =
    issue.type === 'union'
      ? (issue.issues ?? []).filter(({ path: inner, kind }) => inner || kind === 'validation')
      : [];
  return meant.length > 0 ? meant.flatMap((inner) => unfold(inner, path)) : [{ issue, path }];
}

function explain(issue: Issue, path: readonly string[]): Message {
  if (issue.type === 'strict_object' && issue.received === 'undefined') return message('job.missing');
  const received = mayHoldAddress(path) ? '…' : showInput(issue.input);
  if (issue.expected === 'Object') return message('job.expect.settings', { received });
  const code = `job.expect.${issue.message}`;
  if (isExpectation(code)) return { code, params: { received } };
  return message('job.expected', { expected: (issue.expected ?? '').replace(/[()]/g, ''), received });
}

/** Whether what stands there may be the address of a robot, which is a secret: it is not shown, wherever it was put by mistake. */
const mayHoldAddress = ([first, second]: readonly string[]): boolean => first === 'notify' && second !== 'when';

function unknownKey(key: string, schema: Schema): Message {
  const inner = unwrap(schema);
  const valid = 'entries' in inner ? Object.keys(inner.entries as object) : [];
  const nearest = valid.toSorted(
    (a, b) => distance(a.toLowerCase(), key.toLowerCase()) - distance(b.toLowerCase(), key.toLowerCase()),
  )[0];
  return message('job.unknownKey', { nearest: nearest ?? '-', valid: valid.join(', ') });
}

// Through what is optional, and to the mapping among the alternatives, or the first of several that must all hold.
function unwrap(schema: Schema): Schema {
  if ('wrapped' in schema) return unwrap(schema.wrapped as Schema);
  if ('options' in schema && ['union', 'intersect'].includes(schema.type)) {
    const options = (schema.options as Schema[]).map(unwrap);
    return options.find((option) => 'entries' in option) ?? schema;
  }
  return schema;
}

const expectations = ['name', 'text', 'boolean', 'column', 'value', 'count', 'countOrNone', 'optionKey'].concat([
  'duration',
  'columnOrJoin',
  'joinColumns',
  'format',
  'anyText',
  'percentOrCount',
  'webAddress',
  'path',
  'separator',
  'concurrency',
  'limit',
  'attempts',
  'code',
  'duration0',
  'endpoint',
  'contactPath',
  'pageSize',
]);

const isExpectation = (code: string): code is Code => expectations.some((name) => code === `job.expect.${name}`);

const showInput = (input: unknown): string =>
  (typeof input === 'number' ? String(input) : (JSON.stringify(input) ?? 'undefined')).slice(0, 60);
