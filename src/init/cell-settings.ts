import { tidyText } from '../fields/cell-text.js';
import type { Precision } from '../fields/date-format.js';
import type { CustomField, Field } from '../fields/field.js';
import { typeOfField } from '../fields/field-types.js';
import { separatorPattern } from '../fields/label.js';
import { findSpellings } from './date-spellings.js';
import { type Judgement, judgeCells } from './judge-cells.js';
import { translateWords } from './known-words.js';
import type { CellSettings } from './proposal.js';

/** Settings for the cells of a column, and what the domain's reader makes of them with these. */
export interface Attempt {
  readonly settings: CellSettings;
  readonly judgement: Judgement;
}

/** Finds the settings with which fewest cells are refused; none where they change nothing. */
export function proposeSettings(field: Field, texts: readonly string[]): Attempt {
  const trim = texts.some((text) => tidyText(text, { trim: true }) !== text) ? { trim: true } : {};
  const plain = tryAll(field, trim, texts);
  if (plain.judgement.refused === 0) return plain;
  const narrowed = tryAll(field, { ...trim, digits: true }, texts);
  return narrowed.judgement.refused < plain.judgement.refused ? narrowed : plain;
}

/** The texts of cells as they are once tidied; blank ones left out. */
export const tidied = (texts: readonly string[], { trim, digits }: CellSettings): string[] =>
  texts.map((text) => tidyText(text, { trim, digits })).filter((text) => text !== '');

function tryAll(field: Field, tidying: CellSettings, texts: readonly string[]): Attempt {
  const attempts = settingsFor(field, tidied(texts, tidying)).map((reading) => {
    const settings = { ...tidying, ...reading };
    return { settings, judgement: judgeCells(field, settings, texts) };
  });
  const [first, ...others] = attempts;
  if (first === undefined) throw new Error('no settings to try');
  return others.reduce((best, next) => (next.judgement.refused < best.judgement.refused ? next : best), first);
}

/** What may be said of the cells, the simplest first. */
function settingsFor(field: Field, texts: readonly string[]): CellSettings[] {
  const { precision, settings } = typeOfField(field);
  if (precision !== undefined) return [{}, ...spelled(texts, precision)];
  if (field.kind === 'standard') {
    const values = translateWords(field.name, texts);
    return [values === undefined ? {} : { values }];
  }
  return settings.includes('separator') ? separated(field, texts) : [{}];
}

function spelled(texts: readonly string[], precision: Precision): CellSettings[] {
  const format = findSpellings(texts, precision);
  return format.length === 0 ? [] : [{ format }];
}

const separators = {
  chained_droplist: ['/', '>', '-', ',', '、', ';', '|', '\\', '·'],
  checkbox: [',', '、', ';', '/', '|', '+', '\\', '·'],
} as const;

/** The usual separator needs no word; of the others, those that stand in the cells. */
function separated({ contentType, options }: CustomField, texts: readonly string[]): CellSettings[] {
  const kind = contentType === 'checkbox' ? 'checkbox' : 'chained_droplist';
  const [usual, ...others] = separators[kind];
  const isTold = ({ separator = usual }: CellSettings) =>
    kind !== 'checkbox' || !options?.some(({ label }) => separatorPattern(separator).test(label));
  const used = others.filter((separator) => texts.some((text) => separatorPattern(separator).test(text)));
  const tellable = [{}, ...used.map((separator) => ({ separator }))].filter(isTold);
  // A label that holds the usual one must not be cut there, even where no cell holds several.
  const unused = [...others, '||'].map((separator) => ({ separator }));
  return tellable.length > 0 ? tellable : unused.filter(isTold).slice(0, 1);
}
