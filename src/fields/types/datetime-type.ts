import { readDatetime } from '../date.js';
import { canonicalText } from './canonical.js';
import type { CustomType } from './field-type.js';

/** A day and a time, to the second. */
export const datetimeType: CustomType = {
  kind: 'date',
  settings: ['format'],
  precision: 'minute',
  read: ({ format }) => readDatetime(format),
  canonical: (content) =>
    canonicalText(content).replace(moment, (_, day, time, millis = '') => {
      return `${day}T${time}.${millis.padEnd(3, '0')}Z`;
    }),
};

const moment = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?Z?$/;
