import type { MakeDetector } from './detector.js';
import { createTally } from './tally.js';
import { trait } from './traits.js';

// Excel keeps 15 digits of a number and makes zeros of those behind them.
const keptDigits = 15;

/** Long numbers that end in zeros from the 16th digit on, more of them than chance would have. */
export const detectRounding: MakeDetector = ({ name }) => {
  const rounded = createTally();
  let long = 0;
  let byChance = 0;
  let longest = 0;
  return {
    observe(text, traits, row) {
      if (traits !== trait.digit || text.length <= keptDigits || text.startsWith('0')) return;
      long++;
      byChance += 10 ** (keptDigits - text.length);
      if (!/^0+$/.test(text.slice(keptDigits))) return;
      longest = Math.max(longest, text.length);
      rounded.add(row, text);
    },
    findings() {
      const count = rounded.count();
      // One number of 16 digits in ten ends in a zero by itself.
      const isTelling = count.count >= 3 || longest > keptDigits + 1;
      const isMany = count.count * 2 >= long || (count.count >= 3 && count.count >= 10 * byChance);
      return isTelling && count.count > 0 && isMany
        ? [{ code: 'rounded', column: name, ...count, params: { long } }]
        : [];
    },
  };
};
