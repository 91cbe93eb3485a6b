import { readLabelPath } from '../label.js';
import { readPath } from '../option.js';
import { canonicalNumber, listOf } from './canonical.js';
import type { CustomType } from './field-type.js';

/** The options from the root of a tree to a leaf. */
export const chainedDroplistType: CustomType = {
  kind: 'option',
  settings: ['values', 'separator'],
  read: ({ separator = '/', values }, options) =>
    options && !values ? readLabelPath(options, separator) : readPath(separator, values),
  canonical: (content) => JSON.stringify(listOf(content).map(canonicalNumber)),
};
