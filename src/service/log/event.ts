import { escapeControls } from '../../messages/escape-controls.js';
import { isLogged, type LogField } from '../../messages/parameters.js';

export type Level = 'info' | 'warn' | 'error';

/** A line of the service log, but for its time. */
export type Event = Readonly<{ level: Level; message: string } & Record<string, string | number>>;

export type ServiceFields = Readonly<Partial<Record<LogField, string | number | undefined>>>;

const longest = 200;

/**
 * Makes a line of an event's code and what is known of it. What is not declared for the logs, or is not what
 * its field may hold, is dropped: nothing of a customer comes through by mistake. What is kept is cut to 200 characters.
 */
export function toEvent(level: Level, code: string, fields: ServiceFields): Event {
  const kept = Object.entries(fields).filter(([name, value]) => isLogged(code, name, value));
  const tidied = kept.map(([name, value]) => [name, typeof value === 'string' ? tidy(value) : value]);
  return { level, message: tidy(code), ...Object.fromEntries(tidied) };
}

/** Cut first: what is written out is not cut in two. */
function tidy(text: string): string {
  const characters = Array.from(text.slice(0, 2 * longest + 2));
  return escapeControls(characters.length <= longest ? text : `${characters.slice(0, longest).join('')}…`);
}
