import { isAlikeHeader, isSameHeader } from './alike-headers.js';
import type { ExaminedColumn, ExaminedFile } from './examined-file.js';
import type { Finding } from './finding.js';

/** What is to be said of the header: columns that look like one that the job uses, and those with data that it does not. */
export function detectHeader({ header, columns, unused }: ExaminedFile) {
  const filled = new Set<number>();
  return {
    observe(cells: readonly string[]): void {
      if (filled.size === unused.length) return;
      for (const index of unused) if (cells[index] !== '') filled.add(index);
    },
    findings(): Finding[] {
      const notUsed = unused.filter((index) => filled.has(index)).map((index) => header[index] ?? '');
      return [
        ...columns.flatMap((column) => {
          const alike = findAlike(column, header, unused);
          return alike.length > 0 ? [describe('alikeHeaders', column.name, alike)] : [];
        }),
        ...(notUsed.length > 0 ? [describe('unmapped', null, notUsed)] : []),
      ];
    },
  };
}

function findAlike({ name, index }: ExaminedColumn, header: readonly string[], unused: readonly number[]): string[] {
  const used = header[index] ?? name;
  return header.filter((other, place) => {
    if (unused.includes(place)) return isAlikeHeader(used, other);
    // Of two that the job uses, the first tells of both.
    return place > index && isSameHeader(used, other);
  });
}

const mostListed = 20;

function describe(code: 'alikeHeaders' | 'unmapped', column: string | null, names: readonly string[]): Finding {
  const listed = names.slice(0, mostListed).join(', ') + (names.length > mostListed ? ', …' : '');
  return { code, column, count: names.length, rows: [], examples: [], params: { names: listed } };
}
