import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';
import type { CallRecord } from './call-record.js';

/**
 * Takes a response, the answer and its call; sends the answer in the way the call's fault asks for (not at all, half,
 * whole) and notes in the call what was sent. A client that has left gets nothing.
 */
export function sendAnswer(response: ServerResponse, answer: Answer, call: CallRecord): void {
  // Not response.socket: a response that waits behind another on its connection has none yet.
  if (response.req.socket.destroyed) return;
  if (call.fault === 'resetAfter') {
    resetConnection(response);
    return;
  }
  const bytes = Buffer.from(answer.text);
  call.httpStatus = answer.status;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  if (call.fault === 'truncated') {
    sendHalf(response, bytes);
    return;
  }
  call.code = answer.code;
  call.message = answer.message?.replaceAll(`sign=${call.sign}`, 'sign=…') ?? null;
  response.end(bytes);
}

/** Takes a response; ends its connection with a TCP reset and no answer. */
export function resetConnection(response: ServerResponse): void {
  response.req.socket.resetAndDestroy();
}

function sendHalf(response: ServerResponse, bytes: Buffer): void {
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  // Only once it is out: destroying at once would lose the half as well.
  response.write(half, () => response.req.socket.destroy());
}
