import type { LosslessNumber } from 'lossless-json';
import type { Json } from './json.js';

/** A number, as far as is known; a text is taken as it comes. */
export type OptionKey = LosslessNumber | string;

/** One choice of a droplist, chained_droplist or checkbox, as the account has it. */
export interface FieldOption {
  readonly key: OptionKey;
  readonly label: string;
  readonly children: readonly FieldOption[];
}

/** The options of a chained list from the root to each leaf. */
export function pathsOf(options: readonly FieldOption[]): FieldOption[][] {
  return options.flatMap((option) =>
    option.children.length === 0 ? [[option]] : pathsOf(option.children).map((path) => [option, ...path]),
  );
}

export const findKey = (options: readonly FieldOption[], key: Json): FieldOption | undefined =>
  options.find((option) => String(option.key) === String(key));
