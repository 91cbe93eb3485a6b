import type { ExaminedColumn } from './examined-file.js';
import type { Finding } from './finding.js';

/** Looks at the cells of one column, one after another, with flat memory. */
interface Watcher {
  /** @param traits what the text is made of */
  observe(text: string, traits: number, row: number): void;
  findings(): Finding[];
}

/** Makes the watcher of a column; null where there is nothing for it to see. */
export type Watch = (column: ExaminedColumn) => Watcher | null;
