import { say } from '../../messages/message.js';
import type { Alert, AlertState } from './alert.js';
import type { AlertWords } from './alert-words.js';
import { bytesOf } from './chat-text.js';

/** The most bytes that WeCom takes of a message. */
const mostBytes = 4096;

/** An alert as WeCom's markdown, at most `mostBytes` bytes of UTF-8. */
export function toMarkdown(words: AlertWords, state: AlertState): string {
  const head = `<font color="${colours[state]}">**${words.head}**</font>`;
  const foot = words.foot.map((line) => `<font color="comment">${line}</font>`);
  return fitReasons(words, (reasons) => [head, ...words.facts, ...reasons.map((line) => `> ${line}`), ...foot]);
}

/** An alert as plain text, just as long at most. */
export const toText = (words: AlertWords): string =>
  fitReasons(words, (reasons) => [words.head, ...words.facts, ...reasons, ...words.foot]);

const colours: Readonly<Record<Alert['state'], 'info' | 'comment' | 'warning'>> = {
  completed: 'info',
  announced: 'comment',
  interrupted: 'comment',
  incomplete: 'warning',
  held: 'warning',
  stopped: 'warning',
  refused: 'warning',
  busy: 'warning',
};

/** As many reasons as there is room for; of the others it is said how many there are. */
function fitReasons(
  { reasons, moreReasons, lang }: AlertWords,
  layOut: (reasons: readonly string[]) => readonly string[],
): string {
  for (let kept = reasons.length; kept > 0; kept--) {
    const left = reasons.length - kept + moreReasons;
    const more = left > 0 ? [say(lang, 'summary.moreReasons', { count: left })] : [];
    const text = layOut([say(lang, 'summary.reasons'), ...reasons.slice(0, kept), ...more]).join('\n');
    if (bytesOf(text) <= mostBytes) return text;
  }
  const count = reasons.length + moreReasons;
  return layOut(count > 0 ? [say(lang, 'summary.moreReasons', { count })] : []).join('\n');
}
