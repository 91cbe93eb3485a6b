import { setTimeout as sleep } from 'node:timers/promises';
import { between, deliverSomehow, type Fault, lateMs, oneOf, passOn } from '../call.js';
import { answerOf } from '../http-bytes.js';

// The program gets no answer; the server may well have the request, or get it later.

/** The connection drops once the body is there, and the request reaches the server some time later. */
const lateApplication: Fault = async (call) => {
  await call.whole();
  call.deliverLater(lateMs(call));
  if (call.random() < 0.5) call.line.reset();
  else call.line.close();
};

/** Taken, and never answered nor passed on. */
const blackHole: Fault = async ({ whole, line }) => {
  await whole();
  await line.gone;
};

/**
 * The line stalls with the request in it, and delivers it once it goes again. The system sends what lies in a connection
 * that was closed; one that was reset takes its bytes along.
 */
const stall: Fault = async (call) => {
  await call.whole();
  const ms = between(call, 20, call.releaseMs);
  call.note(`stalls for ${Math.round(ms)} ms`);
  await sleep(ms);
  if (call.line.left() === 'reset') return call.note('was reset: nothing to deliver');
  // Where the program may be gone, it was not to come after the deadline.
  if (call.releaseMs < call.timeoutMs && call.isTooLate()) return call.note('too late to be delivered');
  await passOn(call);
};

/** Nobody can connect for a while, and idle connections are dropped. */
const refused: Fault = async (call) => {
  await passOn(call);
  call.refuseConnections(between(call, 20, 200));
};

/** The answer comes as soon as the head is there: something between has given up, or has its own opinion. */
const earlyAnswer: Fault = async (call) => {
  const html = ['Content-Type: text/html', 'Connection: close'];
  const answer = oneOf(call, [
    answerOf('<html><h1>502 Bad Gateway</h1></html>', html, '502 Bad Gateway'),
    answerOf('<html><h1>504 Gateway Time-out</h1></html>', html, '504 Gateway Time-out'),
    answerOf('{"succeed":true,"code":200,"bizCode":"000000","message":"OK"}'),
  ]);
  await call.line.write(answer);
  await deliverSomehow(call);
};

/** The API itself says no, and has done nothing: what was lost before it may still come. */
const refusal: Fault = async ({ whole, line }) => {
  await whole();
  await line.write(answerOf('{"succeed":false,"code":50000,"bizCode":"050000","message":"系统繁忙","data":null}'));
};

export const lostRequests = { lateApplication, blackHole, stall, refused, earlyAnswer, refusal };
