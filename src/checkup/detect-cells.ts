import { cellDetectors } from './cell-detectors.js';
import type { MakeDetector } from './detector.js';
import { createTally } from './tally.js';

/** What can be seen in one cell alone. */
export const detectCells: MakeDetector = (column) => {
  const { name, kind } = column;
  const detected = cellDetectors
    .filter(({ looksAt }) => looksAt === undefined || looksAt(column))
    .map((detector) => ({ detector, tally: createTally(detector.show) }));
  return {
    observe(text, traits, row) {
      for (const { detector, tally } of detected) {
        if ((traits & detector.needs) !== 0 && detector.matches(text, kind)) tally.add(row, text, detector.hint);
      }
    },
    findings: () =>
      detected.flatMap(({ detector: { code, least = 1 }, tally }) => {
        const count = tally.count();
        return count.count < least ? [] : [{ code, column: name, ...count, params: {} }];
      }),
  };
};
