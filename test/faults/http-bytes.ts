/** The bytes of an HTTP message, as far as its borders go; they are passed on as they came. */
const headEnd = '\r\n\r\n';

/** Where the head of a message ends; null while it is not whole. */
export function lengthOfHead(bytes: Buffer): number | null {
  const end = bytes.indexOf(headEnd);
  return end < 0 ? null : end + headEnd.length;
}

/**
 * Where a message ends, by its Content-Length; null while it is not whole. Throws on a chunked one: neither the program
 * nor the sandbox sends any.
 */
export function lengthOfMessage(bytes: Buffer): number | null {
  const head = lengthOfHead(bytes);
  if (head === null) return null;
  const text = bytes.toString('latin1', 0, head);
  if (/^transfer-encoding:/im.test(text)) throw new Error('a chunked message');
  const whole = head + Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? 0);
  return bytes.length < whole ? null : whole;
}

/** What the first line of a request asks for. */
export interface Asked {
  readonly method: string;
  readonly target: string;
}

export function readRequestLine(bytes: Buffer): Asked {
  const [method = '', target = ''] = bytes.toString('latin1', 0, bytes.indexOf('\r\n')).split(' ');
  return { method, target };
}

/** The body of a whole message. */
export const bodyOf = (message: Buffer): Buffer => message.subarray(lengthOfHead(message) ?? message.length);

/** A whole answer with this body; `headers` as lines, and in place of the Content-Length where they give one. */
export function answerOf(body: Buffer | string, headers: readonly string[] = [], status = '200 OK'): Buffer {
  const bytes = Buffer.from(body);
  const isMeasured = headers.some((line) => /^(content-length|transfer-encoding):/i.test(line));
  const lines = [
    `HTTP/1.1 ${status}`,
    `Date: ${new Date().toUTCString()}`,
    ...(headers.some((line) => /^content-type:/i.test(line)) ? [] : ['Content-Type: application/json;charset=UTF-8']),
    ...headers,
    ...(isMeasured ? [] : [`Content-Length: ${bytes.length}`]),
  ];
  return Buffer.concat([Buffer.from(lines.join('\r\n') + headEnd), bytes]);
}
