import type { Example, Finding } from '../checkup/finding.js';
import { type Lang, say, wordMessage } from '../messages/message.js';
import { plain } from '../messages/plain.js';

/**
 * A finding in a line: what it is, where, how often.
 * @param withExamples whether values of customers may be shown
 */
export function wordFinding(finding: Finding, withExamples: boolean, lang: Lang): string {
  const { code, column, count, rows, examples, params } = finding;
  const where = column === null ? '' : `[${column}] `;
  const what = where + wordMessage({ code: `finding.what.${code}`, params: { ...params, count } }, lang);
  if (rows.length === 0) return plain(what);
  const listed = rows.join(', ') + (count > rows.length ? ', …' : '');
  const cells = say(lang, 'finding.cells', { what, count, rows: listed });
  if (!withExamples || examples.length === 0) return plain(cells);
  const words = examples.map((example) => wordExample(example, lang)).join(lang === 'zh' ? '、' : ', ');
  return plain(cells + say(lang, 'finding.examples', { examples: words }));
}

function wordExample({ value, hint }: Example, lang: Lang): string {
  return hint === null
    ? say(lang, 'finding.example', { value })
    : say(lang, 'finding.hintedExample', { value, hint: wordMessage(hint, lang) });
}

/** Its likely cause, and the mend. */
export const wordCure = ({ code }: Finding, lang: Lang): string => say(lang, `finding.cure.${code}`);
