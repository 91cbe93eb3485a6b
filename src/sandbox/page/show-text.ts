const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const LONGEST = 300;

// Marks of direction and control characters: unseen, they let a value look like another one.
const UNSEEN = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** Takes any text; gives it safe to stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * Takes a text from outside; gives HTML that shows it and nothing else: its direction ends with it, unseen characters
 * are named, and past 300 characters it says how long it is.
 */
export function showText(text: string): string {
  const characters = text.length > LONGEST ? [...text] : [];
  const rest = characters.length > LONGEST ? `<small>…（共 ${characters.length.toLocaleString('en')} 字）</small>` : '';
  const shown = rest ? characters.slice(0, LONGEST).join('') : text;
  return `<bdi>${escapeHtml(shown).replace(UNSEEN, nameUnseen)}</bdi>${rest}`;
}

/** Takes an English text of our own; gives it as the smaller one that stands beside the Chinese. */
export function inEnglish(text: string): string {
  return `<small lang="en">${text}</small>`;
}

function nameUnseen(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `<span class="unseen">U+${code}</span>`;
}
