import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { lengthOfHead, lengthOfMessage } from './http-bytes.js';
import { type Line, openLine } from './line.js';

/** A request as it comes in. */
export interface Incoming {
  readonly line: Line;
  readonly head: Buffer;
  /** Resolves when its body is there. */
  readonly whole: () => Promise<Buffer>;
  /** When its first bytes came (performance.now, ms). */
  readonly at: number;
}

/** A port that can be shut for a while. */
export interface Door {
  readonly port: number;
  /** Nobody can connect any more; idle connections are dropped. */
  shut(): void;
  open(): Promise<void>;
  /** Drops every connection. */
  close(): void;
}

/** Opens a port of this machine; `meet` has each request in its hands until it resolves. */
export async function openDoor(meet: (incoming: Incoming) => Promise<void>): Promise<Door> {
  const lines = new Map<Line, { busy: boolean }>();
  let server: Server | null = null;
  let opened = 0;
  let port = 0;

  function serve(socket: Socket): void {
    const line = openLine(socket, ++opened);
    const state = { busy: false };
    lines.set(line, state);
    socket.on('close', () => lines.delete(line));
    // Whoever has left an idle connection is answered in kind.
    socket.on('end', () => state.busy || socket.end());
    readRequests(socket, async (request) => {
      state.busy = true;
      await meet({ line, ...request });
      state.busy = false;
      if (line.left() !== null) line.close();
    });
  }

  async function open(): Promise<void> {
    if (server !== null) return;
    server = createServer({ allowHalfOpen: true, noDelay: true }, serve).listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  await open();
  return {
    port,
    shut() {
      server?.close();
      server = null;
      for (const [line, state] of lines) if (!state.busy) line.close();
    },
    open,
    close() {
      server?.close();
      for (const line of lines.keys()) line.close();
    },
  };
}

/** Tells of each request on a connection as soon as its head is there. */
function readRequests(socket: Socket, onRequest: (request: Omit<Incoming, 'line'>) => void): void {
  let bytes = Buffer.alloc(0);
  let at: number | null = null;
  let complete: ((request: Buffer) => void) | null = null;
  let giveUp = (_: Error) => {};
  socket.on('close', () => giveUp(new Error('its body never came')));
  const begin = (head: Buffer) => {
    const whole = new Promise<Buffer>((resolve, reject) => {
      complete = resolve;
      giveUp = reject;
    });
    whole.catch(() => {});
    onRequest({ head, whole: () => whole, at: at ?? performance.now() });
  };
  const look = () => {
    const head = lengthOfHead(bytes);
    if (head === null) return;
    if (complete === null) begin(bytes.subarray(0, head));
    const length = lengthOfMessage(bytes);
    if (length === null) return;
    complete?.(bytes.subarray(0, length));
    bytes = bytes.subarray(length);
    complete = null;
    at = bytes.length > 0 ? performance.now() : null;
    look();
  };
  socket.on('data', (chunk) => {
    at ??= performance.now();
    bytes = Buffer.concat([bytes, chunk]);
    look();
  });
}
