import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { soundText } from '../../src/fields/damage.js';
import { fillPattern, readFormatCode } from '../../src/source/xlsx/number-format.js';
import { spellFilled, spellNumber, spellPercent } from '../../src/source/xlsx/number-text.js';
import { createDateWriter, spellElapsed, spellIso, spellSerial } from '../../src/source/xlsx/sheet-date.js';
import { createTextSpool } from '../../src/source/xlsx/text-spool.js';
import { unescapeText } from '../../src/source/xlsx/unescape-text.js';
import { cpuMsOf } from '../helpers/cpu-time.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const isRefused = (text: string) => !v.safeParse(soundText, text).success;

/** Digits and a point, as a person would write the number `digits` × 10^-`decimals`. */
function writeDecimal(digits: bigint, decimals: number): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(decimals + 1, '0');
  const [whole, part] = [text.slice(0, text.length - decimals), text.slice(text.length - decimals).replace(/0+$/, '')];
  return `${digits === 0n ? '' : sign}${whole}${part === '' ? '' : `.${part}`}`;
}

const upTo = (count: number) => fc.bigInt({ min: 1n - 10n ** BigInt(count), max: 10n ** BigInt(count) - 1n });

describe('a number', () => {
  test('of up to 15 digits comes out as it was typed, however it is stored', () => {
    const typed = fc.tuple(upTo(15), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(typed, ([digits, decimals]) => {
        const value = Number(`${digits}e-${decimals}`);
        // As libraries, Excel and LibreOffice write it.
        const stored = [String(value), value.toPrecision(17), value.toPrecision(15), value.toExponential()];
        for (const text of stored) expect(spellNumber(text)).toBe(writeDecimal(digits, decimals));
      }),
    );
  });

  test('that a computation has left a little beside what it should be comes out as it should be', () => {
    expect(spellNumber(String(0.1 + 0.2))).toBe('0.3');
    expect(spellNumber(String(1.1 * 1.1))).toBe('1.21');
    expect(spellNumber(String(4.35 * 100))).toBe('435');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 4 }), (a, b) => {
        expect(spellNumber(String((a / 100) * (b / 10)))).toBe(writeDecimal(BigInt(a) * BigInt(b), 3));
      }),
    );
  });

  test('of which digits are lost, or never end, is one that no field takes', () => {
    for (const value of [1 / 3, 2 / 3, Math.PI, 1e15, Number('110101199001011234'), -(2 ** 53), 1e300, 5e-324]) {
      const text = spellNumber(String(value)) ?? '';
      expect(text.includes('E') ? isRefused(text) : Number(text) === value).toBe(true);
    }
    expect(spellNumber('110101199001011234')).toBe('1.1010119900101123E+17');
    expect(spellNumber('1E+15')).toBe('1E+15');
    expect(spellNumber('999999999999999')).toBe('999999999999999');
    expect(spellNumber(String(1 / 3))).toBe('3.333333333333333E-01');
  });

  test('is either refused or the same number, to 13 digits and more', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = spellNumber(String(value)) ?? 'null';
        expect(text.includes('E') && !isRefused(text)).toBe(false);
        if (text.includes('E')) return;
        expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-13);
        expect(spellNumber(text)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('is none where the text is none', () => {
    for (const text of [
      '',
      '-',
      '.',
      'e5',
      '1e',
      '1,5',
      '１２',
      '1 ',
      ' 1',
      '0x1',
      'NaN',
      'Infinity',
      '1e999',
      '1_0',
    ]) {
      expect(spellNumber(text)).toBe(null);
    }
  });

  test('that is as long as a part may be, and none, is found out at once', () => {
    const ms = cpuMsOf(() => {
      for (const text of ['1'.repeat(1e6), `1.${'1'.repeat(1e6)}`, `1e${'1'.repeat(1e6)}`]) {
        expect(spellNumber(`${text}x`)).toBe(null);
      }
    });
    expect(ms).toBeLessThan(1000);
  });

  test('of a percentage is moved by two places, exactly', () => {
    fc.assert(
      fc.property(upTo(13), fc.integer({ min: 2, max: 12 }), (digits, decimals) => {
        expect(spellPercent(writeDecimal(digits, decimals))).toBe(`${writeDecimal(digits, decimals - 2)}%`);
      }),
    );
    expect(spellPercent('7')).toBe('700%');
    expect(spellPercent('3.333333333333333E-01')).toBe('3.333333333333333E-01');
  });
});

describe('zeros in front', () => {
  test('fill a whole number up, and keep all of its digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 2, max: 20 }), (value, zeros) => {
        expect(spellFilled(String(value), '0'.repeat(zeros))).toBe(String(value).padStart(zeros, '0'));
      }),
    );
  });

  test('stand around what the pattern has among them', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.string({ unit: fc.constantFrom('0', '-', '\\人', ' ', '/'), minLength: 1 }),
        (value, pattern) => {
          fc.pre(pattern.includes('0'));
          const zeros = pattern.split('0').length - 1;
          const text = fillPattern(pattern, String(value));
          expect(text.replace(/\D/g, '')).toBe(String(value).padStart(zeros, '0'));
          expect(text.replace(/\d/g, '')).toBe(pattern.replace(/[0\\]/g, ''));
        },
      ),
    );
  });
});

describe('the code of a format', () => {
  const literal = fc.constantFrom('"年"', '"day"', '\\d', '_)', '* ', ' ', '/', '-', ':', '[$-804]', '[Red]');
  const codeOf = (...tokens: string[]) =>
    fc
      .tuple(fc.array(literal, { maxLength: 3 }), fc.constantFrom(...tokens), fc.array(literal, { maxLength: 3 }))
      .map(([before, token, after]) => [...before, token, ...after].join(''));

  test('is of a day, where it shows a part of one', () => {
    fc.assert(
      fc.property(codeOf('yyyy', 'yy', 'mmm', 'm', 'dd', 'd', 'dddd', 'aaaa', 'e', 'yyyymmdd', 'M', 'D'), (code) => {
        expect(readFormatCode(`${code};@`)).toEqual({ kind: 'moment', hasTime: false });
      }),
    );
  });

  test('is of a time, where it shows hours or seconds', () => {
    fc.assert(
      fc.property(codeOf('h', 'hh:mm', 'ss', 'yyyy/m/d h:mm', 'h:mm AM/PM', '上午/下午h', 'mm:ss.0', 'H'), (code) => {
        expect(readFormatCode(`${code};@`)).toEqual({ kind: 'moment', hasTime: true });
      }),
    );
  });

  test('is of a number, where it shows digits, whatever is written out beside them', () => {
    const numbers = ['0', '0.00', '#,##0', '# ?/?', '0.0E+00', '##0.0E+0', '@', '0!.0,', 'General', '#,##0.00 USD'];
    fc.assert(
      fc.property(codeOf(...numbers), (code) => {
        expect(readFormatCode(`${code};yyyy`).kind).toMatch(/^(?:plain|filled)$/);
      }),
    );
  });

  test.each([
    ['[h]:mm', 'elapsed'],
    ['[mm]:ss', 'elapsed'],
    ['[$-409]m/d/yy h:mm AM/PM;@', 'moment'],
    ['[DBNum1][$-804]yyyy"年"m"月"', 'moment'],
    ['0.00%', 'percent'],
    ['0"%"', 'plain'],
    ['0\\%', 'plain'],
    ['G/標準', 'plain'],
    ['G/通用格式', 'plain'],
    ['Standard', 'plain'],
    ['General', 'plain'],
    ['[<=9999999]000-0000;(000) 000-0000', 'plain'],
    ['0', 'plain'],
    ['00', 'filled'],
    ['0-0', 'filled'],
    ['', 'plain'],
    [';;;', 'plain'],
    ['"', 'plain'],
    ['[', 'plain'],
    ['\\', 'plain'],
  ])('%j is %s', (code, kind) => {
    expect(readFormatCode(code).kind).toBe(kind);
  });
});

const plain = createDateWriter([]);

describe('a day', () => {
  /** Year, month and day of a number of days since 1970, by the rules of the calendar alone. */
  function civil(days: number): string {
    let year = 1970;
    let rest = days;
    const isLeap = () => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const length = () => (isLeap() ? 366 : 365);
    const cycles = Math.floor(rest / 146_097);
    year += cycles * 400;
    rest -= cycles * 146_097;
    for (; rest >= length(); year++) rest -= length();
    const months = [31, isLeap() ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = 0;
    for (; rest >= (months[month] ?? 31); month++) rest -= months[month] ?? 31;
    return [String(year).padStart(4, '0'), ...[month + 1, rest + 1].map((n) => String(n).padStart(2, '0'))].join('-');
  }

  test('is the right one from March 1900 to the last of 9999, in either system', () => {
    const wrong: number[] = [];
    for (let serial = 61; serial <= 2_958_465; serial += 89) {
      if (spellSerial(serial, false, false, plain) !== civil(serial - 25_569)) wrong.push(serial);
    }
    for (let serial = 0; serial <= 2_957_003; serial += 97) {
      if (spellSerial(serial, true, false, plain) !== civil(serial - 24_107)) wrong.push(-serial);
    }
    expect(wrong).toEqual([]);
  });

  test.each<[serial: number, from1904: boolean, text: string]>([
    [0, false, '########'],
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, '1900-02-29'],
    [61, false, '1900-03-01'],
    [36_585, false, '2000-02-29'],
    [73_110, false, '2100-03-01'],
    [2_958_465, false, '9999-12-31'],
    [2_958_465.999999999, false, '########'],
    [2_958_466, false, '########'],
    [-1, false, '########'],
    [-0.000001, false, '########'],
    [0, true, '1904-01-01'],
    [2_957_003, true, '9999-12-31'],
    [2_957_004, true, '########'],
  ])('%d (1904: %s) is %s', (serial, from1904, text) => {
    expect(spellSerial(serial, from1904, false, plain)).toBe(text);
  });

  test('that there never was is in no field: the 29 February 1900 is no date', () => {
    expect(spellSerial(60.5, false, true, createDateWriter(['yyyy/M/d H:mm']))).toBe('1900-02-29 12:00:00');
  });

  test('has its time to the second, from 15 digits on', () => {
    const seconds = fc.integer({ min: 0, max: 86_399 });
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), seconds, (days, second) => {
        const stored = Number((days + second / 86_400).toPrecision(15));
        const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
        const time = clock.map((part) => String(part).padStart(2, '0')).join(':');
        expect(spellSerial(stored, false, true, plain)).toBe(`${civil(days - 25_569)} ${time}`);
      }),
    );
  });

  test('in a spelling of the job says the same day, or is not written so', () => {
    const formats = ['yyyy/M/d', "yyyy'年'M'月'd'日'", 'dd.MM.yyyy', 'MMM d, yyyy', 'yy/M/d'];
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 60_000 }), fc.constantFrom(...formats), (days, format) => {
        const usual = civil(days - 25_569);
        const text = spellSerial(days, false, false, createDateWriter([format]));
        if (format === 'yy/M/d') expect([usual, usual.slice(2).replace(/-0?/g, '/')]).toContain(text);
        else expect(text.match(/\d+/g)?.map(Number).toSorted()).toContain(Number(usual.slice(8)));
      }),
    );
    expect(spellSerial(45_351, false, false, createDateWriter(['yyyy/M/d']))).toBe('2024/2/29');
    expect(spellSerial(7000, false, false, createDateWriter(['yy/M/d']))).toBe('1919-03-01');
  });

  test('of ISO 8601 is read as what it says', () => {
    expect(spellIso('2024-02-29', false, plain)).toBe('2024-02-29');
    expect(spellIso('2024-02-29T00:00:00Z', false, plain)).toBe('2024-02-29');
    expect(spellIso('2024-02-29T00:00:00', true, plain)).toBe('2024-02-29 00:00:00');
    expect(spellIso('2024-02-29T12:00:00.5', false, plain)).toBe('2024-02-29 12:00:00.500');
    for (const text of ['2023-02-29', '2024-2-29', '20240229', '2024-02-29T25:00:00', '2024', '', 'x'.repeat(1e6)]) {
      expect(spellIso(text, false, plain)).toBe(null);
    }
  });
});

test('hours go on beyond a day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400 * 1000 }), (seconds) => {
      const [hours = '', minutes, rest] = spellElapsed(Number((seconds / 86_400).toPrecision(15))).split(':');
      expect(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest)).toBe(seconds);
      expect(hours.length).toBeGreaterThanOrEqual(2);
    }),
  );
});

describe('an escaped text', () => {
  // What Excel escapes: what XML does not take, and what would be taken for an escape.
  const escapeText = (text: string) =>
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (sign) => {
        return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
      });

  test('comes back as it was', () => {
    const unit = fc.oneof(fc.constantFrom('_', 'x', '_x000D_', '0', 'D', 'a', '\r', '\u0000', '中'), fc.string());
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join('');
        expect(unescapeText(escapeText(text))).toBe(text);
      }),
    );
  });
});

describe('texts on the disk', () => {
  const long = fc.tuple(fc.constantFrom('a', '中', '🧾', 'é'), fc.integer({ min: 0, max: 70_000 }));
  const anyText = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    long.map(([sign, times]) => sign.repeat(times)),
  );

  test('come back by their number, in any order, while more are added', () => {
    const steps = fc.array(fc.oneof(anyText, fc.nat({ max: 40 })), { maxLength: 60 });
    const folder = makeTempFolder();
    fc.assert(
      fc.property(steps, (list) => {
        const spool = createTextSpool(folder);
        const texts: string[] = [];
        for (const step of list) {
          if (typeof step === 'number') expect(spool.get(step)).toBe(texts[step] ?? null);
          else {
            spool.add(step);
            texts.push(step);
          }
        }
        expect(texts.map((_, index) => spool.get(index))).toEqual(texts);
        expect(spool.get(texts.length)).toBe(null);
        spool.close();
      }),
      { numRuns: 60 },
    );
  });

  test('stop the run where the disk takes no more, which is no fault of the workbook', () => {
    const folder = makeTempFolder();
    symlinkSync('/dev/full', join(folder, 'texts.tmp'));
    const spool = createTextSpool(folder);
    const fill = () => spool.add('x'.repeat(100_000));
    expect(fill).toThrow(
      expect.objectContaining({ ending: 'stopped', why: expect.objectContaining({ code: 'stop.disk' }) }),
    );
    spool.close();
  });

  test('come back when there are more than fit into memory', () => {
    const spool = createTextSpool(makeTempFolder());
    const textOf = (index: number) => `${index}:`.repeat(6000 + (index % 7));
    const count = 1500;
    for (let index = 0; index < count; index++) spool.add(textOf(index));
    const order = Array.from({ length: count }, (_, index) => (index * 577) % count);
    expect(order.filter((index) => spool.get(index) !== textOf(index))).toEqual([]);
    spool.close();
  });
});
