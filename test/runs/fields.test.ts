import { expect, test } from 'vitest';
import { describeContent, fullAccount, fullContact, idOf } from '../helpers/account.js';
import { countCalls, setUpImport } from '../helpers/import.js';
import { busiestWindow, staleCalls } from '../helpers/quota.js';
import { untilAtOnce } from '../helpers/until.js';
import { readSummary } from '../helpers/workspace.js';

// FULL=1 runs it at full size.
const [contacts, kills, limit] = process.env.FULL ? [5000, 6, 800] : [300, 3, 200];
const patienceMs = process.env.FULL ? 1_200_000 : 150_000;

test(
  `one custom field of twelve over ${contacts} contacts, through faults and ${kills} kills: the other eleven are as before, bit for bit`,
  async () => {
    const faults = { rateLimited: 0.001, serverError: 0.02, resetBefore: 0.02, resetAfter: 0.02, truncated: 0.02 };
    const api = `api: { rate: { limit: ${limit}, per: 1s }, concurrency: 48, timeout: 2s, attempts: 12 }`;
    const { sandbox, workspace, job, run } = await setUpImport({
      account: fullAccount(contacts),
      header: ['id', '备注'],
      rows: Array.from({ length: contacts }, (_, index) => [idOf(index), `新备注 ${index}`]),
      mapping: 'customFields: { 备注: 备注 }',
      more: api,
      options: { faults, rate: { limit, perMs: 1000 } },
    });
    for (let killed = 0; killed < kills; killed++) {
      const [folder] = workspace.runFolders();
      const running = workspace.start(folder ? ['resume', folder] : ['run', job]);
      const target = countCalls(sandbox, 'put') + Math.floor((contacts / 25) * (1 + 2 * Math.random()));
      await untilAtOnce(() => countCalls(sandbox, 'put') >= target);
      running.child.kill('SIGKILL');
      expect(await running.ended).toMatchObject({ code: null });
    }
    const [folder = '', ...others] = workspace.runFolders();
    const { code, stderr } = await workspace.runProcess(['resume', folder]);
    expect({ code, stderr, others }).toMatchObject({ code: 0, others: [] });
    expect(readSummary(folder).rows).toMatchObject({ total: contacts, updated: contacts });

    const wrong = Array.from({ length: contacts }, (_, index) => index).filter((index) => {
      const found = sandbox.contact(idOf(index));
      return !found || describeContent(found) !== describeContent(fullContact(index), `新备注 ${index}`);
    });
    expect(wrong).toEqual([]);
    expect(busiestWindow(sandbox.calls, 1000)).toBeLessThanOrEqual(limit);
    expect(staleCalls(sandbox.calls)).toEqual([]);

    // Once more, and nothing is left to send.
    sandbox.setFaults({});
    const puts = countCalls(sandbox, 'put');
    const again = await run('run', '<job>');
    expect(again).toMatchObject({
      code: 0,
      summary: { rows: { unchanged: contacts }, calls: { put: 0, get: 0, list: Math.ceil(contacts / 1000) } },
    });
    expect(countCalls(sandbox, 'put')).toBe(puts);
  },
  patienceMs,
);
