import type { CellFormat } from '../fields/cell-format.js';
import type { StandardFieldName } from '../fields/field.js';
import { foldLabel } from '../fields/label.js';

type Meaning = string | number;

// Each meaning, and the words that have no other.
const meanings: Partial<Record<StandardFieldName, readonly (readonly [Meaning, string])[]>> = {
  gender: [
    [1, '1 男 男性 男士 先生 m male man'],
    [2, '2 女 女性 女士 f female woman'],
    [0, '0 未知 不详 保密 未设置 未填写 unknown unspecified'],
  ],
  wxUserFlag: [
    ['YES', 'yes y 是 有 true 1 √ ✓'],
    ['NO', 'no n 否 无 没有 不是 false 0 × ✗'],
  ],
};

/** `values` for the words that were found and are known; undefined where the API takes all of them as they are. */
export function translateWords(field: StandardFieldName, texts: readonly string[]): CellFormat['values'] {
  const found = (meanings[field] ?? []).flatMap(([meaning, words]) => {
    const known = words.split(' ');
    const spelled = [...new Set(texts)].filter((text) => known.includes(foldLabel(text)));
    return spelled.map((text) => [text, meaning] as const);
  });
  return found.every(([text, meaning]) => text === String(meaning)) ? undefined : new Map(found);
}

/** Whether a column of genders has 0 and nothing for women: then 0 may stand for them, or for unknown as in the API. */
export const isGenderUnsure = (texts: readonly string[]): boolean =>
  texts.includes('0') && !texts.some((text) => text === '2' || /女|^f|woman/i.test(text));
