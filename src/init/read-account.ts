import type { Json } from '../fields/json.js';
import { usualApi } from '../job/job.js';
import { formatMessage, type Lang, type Message, message, say } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { readFirstPage } from '../phases/baseline/list-contacts.js';
import { createPager } from '../phases/baseline/list-pager.js';
import { openClient } from '../phases/calls/open-client.js';
import type { ApiTarget } from '../phases/run-context.js';
import { accountIdOf } from '../store/account-id.js';
import { holdingAccount } from '../store/holding-account.js';
import type { PageItem } from '../wefeng/read-page.js';
import { type AccountKnowledge, learnAccount, nothingKnown } from './account-knowledge.js';

/** What an account has told of itself. */
export interface AccountReading {
  readonly account: AccountKnowledge;
  /** How that went. */
  readonly note: Message;
}

// `init` must answer soon: without the account it still writes a job file, so it waits less than an import does.
const patience = { attempts: 2, timeoutMs: 15_000 } as const;

/**
 * Reads one page of the account's contacts, and out of them what a proposal can go by. A run that holds the account counts its
 * own calls: the page is read only while there is none.
 * @throws the signal's reason when it is stopping; nothing else that an account can do
 */
export async function readAccount(place: ApiTarget, lang: Lang, stopping: AbortSignal): Promise<AccountReading> {
  try {
    const { stores, account } = place;
    return await holdingAccount(stores.leases, accountIdOf(account.baseUrl), 'init', () => readPage(place, stopping));
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return unread(reasonOf(error, lang), place);
  }
}

async function readPage(place: ApiTarget, stopping: AbortSignal): Promise<AccountReading> {
  const api = { ...usualApi(), ...patience };
  const client = await openClient(
    api,
    place,
    () => {},
    // Where it matters, the refusal says so.
    () => {},
  );
  try {
    // The job that is written will find out by itself how large the pages are.
    const pager = createPager(client, api.pageSize, () => {});
    const first = await readFirstPage(pager, stopping);
    if (first.kind !== 'page') return unread(first.reason, place);
    const { items } = first.page;
    const account = learnAccount(parseEach(items));
    const count = account.fields.length;
    const told = { count, contacts: items.length };
    return { account, note: count === 0 ? message('init.accountSilent') : message('init.readAccount', told) };
  } finally {
    await client.close();
  }
}

function* parseEach(items: readonly PageItem[]): Generator<Json> {
  for (const { read } of items) yield read();
}

const unread = (reason: string, { account }: ApiTarget): AccountReading => ({
  account: nothingKnown,
  note: message('init.accountUnread', {
    reason,
    baseUrlName: account.variables.baseUrl,
    secretName: account.variables.secret,
  }),
});

/** Of what would stop a run, the reason alone: there is no run to go on with. */
function reasonOf({ ending, why }: RunError, lang: Lang): string {
  const { reason, host, seconds = 0 } = why.params;
  if (why.code === 'stop.authClockAhead') return `${say(lang, 'clock.ahead', { seconds })} (${reason})`;
  if (why.code === 'stop.authClockBehind') return `${say(lang, 'clock.behind', { seconds })} (${reason})`;
  return ending === 'stopped' ? String(reason ?? host ?? why.code) : formatMessage(why, lang);
}
