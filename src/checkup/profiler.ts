import type { Problem, SourceRow } from '../contact/row.js';
import { detectCells } from './detect-cells.js';
import { detectDates } from './detect-dates.js';
import { detectHeader } from './detect-header.js';
import { detectLabels } from './detect-labels.js';
import { detectRounding } from './detect-rounding.js';
import { detectZeros } from './detect-zeros.js';
import type { MakeDetector } from './detector.js';
import type { ExaminedColumn, ExaminedFile } from './examined-file.js';
import { type Finding, findingCodes } from './finding.js';
import { traitsOf } from './traits.js';

/** Looks at every cell that a job uses and says what a person should know of them. It changes nothing. */
export interface Profiler {
  observe(row: SourceRow, problems: readonly Problem[]): void;
  /** The gravest first, and of one kind the most frequent. */
  findings(): Finding[];
}

/** A new way to look at a column is one more entry. */
const makers: readonly MakeDetector[] = [detectCells, detectRounding, detectZeros, detectDates];

export function createProfiler(file: ExaminedFile): Profiler {
  const columns = file.columns.map(openDetectors);
  const labels = detectLabels();
  const header = detectHeader(file);
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

function openDetectors(column: ExaminedColumn) {
  const detectors = makers.flatMap((makeDetector) => makeDetector(column) ?? []);
  return {
    index: column.index,
    observe(text: string, row: number): void {
      const traits = traitsOf(text);
      for (const detector of detectors) detector.observe(text, traits, row);
    },
    findings: (): Finding[] => detectors.flatMap((detector) => detector.findings()),
  };
}

const byGravity = (a: Finding, b: Finding): number =>
  findingCodes.indexOf(a.code) - findingCodes.indexOf(b.code) || b.count - a.count;
