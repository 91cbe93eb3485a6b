import { readDate } from '../date.js';
import { canonicalText } from './canonical.js';
import type { CustomType } from './field-type.js';

/** A day. */
export const dateType: CustomType = {
  kind: 'date',
  settings: ['format'],
  precision: 'day',
  read: ({ format }) => readDate(format),
  canonical: (content) => canonicalText(content).replace(/^(\d{4}-\d\d-\d\d)[T ]00:00:00(?:\.0{1,3})?Z?$/, '$1'),
};
