import { expect, test } from 'vitest';
import { fullAccount, fullContact, idOf } from '../helpers/account.js';
import { edit } from '../helpers/crm.js';
import { setUpImport } from '../helpers/import.js';
import { noFaketime, setWallClock } from '../helpers/wall-clock.js';
import { readReport } from '../helpers/workspace.js';

test.for([-3600, 3600])(
  'a plan that is applied when the clock was set by %i s overwrites nobody: each contact is read again',
  async (seconds, { skip }) => {
    const clock = setWallClock(seconds) ?? skip(noFaketime);
    const { run, workspace, sandbox } = await setUpImport({
      account: fullAccount(4),
      header: ['id', '备注'],
      mapping: 'customFields: { 备注: 备注 }',
      rows: [0, 1, 2, 3].map((index) => [idOf(index), '我们的']),
    });
    const { summary, folder } = await run('plan', '<job>');
    for (let index = 0; index < 4; index++) sandbox.setContact(edit(fullContact(index), 9, '同事刚写的'));
    // The server's clock is set as well: it takes the signatures.
    sandbox.setFaults({ clockSkewSeconds: seconds });
    expect(await workspace.runProcess(['apply', summary.runId, '--yes'], clock)).toMatchObject({ code: 2 });
    expect(readReport(folder).map(({ status }) => status)).toEqual(Array(4).fill('drifted'));
    for (let index = 0; index < 4; index++) {
      expect(sandbox.contact(idOf(index))).toEqual(edit(fullContact(index), 9, '同事刚写的'));
    }
  },
);
