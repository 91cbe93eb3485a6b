import { describe, expect, test } from 'vitest';
import { createDateWriter } from '../../../src/source/xlsx/sheet-date.js';

const [first, thirteenth] = [Date.UTC(2024, 1, 1), Date.UTC(2024, 1, 13)];
const spell = (ms: number, ...spellings: string[]) => createDateWriter(spellings)(ms, false);

describe('a date of a sheet, where its column takes several spellings', () => {
  test('is written in the first', () => {
    expect(spell(first, 'yyyy/M/d', 'd/M/yyyy')).toBe('2024/2/1');
    expect(spell(first, 'd/M/yyyy', 'yyyy/M/d')).toBe('1/2/2024');
  });

  test('but in none that another of them would read as another day', () => {
    expect(spell(first, 'd/M/yyyy', 'M/d/yyyy', 'yyyy年M月d日')).toBe('2024年2月1日');
    expect(spell(thirteenth, 'd/M/yyyy', 'M/d/yyyy', 'yyyy年M月d日')).toBe('13/2/2024');
  });

  test('and plainly, where there is no other', () => {
    expect(spell(first, 'd/M/yyyy', 'M/d/yyyy')).toBe('2024-02-01');
  });
});
