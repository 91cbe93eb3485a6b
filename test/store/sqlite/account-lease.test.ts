import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { createAccountLease } from '../../../src/store/sqlite/account-lease.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';
import { declareAccountLeaseTests } from '../contract/account-lease-contract.js';

const built = pathToFileURL(join(import.meta.dirname, '../../../dist/store/sqlite/account-lease.js')).href;

const code = `
  import { createAccountLease } from '${built}';
  const [, logDir, accountId, runId] = process.argv;
  const held = await createAccountLease(logDir).take(accountId, runId);
  console.log(Object.keys(held).join());
  setInterval(() => held, 1000);`;

declareAccountLeaseTests(async () => {
  const logDir = makeTempFolder();
  return {
    leases: createAccountLease(logDir),
    async takeElsewhere(accountId, runId) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', code, logDir, accountId, runId]);
      const ended = once(child, 'close');
      onTestFinished(() => void child.kill('SIGKILL'));
      const [said] = await once(child.stdout, 'data');
      if (String(said) !== 'release\n') throw new Error(`not taken: ${said}`);
      return async () => {
        child.kill('SIGKILL');
        await ended;
      };
    },
  };
});
