import { writeJson } from '../json.js';
import type { StoredContact } from './account.js';
import type { Write } from './store.js';

/** A field that a write changed; a value is undefined where there was none, or is none now. */
export interface FieldChange {
  readonly code: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Takes a contact before and after a write; gives the fields whose content it changed. */
export function listChanges({ before, after }: Pick<Write, 'before' | 'after'>): FieldChange[] {
  const [old, current] = [readFields(before), readFields(after)];
  const codes = new Set([...old.keys(), ...current.keys()]);
  const pairs = [...codes].map((code) => ({ code, before: old.get(code), after: current.get(code) }));
  return pairs.filter((pair) => writeJson(pair.before ?? null) !== writeJson(pair.after ?? null));
}

function readFields({ customFields, ...standard }: StoredContact): Map<string, unknown> {
  const custom = customFields.map(({ fieldCode, content }) => [fieldCode, content] as const);
  return new Map([...Object.entries(standard), ...custom]);
}
