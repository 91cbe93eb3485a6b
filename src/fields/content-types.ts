import { areaTextType } from './types/area-text-type.js';
import { chainedDroplistType } from './types/chained-droplist-type.js';
import { checkboxType } from './types/checkbox-type.js';
import { dateType } from './types/date-type.js';
import { datetimeType } from './types/datetime-type.js';
import { droplistType } from './types/droplist-type.js';
import type { CustomType } from './types/field-type.js';
import { numberType } from './types/number-type.js';
import { numericType } from './types/numeric-type.js';
import { phoneType } from './types/phone-type.js';
import { textType } from './types/text-type.js';

/** The types of custom fields: section 1.1.4 and example of the API document; area_text and checkbox known from elsewhere. */
const customTypes = {
  date: dateType,
  datetime: datetimeType,
  number: numberType,
  numeric: numericType,
  phone: phoneType,
  droplist: droplistType,
  chained_droplist: chainedDroplistType,
  text: textType,
  area_text: areaTextType,
  checkbox: checkboxType,
} as const satisfies Record<string, CustomType>;

export type ContentType = keyof typeof customTypes;

export const contentTypes = Object.keys(customTypes) as readonly ContentType[];

export const isContentType = (text: string): text is ContentType => Object.hasOwn(customTypes, text);

export const typeOfContent = (contentType: ContentType): CustomType => customTypes[contentType];
