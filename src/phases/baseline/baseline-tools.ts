import type { FieldCollector } from '../../contact/account-fields.js';
import type { Job } from '../../job/job.js';
import type { Message } from '../../messages/message.js';
import type { RunStore } from '../../store/run-store.js';
import type { Client } from '../../wefeng/client.js';
import type { Journal } from '../calls/journal.js';
import type { OnProgress } from '../progress.js';
import type { Pager } from './list-pager.js';

/** What the baseline phase works with. */
export interface BaselineTools {
  readonly job: Job;
  readonly store: RunStore;
  readonly journal: Journal;
  readonly client: Client;
  readonly pager: Pager;
  /** The clock of the run: by it readings are judged, in ms. */
  readonly clock: () => number;
  /** Gathers the fields of the account. */
  readonly fields: FieldCollector;
  readonly onProgress: OnProgress;
  /** Says which way is taken, and why. */
  readonly onNote: (note: Message) => void;
}
