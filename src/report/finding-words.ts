import type { Example, Finding } from '../checkup/finding.js';
import { escapeControls } from '../messages/escape-controls.js';
import { formatMessage, type Lang, say } from '../messages/message.js';

/**
 * A finding in a line: what it is, where, how often.
 * @param withExamples whether values of customers may be shown
 */
export function formatFinding(finding: Finding, withExamples: boolean, lang: Lang): string {
  const { code, column, count, rows, examples, params } = finding;
  const where = column === null ? '' : `[${column}] `;
  const what = where + formatMessage({ code: `finding.what.${code}`, params: { ...params, count } }, lang);
  if (rows.length === 0) return escapeControls(what);
  const listed = rows.join(', ') + (count > rows.length ? ', …' : '');
  const cells = say(lang, 'finding.cells', { what, count, rows: listed });
  if (!withExamples || examples.length === 0) return escapeControls(cells);
  const words = examples.map((example) => formatExample(example, lang)).join(lang === 'zh' ? '、' : ', ');
  return escapeControls(cells + say(lang, 'finding.examples', { examples: words }));
}

function formatExample({ value, hint }: Example, lang: Lang): string {
  return hint === null
    ? say(lang, 'finding.example', { value })
    : say(lang, 'finding.hintedExample', { value, hint: formatMessage(hint, lang) });
}

/** Its likely cause, and the mend. */
export const formatCure = ({ code }: Finding, lang: Lang): string => say(lang, `finding.cure.${code}`);
