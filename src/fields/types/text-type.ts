import { readText } from '../text.js';
import { canonicalText } from './canonical.js';
import type { CustomType } from './field-type.js';

/** Text. The document names no longest one: this is ours, and `maxLength` moves it. */
export const textType: CustomType = {
  kind: 'text',
  settings: ['values', 'maxLength'],
  read: ({ maxLength }) => readText(maxLength ?? 1000),
  canonical: canonicalText,
  blank: '""',
};
