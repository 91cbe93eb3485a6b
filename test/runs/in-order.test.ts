import { describe, expect, test } from 'vitest';
import { fullAccount, fullContact, idOf } from '../helpers/account.js';
import { answerWith, edit, hangUp, refusal, withManners } from '../helpers/crm.js';
import { countCalls, setUpImport } from '../helpers/import.js';
import type { Interfere } from '../helpers/proxy.js';
import { readReport } from '../helpers/workspace.js';

const more = `
duplicates: in-order
api: { rate: { limit: 1000, per: 1s }, timeout: 3s, attempts: 1 }`;
const setUp = (rows: string[][], put?: Interfere) =>
  setUpImport({
    account: fullAccount(3),
    header: ['id', '职位', '备注'],
    rows,
    more,
    mapping: 'fields: { position: 职位 }\ncustomFields: { 备注: 备注 }',
    ...(put ? { interfere: withManners({ put }) } : {}),
  });

const statusesOf = (folder: string) => readReport(folder).map(({ status, code }) => `${status} ${code}`.trim());

describe('of several rows of one contact in order', () => {
  test.each([
    ['was applied', true],
    ['was lost on its way', false],
  ])('none is sent after one that %s without an answer, while a colleague edited the contact', async (_, isApplied) => {
    const rows = [
      [idOf(0), '', '第一'],
      [idOf(0), '总监', '第二'],
    ];
    const put: Interfere = (...call) => {
      const contact = isApplied ? sandbox.contact(idOf(0)) : undefined;
      sandbox.setContact(edit(contact ?? fullContact(0), 12, '同事刚写的'));
      return hangUp(...call);
    };
    const { run, sandbox } = await setUp(rows, put);
    const { code, folder } = await run('run', '<job>');
    expect(code).toBe(2);
    expect(statusesOf(folder)).toEqual(['drifted drift.afterSending', 'failed duplicate.earlierUnknown']);
    expect(countCalls(sandbox, 'put')).toBe(1);
    const left = isApplied ? edit(fullContact(0), 9, '第一') : fullContact(0);
    expect(sandbox.contact(idOf(0))).toEqual(edit(left, 12, '同事刚写的'));
  });

  test('one that asks for the same as the one before is sent, where the server refused that one', async () => {
    let puts = 0;
    const put: Interfere = (...call) => {
      if (++puts > 1) return null;
      sandbox.setContact(fullContact(0));
      return answerWith(200, refusal(400))(...call);
    };
    const { run, sandbox } = await setUp([rowOf('一样'), rowOf('一样')], put);
    const { code, folder } = await run('run', '<job>');
    expect(code).toBe(2);
    // Imported again, it would overwrite the row after it, and says so.
    expect(statusesOf(folder)).toEqual(['failed send.refused; row.laterWritten', 'updated']);
    expect(countCalls(sandbox, 'put')).toBe(2);
    expect(sandbox.contact(idOf(0))).toEqual(edit(fullContact(0), 9, '一样'));
  });

  test('fifteen hundred are planned, each on the one before', async () => {
    const { run } = await setUp(Array.from({ length: 1500 }, (_, step) => rowOf(`第 ${step}`)));
    const { code, summary, folder } = await run('plan', '<job>');
    expect({ code, rows: summary.rows, toSend: summary.plan?.toSend }).toMatchObject({
      code: 0,
      rows: { total: 1500, pending: 1500 },
      toSend: 1500,
    });
    expect(readReport(folder).at(-1)?.changes).toBe('备注: 第 1498 → 第 1499');
  });
});

const rowOf = (note: string): string[] => [idOf(0), '', note];
