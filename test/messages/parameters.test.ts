import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAnnounce } from '../../src/commands/words/service-words.js';
import { openLog } from '../../src/log.js';
import { formatMasked } from '../../src/messages/masked-words.js';
import { allTexts, type Code, type Message } from '../../src/messages/message.js';
import { declarationOf } from '../../src/messages/parameters.js';
import { toEvent } from '../../src/service/log/event.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const texts = Object.entries(allTexts);
const namesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))];
const isCustomer = (code: string, name: string) => declarationOf(code, name).mayBeCustomer === true;

const canaries = ['张三丰', '13800138000', 'wmDEMOkAGzqDfglqZcr_iuNLJYMG', 'zhang.san@example.com', 13_800_138_000];

/** A message whose every parameter that may hold customer data has one value. */
function customerMessage(code: string, value: string | number): Message {
  const names = namesIn(allTexts[code]?.en ?? '').filter((name) => isCustomer(code, name));
  return { code: code as Code, params: Object.fromEntries(names.map((name) => [name, value])) };
}

describe('what may be customer data is in no log', () => {
  test.each(texts)('%s: not in the log of the service', (code) => {
    for (const canary of canaries) {
      const { params } = customerMessage(code, canary);
      expect(toEvent('info', code, params)).toEqual({ level: 'info', message: code });
    }
  });

  test('nor when the service announces it', () => {
    const written: unknown[] = [];
    const note = (code: string, fields: object = {}) => written.push(toEvent('info', code, fields));
    const log = { info: note, warn: note, error: note, close: async () => {} };
    const terminal = { lang: 'en' as const, note: () => {} } as unknown as Parameters<typeof createAnnounce>[0];
    const announce = createAnnounce(terminal, log);
    for (const [code] of texts) for (const canary of canaries) announce('info', customerMessage(code, canary));
    expect(written).toHaveLength(texts.length * canaries.length);
    for (const canary of canaries) expect(JSON.stringify(written)).not.toContain(String(canary));
  });

  test('nor in the log of a run', async () => {
    const folder = makeTempFolder();
    const log = openLog(folder, {});
    for (const [code] of texts) for (const canary of canaries) log.info(code, customerMessage(code, canary).params);
    log.info('end', { rows: 3, state: 'completed' });
    await log.close();
    const text = readFileSync(join(folder, 'run.log'), 'utf8');
    for (const canary of canaries) expect(text).not.toContain(String(canary));
    expect(text).toContain('"rows":3');
  });

  test.each(texts)('%s: nor in masked words', (code) => {
    for (const canary of canaries) {
      const words = formatMasked(customerMessage(code, canary), 'en');
      expect(words).toBe(formatMasked(customerMessage(code, ''), 'en'));
    }
  });
});

test('a name that nobody has declared is customer data, whatever it is called', () => {
  for (const name of ['brandNew', 'constructor', 'toString', '__proto__']) {
    expect(isCustomer('cell.phone', name)).toBe(true);
    expect(toEvent('info', 'cell.phone', { [name]: '张三' })).toEqual({ level: 'info', message: 'cell.phone' });
  }
});

test('what a cell, an id, a label or a server says is customer data', () => {
  const places = ['cell.phone value', 'contact.absent id', 'send.refused serverMessage', 'drift.field planned'];
  const more = ['source.missing file', 'drift.field found', 'stop.redirect host', 'cell.unknownLabel part'];
  for (const [code = '', name = ''] of [...places, ...more].map((place) => place.split(' '))) {
    expect([code, name, isCustomer(code, name)]).toEqual([code, name, true]);
  }
});
