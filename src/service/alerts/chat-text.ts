import { escapeControls } from '../../messages/escape-controls.js';
import { type Lang, say } from '../../messages/message.js';

// What chats take for a link, a mention, a heading or a colour; there is no way to escape it that all of them know.
const harmless: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '@': '＠',
  '#': '＃',
  '*': '＊',
  '`': '＇',
  '|': '｜',
  '~': '～',
};

/** A text that is shown as it reads, on one line: nothing in it links, mentions or marks up. */
export const disarm = (text: string): string =>
  escapeControls(text)
    .replace(/[<>[\]@#*`|~]/g, (character) => harmless[character] ?? character)
    .replaceAll('://', '：//');

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

const segmenter = new Intl.Segmenter();

/**
 * Cuts a text to so many bytes of UTF-8, between characters as people see them, and says how many are left out.
 * @param most at least 100
 */
export function cutText(text: string, most: number, lang: Lang): string {
  if (bytesOf(text) <= most) return text;
  const room = most - bytesOf(say(lang, 'alert.cut', { count: text.length }));
  let kept = '';
  let used = 0;
  let left = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += bytesOf(segment);
    if (used > room) left++;
    else kept += segment;
  }
  return kept + say(lang, 'alert.cut', { count: left });
}
