import { readDecimal } from '../number.js';
import { canonicalNumber } from './canonical.js';
import type { CustomType } from './field-type.js';

/** A number with or without decimals. */
export const numericType: CustomType = {
  kind: 'number',
  settings: ['values'],
  read: readDecimal,
  canonical: canonicalNumber,
};
