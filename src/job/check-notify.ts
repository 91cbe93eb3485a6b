import { rowStatuses } from '../contact/row-status.js';
import { message } from '../messages/message.js';
import type { JobProblem } from './job-problem.js';
import type { JobFile } from './schema.js';

/** What a webhook's body may have filled in, each written in braces. */
const placeholders = [
  ...(['text', 'job', 'runId', 'command', 'state', 'code', 'next', 'folder', 'seconds'] as const),
  'total',
  ...rowStatuses,
  ...(['put', 'get', 'list', 'retries', 'rateLimited'] as const),
] as const;

export type Placeholder = (typeof placeholders)[number];

/** Where something is filled in, within a text. */
export const placeholderPattern = /\{(\w+)\}/g;

/** Finds what is wrong with who is to be told of the end of a run. */
export function checkNotify({ notify }: JobFile): JobProblem[] {
  if (notify === undefined) return [];
  if (!notify.wecomRobot && !notify.webhook) return [{ path: ['notify'], reason: message('job.nobody') }];
  return findUnknown(notify.webhook?.body, ['notify', 'webhook', 'body']);
}

function findUnknown(value: unknown, path: JobProblem['path']): JobProblem[] {
  if (typeof value === 'string') {
    const names = [...value.matchAll(placeholderPattern)].filter(([, name]) => !isPlaceholder(name));
    const valid = placeholders.map((name) => `{${name}}`).join(' ');
    return names.map(([placeholder]) => ({ path, reason: message('job.placeholder', { placeholder, valid }) }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => findUnknown(inner, [...path, key]));
}

const isPlaceholder = (name: string | undefined): boolean => placeholders.some((each) => each === name);
