import { dirname, resolve } from 'node:path';
import type { Field, StandardFieldName } from '../contact/field.js';
import type { CellFormat, MappedField, Mapping } from '../contact/mapping.js';
import type { Lang } from '../messages/message.js';
import { toMilliseconds } from './duration.js';
import type { JobFile } from './schema.js';

export interface ApiSettings {
  readonly rate: { readonly limit: number; readonly perMs: number };
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly attempts: number;
  /** What a code in an answer's body means, where the job knows better than the built-in table. */
  readonly codes: ReadonlyMap<number, 'retry' | 'fail' | 'stop'>;
}

/** A job, ready to run: paths absolute, times in milliseconds, the mapping in the domain's own types. */
export interface Job {
  readonly name: string;
  readonly path: string;
  /** Absolute; null when the job names no file. */
  readonly sourceFile: string | null;
  readonly delimiter: string;
  readonly mapping: Mapping;
  readonly duplicates: JobFile['duplicates'];
  readonly unmapped: JobFile['unmapped'];
  readonly api: ApiSettings;
  readonly failuresInARow: number;
  readonly lang: Lang;
}

/** Makes a job of a valid job file that lies at `path`. */
export function toJob(file: JobFile, path: string): Job {
  return {
    name: file.name,
    path,
    sourceFile: file.source.file === undefined ? null : resolve(dirname(path), file.source.file),
    delimiter: file.source.delimiter,
    mapping: toMapping(file),
    duplicates: file.duplicates,
    unmapped: file.unmapped,
    api: toApiSettings(file.api),
    failuresInARow: file.limits.failuresInARow,
    lang: file.lang,
  };
}

function toMapping(file: JobFile): Mapping {
  const standard = Object.entries(file.fields).map(([name, column]) =>
    toMappedField({ kind: 'standard', name: name as StandardFieldName }, column, file.empty),
  );
  const custom = Object.entries(file.customFields).map(([fieldCode, column]) =>
    toMappedField(toCustomField(fieldCode, column), column, file.empty),
  );
  return { idColumn: file.id, fields: [...standard, ...custom], clearWith: file.clearWith };
}

export type ColumnOfFile = NonNullable<JobFile['fields'][StandardFieldName]> | JobFile['customFields'][string];

// checkJob has refused a custom field that lacks its id or type.
function toCustomField(fieldCode: string, column: JobFile['customFields'][string]): Field {
  const { id = 0, type = 'text' } = typeof column === 'string' ? {} : column;
  return { kind: 'custom', fieldCode, id, contentType: type };
}

function toMappedField(field: Field, column: ColumnOfFile, empty: MappedField['empty']): MappedField {
  if (typeof column === 'string') return { field, column, empty };
  return { field, column: column.column, empty: column.empty ?? empty, ...toCellFormat(column) };
}

/** The settings of a column that say how its cells are read. */
export function toCellFormat(column: Exclude<ColumnOfFile, string>): CellFormat {
  return {
    values: column.values && new Map(Object.entries(column.values)),
    format: column.format,
    separator: column.separator,
    maxLength: column.maxLength,
  };
}

function toApiSettings(api: JobFile['api']): ApiSettings {
  return {
    rate: { limit: api.rate.limit, perMs: toMilliseconds(api.rate.per) },
    concurrency: api.concurrency,
    timeoutMs: toMilliseconds(api.timeout),
    attempts: api.attempts,
    codes: new Map(Object.entries(api.codes).map(([code, meaning]) => [Number(code), meaning])),
  };
}
