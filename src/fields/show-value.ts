/** A value as a message shows it: on one line, at most `max` characters, what cannot be seen written as \u and its number. */
export function showValue(text: string, max = 60): string {
  const characters = [...text.slice(0, max * 2)];
  const shown = characters.slice(0, max).join('');
  return shown.replace(invisible, escapeCharacter) + (characters.length > max || text.length > max * 2 ? '…' : '');
}

// Control and format characters (bidi overrides and zero-width ones among them), line and paragraph separators.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const escapeCharacter = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
