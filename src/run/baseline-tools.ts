import type { Client } from '../api/client.js';
import type { FieldCollector } from '../contact/account-fields.js';
import type { Job } from '../job/job.js';
import type { Message } from '../messages/message.js';
import type { Journal } from './journal.js';
import type { Pager } from './list-pager.js';
import type { OnProgress } from './progress.js';
import type { RunStore } from './run-store.js';

/** What the baseline phase works with. */
export interface BaselineTools {
  readonly job: Job;
  readonly store: RunStore;
  readonly journal: Journal;
  readonly client: Client;
  readonly pager: Pager;
  /** Gathers the fields of the account. */
  readonly fields: FieldCollector;
  readonly onProgress: OnProgress;
  /** Says which way is taken, and why. */
  readonly onNote: (note: Message) => void;
}
