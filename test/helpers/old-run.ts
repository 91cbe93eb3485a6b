import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { SandboxAccount, StoredContact } from '../../src/sandbox/account/account.js';
import { parseJson } from '../../src/sandbox/json.js';
import { accountIdOf } from '../../src/store/account-id.js';
import { changeRun } from './damage.js';

/** A run that a program of store version 4 has made: see test/fixtures/README.md. */
interface OldRun {
  readonly folder: string;
  /** run.db, in base64. */
  readonly database: string;
  readonly report: string;
  readonly failed: string;
  readonly summary: string;
  /** What the account held when it ended, as JSON. */
  readonly contacts: string;
}

const fixture = join(import.meta.dirname, '../fixtures/v4/runs.json.gz');
const { account, ...runs }: { account: string } & Record<'completed' | 'stopped', OldRun> = JSON.parse(
  gunzipSync(readFileSync(fixture)).toString(),
);

export type OldName = keyof typeof runs;

/** The account before the run. */
export const accountBefore = (): SandboxAccount => parseJson(account) as SandboxAccount;

/** The account when the run had ended. */
export const accountAfter = (name: OldName): SandboxAccount => ({
  ...accountBefore(),
  contacts: parseJson(runs[name].contacts) as StoredContact[],
});

/**
 * Lays an old run into a log folder; gives its folder.
 * @param baseUrl where its account is to be taken to have been; null to leave the run as it is
 */
export function layOldRun(name: OldName, logDir: string, baseUrl: string | null): string {
  const folder = join(logDir, 'v4', basename(runs[name].folder));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.db'), Buffer.from(runs[name].database, 'base64'));
  // Its call in doubt is waited for until its deadline.
  const changes = `'$.accountId', '${accountIdOf(baseUrl ?? '')}', '$.jobFile.api.timeout', '2s'`;
  if (baseUrl !== null) changeRun(folder, `UPDATE run SET record = json_set(record, ${changes})`);
  return folder;
}

/** The reports that the old program has made of it, as if it had lain in this folder. */
export function oldReports(name: OldName, folder: string) {
  const { report, failed, summary, folder: was } = runs[name];
  return { 'report.csv': report, 'failed.csv': failed, 'summary.json': summary.replaceAll(was, folder) };
}

/** What the contacts of an account hold, but for what is blank. */
export const contentsOf = (contacts: readonly StoredContact[]): string[] =>
  contacts.map(({ externalUserId, mobile, customFields }) => {
    const filled = customFields.filter(({ content }) => content !== null && content !== undefined);
    const contents = filled.map(({ fieldCode, content }) => `${fieldCode}=${String(content)}`).toSorted();
    return [externalUserId, mobile, ...contents].join(' ');
  });
