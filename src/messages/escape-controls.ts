/**
 * A text with every control, formatting and line-breaking character written out, such as \u001b: names and values from
 * elsewhere must not move the cursor, reorder a line or begin another.
 */
export const escapeControls = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
