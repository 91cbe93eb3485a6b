import { causeInChinese } from './cause.js';
import { fillText, type Places } from './fill-text.js';
import type { ParameterName } from './parameters.js';
import { causeTexts } from './texts/cause-texts.js';
import { cellTexts } from './texts/cell-texts.js';
import { columnTexts } from './texts/column-texts.js';
import { damageTexts } from './texts/damage-texts.js';
import { findingTexts } from './texts/finding-texts.js';
import { healthTexts } from './texts/health-texts.js';
import { initTexts } from './texts/init-texts.js';
import { jobTexts } from './texts/job-texts.js';
import { listTexts } from './texts/list-texts.js';
import { notifyTexts } from './texts/notify-texts.js';
import { pageTexts } from './texts/page-texts.js';
import { pruneTexts } from './texts/prune-texts.js';
import { rowTexts } from './texts/row-texts.js';
import { runTexts } from './texts/run-texts.js';
import { scheduleTexts } from './texts/schedule-texts.js';
import { sheetTexts } from './texts/sheet-texts.js';
import { sourceTexts } from './texts/source-texts.js';
import { stopTexts } from './texts/stop-texts.js';
import { terminalTexts } from './texts/terminal-texts.js';
import { verdictTexts } from './texts/verdict-texts.js';
import { viewTexts } from './texts/view-texts.js';

const texts = {
  ...jobTexts,
  ...columnTexts,
  ...sourceTexts,
  ...rowTexts,
  ...cellTexts,
  ...causeTexts,
  ...runTexts,
  ...damageTexts,
  ...listTexts,
  ...scheduleTexts,
  ...pruneTexts,
  ...findingTexts,
  ...initTexts,
  ...healthTexts,
  ...notifyTexts,
  ...sheetTexts,
  ...stopTexts,
  ...terminalTexts,
  ...pageTexts,
  ...verdictTexts,
  ...viewTexts,
};

export type Lang = 'zh' | 'en';
export type Code = keyof typeof texts;
export type RowCode = keyof typeof rowTexts | keyof typeof cellTexts;
export type JobCode = keyof typeof jobTexts;
type Value = string | number;
export type Params = Readonly<Record<string, Value>>;

/** A name that is not declared in parameters.ts is an error here: nobody has said whether it may hold customer data. */
type Declared<Name extends ParameterName> = Name;
type Place = Declared<Places<(typeof texts)[Code]['en' | 'zh']>>;
type ParamsOf<C extends Code> = Record<Places<(typeof texts)[C]['en']> & Place, Value>;
type Given<C extends Code> = keyof ParamsOf<C> extends never ? [] : [ParamsOf<C>];

/** A text that is not yet put into words: kept in run.db as it is, worded when somebody reads it. */
export interface Message<C extends Code = Code> {
  readonly code: C;
  readonly params: Params;
}

/** Makes a message; the compiler asks for just the parameters that its text names. */
export function message<C extends Code>(code: C, ...[params]: Given<C>): Message<C> {
  return { code, params: params ?? {} };
}

/** Puts a message into words. */
export function formatMessage({ code, params }: Message, lang: Lang): string {
  return fillText(texts[code][lang], lang === 'zh' ? withCauses(code, params) : params);
}

/** No English reason stands in a Chinese sentence. */
function withCauses(code: Code, params: Params): Params {
  const reasons = causeNames.flatMap((name) => {
    const value = params[name];
    return typeof value === 'string' ? [[name, causeInChinese(value, code)]] : [];
  });
  return { ...params, ...Object.fromEntries(reasons) };
}

const causeNames = ['reason', 'last'];

/** The words of one code, for texts that the program itself speaks. */
export function say<C extends Code>(lang: Lang, code: C, ...given: Given<C>): string {
  return formatMessage(message(code, ...given), lang);
}

/** The words of a code that has no places to fill. */
export const formatCode = (code: Code, lang: Lang): string => formatMessage({ code, params: {} }, lang);

/** Every text by its code, for the tests that hold the two languages together. */
export const allTexts: Readonly<Record<string, Readonly<Record<Lang, string>>>> = texts;
