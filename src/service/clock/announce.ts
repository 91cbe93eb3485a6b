import type { Message } from '../../messages/message.js';
import type { Detail } from '../../messages/run-error.js';

/** What it is about that is told; neither is anything of a customer. */
export interface About {
  readonly job?: string;
  readonly run?: string;
  /** What the log says of why. */
  readonly code?: string;
  /** What is wrong with a job file, place by place. */
  readonly details?: readonly Detail[];
}

/** Says what the service does, to whoever looks and to its log. */
export type Announce = (level: 'info' | 'warn' | 'error', what: Message, about?: About) => void;
