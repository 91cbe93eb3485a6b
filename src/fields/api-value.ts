import type { LosslessNumber } from 'lossless-json';
import type { OptionKey } from './field-option.js';

/** A value as it stands in a body: numbers keep the digits they were written with, whatever their size. */
export type ApiValue = string | LosslessNumber | readonly OptionKey[];
