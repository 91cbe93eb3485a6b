import type { Finding } from '../../checkup/finding.js';
import { type Lang, say } from '../../messages/message.js';
import { formatCure, formatFinding } from '../../report/finding-words.js';

const mostFindings = 15;

/**
 * What is to be said of a file, a line for each finding: what it is, where, how often; then, once for all of a kind, the
 * likely cause and the mend.
 * @param withExamples whether values of customers may be shown
 */
export function formatFindings(findings: readonly Finding[], withExamples: boolean, lang: Lang): string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, mostFindings);
  const more = findings.length - shown.length;
  return [
    say(lang, 'finding.head', { count: findings.length }),
    ...shown.flatMap((finding, index) => [
      `  ${formatFinding(finding, withExamples, lang)}`,
      ...(shown[index + 1]?.code === finding.code ? [] : [`    ${formatCure(finding, lang)}`]),
    ]),
    ...(more > 0 ? [`  ${say(lang, 'finding.more', { count: more })}`] : []),
  ];
}
