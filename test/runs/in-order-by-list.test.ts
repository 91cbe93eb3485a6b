import { expect, test } from 'vitest';
import { fullAccount, idOf } from '../helpers/account.js';
import { isNotThere, withManners } from '../helpers/crm.js';
import { setUpImport } from '../helpers/import.js';
import { readReport } from '../helpers/workspace.js';

test('rows of one contact go one after another also where it can only be read by the list, planned and applied', async () => {
  const { run, sandbox } = await setUpImport({
    account: fullAccount(2),
    header: ['id', 'remark'],
    rows: [
      [idOf(0), 'the first'],
      [idOf(0), 'the second'],
      [idOf(1), 'of another'],
    ],
    mapping: 'customFields: { 备注: remark }',
    more: 'api: { rate: { limit: 1000, per: 1s }, timeout: 2s, attempts: 2 }\nduplicates: in-order',
    interfere: withManners({ get: isNotThere }),
  });
  const { folder } = await run('plan', '<job>');
  expect(await run('apply', folder)).toMatchObject({ code: 0 });
  expect(readReport(folder).map(({ status }) => status)).toEqual(['updated', 'updated', 'updated']);
  const contents = sandbox.contact(idOf(0))?.customFields;
  expect(contents?.find(({ id }) => id === 9)?.content).toBe('the second');
});
