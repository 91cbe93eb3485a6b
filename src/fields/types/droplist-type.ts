import { readLabel } from '../label.js';
import { readInteger } from '../number.js';
import { canonicalNumber } from './canonical.js';
import type { CustomType } from './field-type.js';

/** One option. */
export const droplistType: CustomType = {
  kind: 'option',
  settings: ['values'],
  read: ({ values }, options) => (options && !values ? readLabel(options) : readInteger(0n)),
  canonical: canonicalNumber,
};
