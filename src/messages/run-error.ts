import { formatMessage, type Lang, type Message } from './message.js';

/** How a run ended early: refused before any call, stopped but resumable, or another run holds the account. */
export type Ending = 'refused' | 'stopped' | 'busy';

/** One of several things that are wrong, and the place: a file and its line, a column. */
export interface Detail {
  readonly where: string;
  readonly why: Message;
}

/** A problem of the whole run. Problems of a row are data, and never thrown. */
export class RunError extends Error {
  override readonly name = 'RunError';
  readonly ending: Ending;
  readonly why: Message;
  readonly details: readonly Detail[];
  /** The language of the job, where the job was read far enough to know it. */
  readonly lang: Lang | null;

  constructor(ending: Ending, why: Message, details: readonly Detail[] = [], lang: Lang | null = null) {
    super(formatMessage(why, 'en'));
    this.ending = ending;
    this.why = why;
    this.details = details;
    this.lang = lang;
  }
}

/** The input cannot be accepted; no call has been made. */
export const refuse = (why: Message, details: readonly Detail[] = []): RunError =>
  new RunError('refused', why, details);

/** Going on would do no good, or harm; what is not settled can be resumed. */
export const stop = (why: Message): RunError => new RunError('stopped', why);
