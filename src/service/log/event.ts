import type { LogField } from '../../log.js';
import { escapeControls } from '../../messages/escape-controls.js';

export type Level = 'info' | 'warn' | 'error';

/** A line of the service log, but for its time. */
export type Event = Readonly<{ level: Level; message: string } & Record<string, string | number>>;

/** What a field may hold: a word of the program's own, a name that somebody has given, a figure, a point in time. */
const kinds = {
  word: (value: unknown) => typeof value === 'string' && /^[\w.:+-]{1,80}$/.test(value),
  name: (value: unknown) => typeof value === 'string',
  figure: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  time: (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(value),
} as const;

type Kind = keyof typeof kinds;

/** Those of the run log, so that one who adds a field there must say here what it holds. */
const ofRuns: Record<LogField, Kind> = {
  run: 'name',
  job: 'name',
  phase: 'word',
  rows: 'figure',
  code: 'word',
  durationMs: 'figure',
  endpoint: 'word',
  outcome: 'word',
  state: 'word',
  pid: 'figure',
  aheadSeconds: 'figure',
};

/** Those of what the service says of itself and of its runs. */
const ofTheService = {
  account: 'name',
  host: 'name',
  port: 'figure',
  signal: 'word',
  version: 'word',
  place: 'word',
  exit: 'figure',
  count: 'figure',
  done: 'figure',
  total: 'figure',
  updated: 'figure',
  unchanged: 'figure',
  left: 'figure',
  minutes: 'figure',
  due: 'time',
  next: 'time',
  since: 'time',
} as const satisfies Record<string, Kind>;

export type ServiceFields = Readonly<
  Partial<Record<keyof typeof ofRuns | keyof typeof ofTheService, string | number | undefined>>
>;

const kindOf = new Map<string, Kind>(Object.entries({ ...ofRuns, ...ofTheService }));

const longest = 200;

/**
 * Makes a line of an event's code and what is known of it. What is not on the list of fields, or is not what its field
 * may hold, is dropped: nothing of a customer comes through by mistake. What is kept is cut to 200 characters.
 */
export function toEvent(level: Level, code: string, fields: ServiceFields): Event {
  const kept = Object.entries(fields).filter(([name, value]) => isAllowed(name, value));
  const tidied = kept.map(([name, value]) => [name, typeof value === 'string' ? tidy(value) : value]);
  return { level, message: tidy(code), ...Object.fromEntries(tidied) };
}

function isAllowed(name: string, value: unknown): boolean {
  const kind = kindOf.get(name);
  return kind !== undefined && kinds[kind](value);
}

/** Cut first: what is written out is not cut in two. */
function tidy(text: string): string {
  const characters = Array.from(text.slice(0, 2 * longest + 2));
  return escapeControls(characters.length <= longest ? text : `${characters.slice(0, longest).join('')}…`);
}
