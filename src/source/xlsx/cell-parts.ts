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
  let value: string | null = null;
  let inline: string | null = null;
  let isFormula = false;
  let part: Part | null = null;

  function openPart(name: string): Part | null {
    if (name === 'v' && value === null) {
      value = '';
      return 'v';
    }
    if (name === 'is' && inline === null) {
      item.begin();
      return 'is';
    }
    if (name !== 'f' || isFormula) return null;
    isFormula = true;
    return 'f';
  }

  return {
    get value() {
      return value;
    },
    get inline() {
      return inline;
    },
    get isFormula() {
      return isFormula;
    },
    begin() {
      value = null;
      inline = null;
      isFormula = false;
    },
    open(name) {
      if (part === 'is') {
        item.open(name);
        return true;
      }
      part = part === null ? openPart(name) : null;
      return part !== null;
    },
    text(text) {
      if (part === 'is') item.text(text);
      else if (part === 'v') value = gatherText(value ?? '', text);
    },
    close(name) {
      if (part === null) return false;
      if (part === 'is' && name !== 'is') {
        item.close(name);
        return true;
      }
      if (part === 'is') inline = item.end();
      part = null;
      return true;
    },
  };
}
