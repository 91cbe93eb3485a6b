import { cellDetectors } from './cell-detectors.js';
import { createTally } from './tally.js';
import type { Watch } from './watcher.js';

/** What can be seen in one cell alone. */
export const watchCells: Watch = (column) => {
  const { name, kind } = column;
  const watched = cellDetectors
    .filter(({ looksAt }) => looksAt === undefined || looksAt(column))
    .map((detector) => ({ detector, tally: createTally(detector.show) }));
  return {
    observe(text, traits, row) {
      for (const { detector, tally } of watched) {
        if ((traits & detector.needs) !== 0 && detector.matches(text, kind)) tally.add(row, text, detector.hint);
      }
    },
    findings: () =>
      watched.flatMap(({ detector: { code, least = 1 }, tally }) => {
        const count = tally.count();
        return count.count < least ? [] : [{ code, column: name, ...count, params: {} }];
      }),
  };
};
