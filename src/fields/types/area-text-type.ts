import { readText } from '../text.js';
import { canonicalText } from './canonical.js';
import type { CustomType } from './field-type.js';

/** A longer text. */
export const areaTextType: CustomType = {
  kind: 'text',
  settings: ['values', 'maxLength'],
  read: ({ maxLength }) => readText(maxLength ?? 10_000),
  canonical: canonicalText,
  blank: '""',
};
