import { setTimeout as sleep } from 'node:timers/promises';
import { between, deliverSomehow, type Fault, lateMs, oneOf, passOn } from '../call.js';
import { answerOf } from '../http-bytes.js';
import { anotherContact } from './another-contact.js';

// More comes than there should: requests at the server, or answers at the program.

/** Something on the way sends the request once more, which nobody hears of. */
const lateDuplicate: Fault = async (call) => {
  await passOn(call);
  call.deliverLater(lateMs(call));
};

/** The answer comes twice: at once, into the idle connection, or when the next call on it is under way. */
const duplicateAnswer: Fault = async (call) => {
  const { line, note, later } = call;
  const when = oneOf(call, ['at once', 'while idle', 'with the next call']);
  const answer = await call.deliver();
  line.taint = 'duplicateAnswer';
  note(`its answer comes twice, ${when}`);
  await line.write(when === 'at once' ? Buffer.concat([answer, answer]) : answer);
  if (when === 'while idle') later(between(call, 1, 30), () => line.write(answer));
  if (when === 'with the next call') line.onNextRequest(() => void line.write(answer));
};

/** A well-formed answer that nobody has asked for, about another contact. */
const unrequestedAnswer: Fault = async (call) => {
  const { line, later } = call;
  await passOn(call);
  line.taint = 'unrequestedAnswer';
  later(between(call, 1, 30), () => line.write(answerOf(anotherContact(call))));
};

/** Some 1xx before the answer. */
const informational: Fault = async (call) => {
  const answer = await call.deliver();
  const before = Array.from({ length: 1 + Math.floor(call.random() * 4) }, () => oneOf(call, interim));
  await call.line.write(Buffer.concat([...before.map((text) => Buffer.from(text)), answer]));
};

/** 1xx after 1xx, and never an answer. */
const endlessInformational: Fault = async (call) => {
  await deliverSomehow(call);
  for (let waited = 0; !call.line.isGone() && waited < 4 * call.timeoutMs; waited += 20) {
    await call.line.write(oneOf(call, interim));
    await sleep(20);
  }
  call.line.close();
};

const interim = [
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 102 Processing\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n',
] as const;

/** It answers, and says at once or soon that it has no more to say; what still comes is taken, and not answered. */
const halfClosed: Fault = async (call) => {
  const { line, later } = call;
  const before = call.random() < 0.5;
  line.taint = 'halfClosed';
  if (before) {
    line.halfClose();
    await deliverSomehow(call);
    return;
  }
  await passOn(call);
  later(between(call, 0, 30), () => line.halfClose());
};

export const extraMessages = {
  lateDuplicate,
  duplicateAnswer,
  unrequestedAnswer,
  informational,
  endlessInformational,
  halfClosed,
};
