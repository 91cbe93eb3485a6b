import type { Example, Finding } from '../contact/findings/finding.js';
import { type Lang, say, wordMessage } from '../messages/message.js';
import { plain } from '../plain.js';

const mostFindings = 15;

/**
 * What is to be said of a file, a line for each finding: what it is, where, how often; then, once for all of a kind, the
 * likely cause and the mend.
 * @param withExamples whether values of customers may be shown
 */
export function wordFindings(findings: readonly Finding[], withExamples: boolean, lang: Lang): string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, mostFindings);
  const more = findings.length - shown.length;
  return [
    say(lang, 'finding.head', { count: findings.length }),
    ...shown.flatMap((finding, index) => [
      `  ${plain(wordWhat(finding, withExamples, lang))}`,
      ...(shown[index + 1]?.code === finding.code ? [] : [`    ${say(lang, `finding.cure.${finding.code}`)}`]),
    ]),
    ...(more > 0 ? [`  ${say(lang, 'finding.more', { count: more })}`] : []),
  ];
}

function wordWhat(finding: Finding, withExamples: boolean, lang: Lang): string {
  const { code, column, count, rows, examples, params } = finding;
  const where = column === null ? '' : `[${column}] `;
  const what = where + wordMessage({ code: `finding.what.${code}`, params: { ...params, count } }, lang);
  if (rows.length === 0) return what;
  const listed = rows.join(', ') + (count > rows.length ? ', …' : '');
  const cells = say(lang, 'finding.cells', { what, count, rows: listed });
  if (!withExamples || examples.length === 0) return cells;
  const words = examples.map((example) => wordExample(example, lang)).join(lang === 'zh' ? '、' : ', ');
  return cells + say(lang, 'finding.examples', { examples: words });
}

function wordExample({ value, hint }: Example, lang: Lang): string {
  return hint === null
    ? say(lang, 'finding.example', { value })
    : say(lang, 'finding.hintedExample', { value, hint: wordMessage(hint, lang) });
}
