import type { Problem, SourceRow } from '../contact/row.js';
import type { ExaminedColumn, ExaminedFile } from './examined-file.js';
import { type Finding, findingCodes } from './finding.js';
import { traitsOf } from './traits.js';
import { watchCells } from './watch-cells.js';
import { watchDates } from './watch-dates.js';
import { watchHeader } from './watch-header.js';
import { watchLabels } from './watch-labels.js';
import { watchRounding } from './watch-rounding.js';
import { watchZeros } from './watch-zeros.js';
import type { Watch } from './watcher.js';

/** Looks at every cell that a job uses and says what a person should know of them. It changes nothing. */
export interface Profiler {
  observe(row: SourceRow, problems: readonly Problem[]): void;
  /** The gravest first, and of one kind the most frequent. */
  findings(): Finding[];
}

/** A new way to look at a column is one more entry. */
const watches: readonly Watch[] = [watchCells, watchRounding, watchZeros, watchDates];

export function createProfiler(file: ExaminedFile): Profiler {
  const columns = file.columns.map(watchColumn);
  const labels = watchLabels();
  const header = watchHeader(file);
  return {
    observe({ row, cells }, problems) {
      // Where cells have shifted, none is of its column.
      if (cells.length !== file.header.length) return;
      labels.observe(row, problems);
      header.observe(cells);
      for (const { index, observe } of columns) {
        const text = cells[index] ?? '';
        if (text !== '' && text !== file.clearWith) observe(text, row);
      }
    },
    findings() {
      const ofColumns = columns.flatMap(({ findings }) => findings());
      return [...ofColumns, ...labels.findings(), ...header.findings()].toSorted(byGravity);
    },
  };
}

function watchColumn(column: ExaminedColumn) {
  const watchers = watches.flatMap((watch) => watch(column) ?? []);
  return {
    index: column.index,
    observe(text: string, row: number): void {
      const traits = traitsOf(text);
      for (const watcher of watchers) watcher.observe(text, traits, row);
    },
    findings: (): Finding[] => watchers.flatMap((watcher) => watcher.findings()),
  };
}

const byGravity = (a: Finding, b: Finding): number =>
  findingCodes.indexOf(a.code) - findingCodes.indexOf(b.code) || b.count - a.count;
