import type { Client } from '../api/client.js';
import type { Problem, RowStatus } from '../contact/row.js';
import type { Message, RowCode } from '../messages/message.js';
import type { ContactReader } from './contact-reader.js';
import type { Journal } from './journal.js';
import type { PlanRow } from './plan-row.js';
import type { RunStore } from './run-store.js';

/** What a row is sent with. */
export interface SendTools {
  readonly store: RunStore;
  readonly journal: Journal;
  readonly client: Client;
  readonly reader: ContactReader;
  readonly planRow: PlanRow;
  /** A custom field as the account calls it, by its fieldCode. */
  readonly nameOf: (fieldCode: string) => string;
  /** What was read of a contact before this moment (ms) is too old to send by. */
  readonly freshSince: () => number;
  readonly now: () => string;
}

/** How a row ends. */
export type Ending = { readonly status: RowStatus; readonly problems: readonly Problem[]; readonly attempts: number };

/** The end of a row for one reason, with no attempt counted yet. */
export const unsent = (status: RowStatus, reason: Message<RowCode>): Ending => ({
  status,
  problems: [{ column: null, reason }],
  attempts: 0,
});
