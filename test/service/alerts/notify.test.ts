import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/job/job.js';
import { formatMessage, type Message, message } from '../../../src/messages/message.js';
import type { RunError } from '../../../src/messages/run-error.js';
import type { RunReport } from '../../../src/phases/report/report-phase.js';
import { notifyEnd, notifyText } from '../../../src/service/alerts/notify.js';
import { accept, robotKey, startReceiver } from '../../helpers/receiver.js';
import { jobThatTells, reportOf } from '../../helpers/reports.js';

const toRobot = (url: string, when = 'always'): Promise<Job> => jobThatTells(`{ wecomRobot: "${url}", when: ${when} }`);

type Environment = Readonly<Record<string, string>>;

// A program that goes on.
const goesOn = new AbortController().signal;
const tellOf = (job: Job, end: RunReport | RunError, variables: Environment) => notifyEnd(job, end, variables, goesOn);
const tellText = (job: Job, what: Message, variables: Environment) => notifyText(job, what, variables, goesOn);

describe('those whom a job names are told', () => {
  test('once, as WeCom wants it, and nothing is left to say', async () => {
    const receiver = await startReceiver();
    expect(await tellOf(await toRobot(receiver.url), reportOf(), {})).toEqual([]);
    const [{ path, type, text } = { path: '', type: '', text: '{}' }, ...others] = receiver.received;
    expect(others).toEqual([]);
    expect(path).toBe(`/cgi-bin/webhook/send?key=${robotKey}`);
    expect(type).toBe('application/json');
    expect(JSON.parse(text)).toEqual({
      msgtype: 'markdown',
      markdown: { content: expect.stringContaining('vip: done, all 3 rows updated or unchanged') },
    });
  });

  test('at an address of the environment, and both at once', async () => {
    const [robot, other] = [await startReceiver(), await startReceiver((response) => void response.end('thanks'))];
    const job = await jobThatTells(
      `{ wecomRobot: "$\{ROBOT}", webhook: { url: "$\{HOOK}", body: { rows: "{total}" } } }`,
    );
    expect(await tellOf(job, reportOf(), { ROBOT: robot.url, HOOK: other.url })).toEqual([]);
    expect(robot.received).toHaveLength(1);
    expect(other.received.map(({ text }) => JSON.parse(text))).toEqual([{ rows: 3 }]);
  });

  test('only of what they want to know, and of news of the service', async () => {
    const receiver = await startReceiver();
    const job = await toRobot(receiver.url, 'stop');
    expect(await tellOf(job, reportOf(), {})).toEqual([]);
    expect(await tellText(job, message('schedule.missed', { due: '2026-11-22 02:00:00' }), {})).toEqual([]);
    expect(receiver.received).toEqual([]);
    expect(await tellText(job, message('schedule.broken', { name: 'TypeError', place: 'a.js:1' }), {})).toEqual([]);
    expect(receiver.markdown().join()).toContain('an internal error (TypeError at a.js:1)');
  });

  test('and a job that names nobody tells nobody', async () => {
    expect(await tellOf({ ...(await toRobot('https://example.com')), notify: null }, reportOf(), {})).toEqual([]);
  });
});

describe('an alert that cannot be sent is told of, and never by its address', () => {
  const failing: [string, Parameters<typeof startReceiver>[0], number, RegExp][] = [
    ['a server that fails', (response) => void response.writeHead(500).end(), 3, /wecomRobot: HTTP 500\)/],
    [
      'a redirect',
      (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      1,
      /HTTP 302\)/,
    ],
    ['a page of somebody in between', (response) => void response.end('<html>sign in</html>'), 1, /ERR_NOT_WECOM\)/],
    ['an answer without a code', (response) => void response.end('null'), 1, /ERR_NOT_WECOM\)/],
    [
      'another code',
      (response) => void response.end('{"errcode":40008,"errmsg":"x"}'),
      1,
      /wecomRobot: errcode 40008\)/,
    ],
    [
      'a robot that is gone',
      (response) => void response.end('{"errcode":93000,"errmsg":"x"}'),
      1,
      /does not know this robot/,
    ],
    ['too many messages', (response) => void response.end('{"errcode":45009}'), 3, /too many messages/],
    ['an answer without end', (response) => void response.end('x'.repeat(200_000)), 1, /ERR_ANSWER_TOO_LONG\)/],
    ['a connection that breaks', (response) => void response.socket?.destroy(), 3, /ECONNRESET\)/],
  ];

  test.each(failing)('%s', async (_, reply, attempts, words) => {
    const receiver = await startReceiver(reply);
    const [failure, ...others] = await tellOf(await toRobot(receiver.url), reportOf(), {});
    expect(others).toEqual([]);
    expect(receiver.received).toHaveLength(attempts);
    for (const lang of ['zh', 'en'] as const) expect(failure && formatMessage(failure, lang)).not.toContain(robotKey);
    expect(failure && formatMessage(failure, 'en')).toMatch(words);
  });

  test('nobody who listens', async () => {
    const [failure] = await tellOf(await toRobot(`http://127.0.0.1:1/${robotKey}`), reportOf(), {});
    expect(failure).toEqual(message('notify.failed', { setting: 'notify.wecomRobot', reason: 'ECONNREFUSED' }));
  });

  test('a variable that is missing', async () => {
    const job = await jobThatTells(`{ wecomRobot: "\${ROBOT}" }`);
    const [failure] = await tellOf(job, reportOf(), {});
    expect(failure).toEqual(message('env.notifyMissing', { name: 'ROBOT', setting: 'notify.wecomRobot' }));
  });

  test('an answer that never comes: after ten seconds an attempt is over, after fifteen all of it', async () => {
    const receiver = await startReceiver(() => {});
    const beganAt = Date.now();
    const [failure] = await tellOf(await toRobot(receiver.url), reportOf(), {});
    expect(Date.now() - beganAt).toBeGreaterThan(14_000);
    expect(Date.now() - beganAt).toBeLessThan(19_000);
    expect(receiver.received).toHaveLength(2);
    expect(failure).toEqual(message('notify.failed', { setting: 'notify.wecomRobot', reason: 'ETIMEDOUT' }));
  }, 40_000);

  test('an answer that never comes, while the program is to stop: after five seconds all of it is over', async () => {
    const receiver = await startReceiver(() => {});
    const job = await toRobot(receiver.url);
    const later = new AbortController();
    setTimeout(() => later.abort(), 500);
    const secondsOf = async (stopping: AbortSignal) => {
      const beganAt = Date.now();
      const failures = await notifyEnd(job, reportOf(), {}, stopping);
      expect(failures).toEqual([message('notify.failed', { setting: 'notify.wecomRobot', reason: 'ETIMEDOUT' })]);
      return (Date.now() - beganAt) / 1000;
    };
    const [stopped, stops] = await Promise.all([secondsOf(AbortSignal.abort()), secondsOf(later.signal)]);
    expect(stopped).toBeGreaterThan(4.5);
    expect(stopped).toBeLessThan(9);
    expect(stops).toBeGreaterThan(5);
    expect(stops).toBeLessThan(9);
    expect(getEventListeners(later.signal, 'abort')).toEqual([]);
  }, 30_000);

  test('but it is tried again where that may help', async () => {
    const receiver = await startReceiver((response, nth, request) =>
      nth < 3 ? void response.writeHead(503).end() : accept(response, nth, request),
    );
    expect(await tellOf(await toRobot(receiver.url), reportOf(), {})).toEqual([]);
    expect(receiver.received).toHaveLength(3);
  });

  test('a webhook that is not known takes it with any 2xx, and with nothing else', async () => {
    for (const [status, failures] of [
      [204, 0],
      [201, 0],
      [404, 1],
      [301, 1],
    ] as const) {
      const receiver = await startReceiver((response) => void response.writeHead(status).end());
      const job = await jobThatTells(`{ webhook: { url: "${receiver.url}" } }`);
      expect(await tellOf(job, reportOf(), {})).toHaveLength(failures);
    }
  });
});
