import { readLabels } from '../label.js';
import { readOptions } from '../option.js';
import { canonicalNumber, listOf } from './canonical.js';
import type { CustomType } from './field-type.js';

/** Several options, in any order. */
export const checkboxType: CustomType = {
  kind: 'option',
  settings: ['values', 'separator'],
  read: ({ separator = ',', values }, options) =>
    options && !values ? readLabels(options, separator) : readOptions(separator, values),
  canonical: (content) => JSON.stringify(listOf(content).map(canonicalNumber).toSorted()),
  blank: '[]',
};
