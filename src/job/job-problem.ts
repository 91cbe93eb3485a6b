import type { Message } from '../messages/message.js';

/** Where in the file (keys from the top), and what is wrong there. */
export interface JobProblem {
  readonly path: readonly (string | number)[];
  readonly reason: Message;
}
