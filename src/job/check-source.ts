import { headerKey } from '../contact/map-row.js';
import { tidyText } from '../fields/cell-text.js';
import { message } from '../messages/message.js';
import { placeFormats } from './check-column.js';
import type { ColumnOfFile, ColumnSettings } from './job.js';
import type { JobProblem } from './job-problem.js';

type Path = readonly string[];

/** Finds what contradicts itself in what a column says of its cells, whatever the type of its field. */
export function checkSource(column: ColumnOfFile, clearWith: string, path: Path): JobProblem[] {
  if (typeof column === 'string') return [];
  return [
    ...findRepeatedColumns(column, path),
    ...findRepeatedFormats(column, path),
    ...checkFallback(column, clearWith, path),
  ];
}

function findRepeatedColumns({ join }: ColumnSettings, path: Path): JobProblem[] {
  const names = (join?.columns ?? []).map(headerKey);
  return (join?.columns ?? []).flatMap((column, index) =>
    names.indexOf(headerKey(column)) === index
      ? []
      : [{ path: [...path, 'join', 'columns', index], reason: message('job.sameColumn', { column }) }],
  );
}

function findRepeatedFormats(column: ColumnSettings, path: Path): JobProblem[] {
  const places = placeFormats(column, path);
  return places
    .filter(({ format }, index) => places.findIndex((other) => other.format === format) < index)
    .map((place) => ({ path: place.path, reason: message('job.sameFormat', { format: place.format }) }));
}

function checkFallback(column: ColumnSettings, clearWith: string, path: Path): JobProblem[] {
  if (column.default === undefined) return [];
  const place = [...path, 'default'];
  if (column.empty !== undefined) return [{ path: place, reason: message('job.defaultAndEmpty') }];
  // It would empty the field of every such row, in another name than the one that says so.
  const isMark = tidyText(column.default, { trim: column.trim }) === clearWith;
  return isMark ? [{ path: place, reason: message('job.defaultClears') }] : [];
}
