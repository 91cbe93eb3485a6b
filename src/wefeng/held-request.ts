import { type ClientRequest, request as makeRequest, type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import { whenReady } from './connections.js';

/** What a request is asked, and told, on its way out. */
export interface SendGuard {
  /** The last check. It is made in the tick in which the request is written. */
  readonly mayLeave: () => boolean;
  /** Called in the same tick: from now on the server may have the request. */
  readonly onLeft: () => void;
}

/** Why a request was not written, as the code of its error. */
type HeldBy = 'ERR_TOO_LATE' | 'ERR_UNREQUESTED';

/**
 * Makes an HTTP request that is written whole, in one tick, when its connection is ready, or not at all. Its error has a
 * code of HeldBy when the last check says no, or when an answer comes before it was written.
 */
export function makeHeldRequest(url: URL, options: RequestOptions, { mayLeave, onLeft }: SendGuard): ClientRequest {
  const request = makeRequest(url, options);
  const writeAll = request.end.bind(request) as (body: Buffer, done?: Callback) => ClientRequest;
  const body: Buffer[] = [];
  let hasLeft = false;

  function leave(done: Callback | undefined): void {
    if (request.destroyed) return;
    if (!mayLeave()) {
      hold('ERR_TOO_LATE');
      return;
    }
    hasLeft = true;
    onLeft();
    writeAll(Buffer.concat(body), done);
  }
  const hold = (code: HeldBy): void => void request.destroy(Object.assign(new Error(code), { code }));

  request.once('response', () => {
    if (!hasLeft) hold('ERR_UNREQUESTED');
  });
  return Object.assign(request, {
    write(chunk: string | Buffer, ...rest: unknown[]): boolean {
      body.push(Buffer.from(chunk));
      findCallback(rest)?.();
      return true;
    },
    end(...rest: unknown[]): ClientRequest {
      const whenAssigned = (socket: Socket) => whenReady(socket, () => leave(findCallback(rest)));
      if (request.socket) whenAssigned(request.socket);
      else request.once('socket', whenAssigned);
      return request;
    },
  });
}

type Callback = () => void;

const findCallback = (given: readonly unknown[]): Callback | undefined =>
  given.find((item): item is Callback => typeof item === 'function');
