import { distance } from 'fastest-levenshtein';
import type * as v from 'valibot';
import { type Code, type Message, message } from '../messages/message.js';
import type { JobProblem } from './job-problem.js';
import { jobSchema } from './schema.js';

type Issue = v.BaseIssue<unknown>;
type Schema = v.BaseSchema<unknown, unknown, Issue>;

/** Puts the schema's issues into the words of a job file: unknown key and the nearest valid one, or what was expected. */
export function toJobProblems(issues: readonly Issue[]): JobProblem[] {
  return issues
    .flatMap((issue) => unfold(issue, []))
    .map(({ path, issue }) => ({ path, reason: explain(issue, path) }));
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

function explain(issue: Issue, path: string[]): Message {
  if (issue.type === 'strict_object' && issue.expected === 'never') return unknownKey(path);
  if (issue.type === 'strict_object' && issue.received === 'undefined') return message('job.missing');
  const received = showInput(issue.input);
  if (issue.expected === 'Object') return message('job.expect.settings', { received });
  const code = `job.expect.${issue.message}`;
  if (isExpectation(code)) return { code, params: { received } };
  return message('job.expected', { expected: (issue.expected ?? '').replace(/[()]/g, ''), received });
}

function unknownKey(path: string[]): Message {
  const key = path.at(-1) ?? '';
  const valid = keysAt(jobSchema, path.slice(0, -1));
  const nearest = valid.toSorted(
    (a, b) => distance(a.toLowerCase(), key.toLowerCase()) - distance(b.toLowerCase(), key.toLowerCase()),
  )[0];
  return message('job.unknownKey', { nearest: nearest ?? '-', valid: valid.join(', ') });
}

/** The keys that the schema knows at a place. */
function keysAt(schema: Schema, path: readonly string[]): string[] {
  const inner = unwrap(schema);
  const [key, ...rest] = path;
  if ('entries' in inner) {
    const entries = inner.entries as Record<string, Schema>;
    if (key === undefined) return Object.keys(entries);
    return entries[key] ? keysAt(entries[key], rest) : [];
  }
  return 'value' in inner ? keysAt(inner.value as Schema, rest) : [];
}

// Through what is optional, and to the mapping among the alternatives.
function unwrap(schema: Schema): Schema {
  if ('wrapped' in schema) return unwrap(schema.wrapped as Schema);
  if ('options' in schema && schema.type === 'union') {
    const options = schema.options as Schema[];
    return options.find((option) => 'entries' in option) ?? schema;
  }
  return schema;
}

const expectations = ['name', 'text', 'boolean', 'column', 'value', 'count', 'countOrNone', 'optionKey'].concat([
  'duration',
  'percentOrCount',
  'webAddress',
  'path',
  'separator',
  'concurrency',
  'attempts',
  'code',
]);

const isExpectation = (code: string): code is Code => expectations.some((name) => code === `job.expect.${name}`);

const showInput = (input: unknown): string =>
  (typeof input === 'number' ? String(input) : (JSON.stringify(input) ?? 'undefined')).slice(0, 60);
