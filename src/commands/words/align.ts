/**
 * Sets lines of cells in columns two spaces apart, as wide as a terminal shows them: a Chinese character takes two places.
 * @param right the columns that end, not begin, in one line: those of numbers
 */
export function align(lines: readonly (readonly string[])[], right: ReadonlySet<number>): string[] {
  const widths: number[] = [];
  for (const cells of lines) {
    cells.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  }
  const pad = (cell: string, column: number) => {
    const blank = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
    return right.has(column) ? `${blank}${cell}` : `${cell}${blank}`;
  };
  return lines.map((cells) => cells.map(pad).join('  ').trimEnd());
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const none = /\p{M}/u;

const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (wide.test(character) ? 2 : none.test(character) ? 0 : 1), 0);
