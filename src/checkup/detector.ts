import type { ExaminedColumn } from './examined-file.js';
import type { Finding } from './finding.js';

/** Looks at the cells of one column, one after another, with flat memory. */
interface Detector {
  /** @param traits what the text is made of */
  observe(text: string, traits: number, row: number): void;
  findings(): Finding[];
}

/** Makes the detector of a column; null where there is nothing for it to see. */
export type MakeDetector = (column: ExaminedColumn) => Detector | null;
