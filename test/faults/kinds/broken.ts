import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { between, type Call, deliverSomehow, type Fault, oneOf } from '../call.js';
import { answerOf, bodyOf, lengthOfHead } from '../http-bytes.js';
import { anotherContact } from './another-contact.js';

// An answer comes, and is not what it should be.

/** The first line is no status line. */
const garbageStatusLine: Fault = async (call) => {
  await deliverSomehow(call);
  const lines = [
    'ICY 200 OK',
    'HTTP/9.9 two hundred',
    'HTTP/1.1 20 OK',
    '\x00\x01\x02\xFF\xC3',
    'HTTP/1.1',
    '',
  ] as const;
  const body = '{"succeed":true,"code":200}';
  await call.line.write(`${oneOf(call, lines)}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  call.line.halfClose();
};

/** Two measures of one body, as in request smuggling. */
const bothLengths: Fault = async (call) => {
  const body = bodyOf(await call.deliver());
  const chunked = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
  const content = call.random() < 0.5 ? body : chunked;
  await call.line.write(answerOf(content, ['Transfer-Encoding: chunked', `Content-Length: ${body.length}`]));
};

/** More headers than anybody reads. */
const headerFlood: Fault = async (call) => {
  const body = bodyOf(await call.deliver());
  const headers = Array.from({ length: 2000 }, (_, index) => `X-Flood-${index}: ${'x'.repeat(50)}`);
  await call.line.write(answerOf(body, headers));
};

/** Compressed, although that was not asked for. */
const gzip: Fault = async (call) => {
  const body = gzipSync(bodyOf(await call.deliver()));
  await call.line.write(answerOf(body, ['Content-Encoding: gzip']));
};

/** A well-formed 200 of something that is not this API, or not about this contact. */
const somethingElse: Fault = async (call) => {
  await deliverSomehow(call);
  const portal = '<!DOCTYPE html><html><title>请登录</title><form action="/login"></form></html>';
  await call.line.write(
    oneOf(call, [
      answerOf(portal, ['Content-Type: text/html']),
      answerOf('{"status":"ok","result":{"id":1,"version":"2.4"}}'),
      answerOf('{"code":200}'),
      answerOf('{"succeed":true,"code":200,"bizCode":"000000","message":"OK","data":null}'),
      answerOf(anotherContact(call)),
      answerOf('[]'),
      answerOf('', [], '204 No Content'),
    ]),
  );
};

/** The answer, with bytes in some of its texts that are no UTF-8. */
const invalidUtf8: Fault = async (call) => {
  const answer = await call.deliver();
  const body = bodyOf(answer).toString('latin1');
  // In a GET and a list as it stands; in an echo, within the JSON of a text. The API itself would refuse a date of this kind.
  const starts = [...body.matchAll(/\\?"content\\?":\\?"(?=[^0-9"\\])/g)].map((found) => found.index + found[0].length);
  const sure = starts[Math.floor(call.random() * starts.length)];
  const places = starts.filter((start) => start === sure || call.random() < 0.3);
  call.note(`FF C3 in ${places.length} texts`);
  const pieces = [0, ...places].map((start, index) => body.slice(start, places[index]));
  await call.line.write(answerOf(Buffer.from(pieces.join('\xFF\xC3'), 'latin1')));
};

/** Some bytes every few ms: in time, or not. */
const drip: Fault = async (call) => {
  const answer = await call.deliver();
  const steps = between(call, 0.2, 1.6) * (call.timeoutMs / 5);
  const size = Math.ceil(answer.length / steps);
  for (let sent = 0; sent < answer.length && !call.line.isGone(); sent += size) {
    await call.line.write(answer.subarray(sent, sent + size));
    await sleep(5);
  }
};

/** The connection drops right after the head. */
const cutAfterHeaders: Fault = async (call) => {
  const answer = await call.deliver();
  await cut(call, answer.subarray(0, lengthOfHead(answer) ?? 0));
};

/** The connection drops within the body. */
const cutInBody: Fault = async (call) => {
  const answer = await call.deliver();
  const head = lengthOfHead(answer) ?? 0;
  await cut(call, answer.subarray(0, Math.round(between(call, head + 1, answer.length - 1))));
};

async function cut({ line, random }: Call, bytes: Buffer): Promise<void> {
  await line.write(bytes);
  if (random() < 0.5) line.reset();
  else line.close();
}

/** A Content-Length that is too long, and then nothing or the end; or too short, and then bytes too many. */
const wrongLength: Fault = async (call) => {
  const body = bodyOf(await call.deliver());
  const off = oneOf(call, [50, 1, -1, -20]);
  call.line.taint = 'wrongLength';
  await call.line.write(answerOf(body, [`Content-Length: ${Math.max(0, body.length + off)}`]));
  if (off > 0 && call.random() < 0.5) call.line.halfClose();
};

export const brokenAnswers = {
  garbageStatusLine,
  bothLengths,
  headerFlood,
  gzip,
  somethingElse,
  invalidUtf8,
  drip,
  cutAfterHeaders,
  cutInBody,
  wrongLength,
};
