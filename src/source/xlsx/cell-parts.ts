import { gatherText } from './gather-text.js';
import { createTextItem } from './shared-strings.js';

/** What stands within a cell: its value, its own text, and whether it has a formula. Each of them once. */
export interface CellParts {
  readonly value: string | null;
  readonly inline: string | null;
  readonly isFormula: boolean;
  begin(): void;
  /** Whether an element of this name may stand here. */
  open(name: string): boolean;
  text(text: string): void;
  /** Whether it was a part that ended; otherwise the cell has. */
  close(name: string): boolean;
}

type Part = 'v' | 'f' | 'is';

/** Reads the parts of one cell after another. */
export function createCellParts(): CellParts {
  const item = createTextItem();
  const seen = new Set<Part>();
  let value: string | null = null;
  let inline: string | null = null;
  let open: Part | null = null;

  return {
    get value() {
      return value;
    },
    get inline() {
      return inline;
    },
    get isFormula() {
      return seen.has('f');
    },
    begin() {
      seen.clear();
      value = null;
      inline = null;
    },
    open(name) {
      if (open === 'is') item.open(name);
      if (open === 'is') return true;
      if (open !== null || !isPart(name) || seen.has(name)) return false;
      open = name;
      seen.add(name);
      if (name === 'v') value = '';
      if (name === 'is') item.begin();
      return true;
    },
    text(text) {
      if (open === 'is') item.text(text);
      else if (open === 'v') value = gatherText(value ?? '', text);
    },
    close(name) {
      if (open === null) return false;
      if (open === 'is' && name !== 'is') {
        item.close(name);
        return true;
      }
      if (open === 'is') inline = item.end();
      open = null;
      return true;
    },
  };
}

const isPart = (name: string): name is Part => name === 'v' || name === 'f' || name === 'is';
