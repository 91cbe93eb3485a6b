import { fillText, type Places, patternOf } from './fill-text.js';
import { causeTexts } from './texts/cause-texts.js';

type CauseCode = keyof typeof causeTexts;
type Given<C extends CauseCode> =
  Places<(typeof causeTexts)[C]['en']> extends never
    ? []
    : [Readonly<Record<Places<(typeof causeTexts)[C]['en']>, string | number>>];

/** A reason that is to stand within another message: the English words, which are kept and can be told in Chinese later. */
export const cause = <C extends CauseCode>(code: C, ...[values]: Given<C>): string =>
  fillText(causeTexts[code].en, values ?? {});

/**
 * A reason in Chinese: one of `cause`, or several with semicolons between them. Codes, and what a server says, stay.
 * @param code the sentence that it is for
 */
export function causeInChinese(reason: string, code: string): string {
  const parts = reason.split('; ').map(translate);
  if (parts.every((part) => part !== null)) return parts.join('；');
  // The parsers of others speak English alone.
  const ofParser = ofParsers.get(code);
  return ofParser && isSentence.test(reason) ? causeTexts[ofParser].zh : reason;
}

const isSentence = /[a-z] [a-z]|[a-z]{3}/;

const ofParsers = new Map<string, CauseCode>([
  ['source.broken', 'cause.badFormat'],
  ['job.syntax', 'cause.badYaml'],
  ['job.cron', 'cause.badCron'],
]);

// Those with the longest words first: a name may hold anything, even the words of another reason.
const known = Object.values(causeTexts)
  .toSorted((a, b) => b.en.replace(/\{[^}]*\}/g, '').length - a.en.replace(/\{[^}]*\}/g, '').length)
  .map(({ zh, en }) => ({ zh, pattern: patternOf(en) }));

function translate(reason: string): string | null {
  for (const { zh, pattern } of known) {
    const values = pattern.exec(reason);
    if (values === null) continue;
    const { reason: inner, ...others } = values.groups ?? {};
    return fillText(zh, inner === undefined ? others : { ...others, reason: translate(inner) ?? inner });
  }
  return null;
}
