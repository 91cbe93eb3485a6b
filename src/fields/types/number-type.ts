import { readInteger } from '../number.js';
import { canonicalNumber } from './canonical.js';
import type { CustomType } from './field-type.js';

/** A whole number of 64 bits. */
export const numberType: CustomType = {
  kind: 'number',
  settings: ['values'],
  read: () => readInteger(),
  canonical: canonicalNumber,
};
