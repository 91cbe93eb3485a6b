import { readPhone } from '../phone.js';
import { canonicalText } from './canonical.js';
import type { CustomType } from './field-type.js';

/** A phone number. */
export const phoneType: CustomType = {
  kind: 'phone',
  settings: ['values'],
  read: readPhone,
  canonical: canonicalText,
};
