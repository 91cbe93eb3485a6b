import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMasked } from '../../src/messages/masked-words.js';
import { allTexts, type Code, type Message, message, type Params } from '../../src/messages/message.js';
import { anyText } from '../helpers/any-text.js';

const texts = Object.entries(allTexts);
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** What staff have written into a job file: the names of jobs, and of the columns that a job asks for. */
const isOfTheJob = (code: string, name: string) =>
  name === 'missing' || (code.startsWith('schedule.') && ['job', 'name'].includes(name));

/** A message whose every place is filled with one value, but for those of the job. */
function filled(code: string, value: string | number): Message {
  const names = namesIn(allTexts[code]?.en ?? '');
  const params: Params = Object.fromEntries(names.map((name) => [name, isOfTheJob(code, name) ? '…' : value]));
  return { code: code as Code, params };
}

/** A text of which every place is masked: a hidden count is no count, and its noun is in the plural. */
const bare = (text: string) => text.replace(/\{\w+(?:\|[^|]*\|([^|}]*))?\}/g, (_, plural?: string) => plural ?? '…');

describe('whatever a customer’s data may say, a masked message does not', () => {
  const canaries = [
    '张三丰',
    '13800138000',
    'wmDEMOkAGzqDfglqZcr_iuNLJYMG',
    'zhang.san@example.com',
    '/inbox/张三的客户.xlsx',
    '<@all>',
    '湖北省/武汉市',
    'a sentence of a server',
    '420106199001011234',
  ];

  test.each(texts)('%s', (code, { zh, en }) => {
    for (const canary of canaries) {
      expect(formatMasked(filled(code, canary), 'zh')).toBe(bare(zh));
      expect(formatMasked(filled(code, canary), 'en')).toBe(bare(en));
    }
  });

  test.each(texts)('%s, nor any number but a count or a place', (code, { en }) => {
    const words = formatMasked(filled(code, 13800138000), 'en');
    const holdsData = ['value', 'found', 'id', 'part', 'written', 'label', 'header', 'file', 'reason', 'options'];
    const kept = [...en.matchAll(/\{(\w+)\}/g)].filter(([, name = '']) => !holdsData.includes(name)).length;
    expect(words.split('13800138000').length - 1).toBeLessThanOrEqual(kept);
  });

  test('nor any text at all', () => {
    const code = fc.constantFrom('cell.phone', 'contact.absent', 'source.unmapped', 'drift.field', 'source.foreign');
    fc.assert(
      fc.property(code, anyText(40), (each, value) => {
        const param = each === 'source.foreign' ? 'file' : (namesIn(allTexts[each]?.en ?? '')[0] ?? '');
        const params = { [param]: value };
        expect(formatMasked({ code: each as Code, params }, 'en')).toBe(
          formatMasked({ code: each as Code, params: { [param]: '张三' } }, 'en'),
        );
      }),
    );
  });
});

describe('what the program itself has to say stays', () => {
  test.each<[string, Message, string]>([
    [
      'which runs are newer',
      message('run.isOvertaken', { runId: '20261121-020000-1a2b', count: 2, newest: '20261122-020000-3c4d' }),
      'nothing was sent: the data of 20261121-020000-1a2b is older, and 2 later runs of this job (the latest: 20261122-020000-3c4d) have been sent since. If the old data is no longer wanted, do not go on with it; to send it all the same, use apply or resume with --yes',
    ],
    [
      'a limit, and how to go on',
      message('limit.invalid', { count: 31, total: 300, limit: '10%', enough: '11%', runId: '20261122-020000-1a2b' }),
      '31 of 300 rows are invalid, over limits.invalid: 10%; nothing was sent. Correct the file; or, to import the others all the same, set limits.invalid to 11% or more in the job, then: apply 20261122-020000-1a2b',
    ],
    [
      'which variable is to be looked at',
      message('stop.auth', { reason: 'HTTP 401', variable: 'WEFENG_SHOP_2_SECRET' }),
      'the server refused the signature or the permission (HTTP 401); every row would fail alike. Check WEFENG_SHOP_2_SECRET and what the account may do, then resume',
    ],
    [
      'what is wrong with the disk',
      message('stop.disk', { reason: 'ENOSPC' }),
      'the disk takes no more, or does not give back what is on it (ENOSPC); stopped before the next call. Look at the room on the disk and at the disk itself, then go on',
    ],
    [
      'which run is damaged, and where it lies',
      message('run.damaged', { runId: '20261122-020000-1a2b', folder: '/srv/logs/vip/20261122-020000-1a2b' }),
      'the data of run 20261122-020000-1a2b is damaged: it is not used any more, and nothing more is sent from it. It lies in /srv/logs/vip/20261122-020000-1a2b',
    ],
    [
      'who holds the account',
      message('run.busy', {
        runId: '20261122-020000-1a2b',
        pid: 4711,
        host: 'import-1',
        since: '2026-11-22T02:00:00.000Z',
      }),
      'another run holds this account: 20261122-020000-1a2b (process 4711 on import-1, since 2026-11-22T02:00:00.000Z). Wait until it ends',
    ],
    [
      'the code of a refusal, and not its words',
      message('send.refused', { serverCode: '40029', serverMessage: '张三 is no friend' }),
      'the server refused this row (code 40029): …',
    ],
    [
      'the line of a file, and not its name',
      message('source.openQuote', { file: '/inbox/张三.csv', line: 12 }),
      '…: a quote that opens on line 12 is never closed; the file may be cut short. Close it, or export again',
    ],
    [
      'the rows of one contact',
      message('duplicate.rejected', { rows: '2, 3, …' }),
      'rows 2, 3, … are one contact. Keep one of them (or set duplicates in the job)',
    ],
  ])('%s', (_, what, words) => {
    expect(formatMasked(what, 'en')).toBe(words);
  });
});
