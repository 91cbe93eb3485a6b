import { connect } from 'node:net';
import type { Call, Passage } from './call.js';
import type { Incoming } from './door.js';
import { lengthOfMessage } from './http-bytes.js';
import { lagWithin } from './lag.js';

/** What all calls of a proxy have in common. */
export interface Surroundings extends Pick<Call, 'later' | 'refuseConnections' | 'timeoutMs' | 'releaseMs'> {
  /** Where the server is. */
  readonly target: URL;
}

/** What is held back comes so far within the program's deadline, whose clock began before the request arrived. */
const latest = 0.65;
/** A timer that was late by more than the rest of the deadline is not to deliver any more. */
const tooLate = 0.8;

/** Makes a call that a fault can take in hand; what becomes of it is written into its passage. */
export function makeCall(
  passage: Passage,
  { line, whole }: Incoming,
  random: () => number,
  { target, ...shared }: Surroundings,
): Call {
  const { timeoutMs, later } = shared;
  // What has held up this process may have held up the request.
  const lateAt = passage.at - lagWithin(250) + tooLate * timeoutMs;
  const isTooLate = () => performance.now() > lateAt;
  const note = (what: string) => void passage.events.push({ at: performance.now(), what });
  const deliver = async () => {
    const answer = await sendTo(target, await whole());
    note('delivered');
    return answer;
  };
  return {
    endpoint: passage.endpoint,
    subject: passage.subject,
    line,
    random,
    latestMs: latest * timeoutMs,
    ...shared,
    whole,
    deliver,
    note,
    isTooLate,
    deliverLater(ms) {
      note(`to be delivered in ${Math.round(ms)} ms`);
      later(ms, () => (isTooLate() ? note('too late to be delivered') : deliver()));
    },
  };
}

/** Sends a request on a connection of its own; gives the bytes of the answer. */
async function sendTo({ port, hostname }: URL, request: Buffer): Promise<Buffer> {
  const socket = connect(Number(port), hostname);
  socket.setNoDelay();
  socket.write(request);
  let bytes = Buffer.alloc(0);
  try {
    for await (const chunk of socket) {
      bytes = Buffer.concat([bytes, chunk]);
      if (lengthOfMessage(bytes) !== null) return bytes;
    }
  } finally {
    socket.destroy();
  }
  throw new Error('the server gave no whole answer');
}
