import type { ClientRequest, RequestOptions } from 'node:http';
import { resetConnection } from './connections.js';
import { makeHeldRequest } from './held-request.js';

const longestConnectMs = 10_000;
/** The two clocks part by this much when the machine was asleep, or its time was set. */
const clockJumpMs = 5000;

/** What holds one call to its time. */
export interface CallControl {
  /** Makes the HTTP request of the call. */
  readonly request: (url: URL, options: RequestOptions) => ClientRequest;
  /** Whether the request was written to a connection: from then on the server may have it. */
  readonly hasLeft: () => boolean;
  /** Whether the connection failed before anything was written to it, and earlier calls had used it. */
  readonly foundClosed: () => boolean;
  /** Ends the call: nothing more of it leaves this machine. The first reason counts. */
  readonly cut: (reason: string) => void;
  /** Why it was cut; null when it was not. */
  readonly cutBy: () => string | null;
  /** Closes the connection that it has used. */
  readonly dropConnection: () => void;
  /** Ends the timers. */
  readonly end: () => void;
}

/**
 * Holds a call to its time: its connection has to be ready within 10 s, it leaves only as long as that, and `timeoutMs`
 * after now it is cut.
 */
export function controlCall(timeoutMs: number): CallControl {
  const [startMs, startDate] = [performance.now(), Date.now()];
  const connectMs = Math.min(longestConnectMs, timeoutMs);
  let request: ClientRequest | null = null;
  let hasLeft = false;
  let cutBy: string | null = null;

  const cut = (reason: string): void => {
    cutBy ??= reason;
    // Never within a callback of the connection: see resetConnection.
    setImmediate(() => {
      if (hasLeft) resetSocketOf(request);
      request?.destroy();
    });
  };
  const connectTimer = setTimeout(cut, connectMs, 'ETIMEDOUT');
  const timer = setTimeout(cut, timeoutMs, 'ETIMEDOUT');
  // Signature and reading were fresh at the start. A process that was stopped since then must not send them.
  const mayLeave = (): boolean => {
    const passedMs = performance.now() - startMs;
    return cutBy === null && passedMs < connectMs && Math.abs(Date.now() - startDate - passedMs) < clockJumpMs;
  };
  const onLeft = (): void => {
    hasLeft = true;
    clearTimeout(connectTimer);
  };
  return {
    request: (url, options) => {
      request = makeHeldRequest(url, options, { mayLeave, onLeft });
      return request;
    },
    hasLeft: () => hasLeft,
    foundClosed: () => !hasLeft && cutBy === null && request?.reusedSocket === true,
    cut,
    cutBy: () => cutBy,
    dropConnection: () => void setImmediate(resetSocketOf, request),
    end: () => [connectTimer, timer].forEach(clearTimeout),
  };
}

function resetSocketOf(request: ClientRequest | null): void {
  const socket = request?.socket;
  if (socket && !socket.destroyed) resetConnection(socket);
}
