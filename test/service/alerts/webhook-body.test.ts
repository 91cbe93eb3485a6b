import { describe, expect, test } from 'vitest';
import { message } from '../../../src/messages/message.js';
import { RunError } from '../../../src/messages/run-error.js';
import type { RunReport } from '../../../src/phases/report/report-phase.js';
import { alertOfEnd } from '../../../src/service/alerts/alert.js';
import { webhookBody } from '../../../src/service/alerts/webhook-body.js';
import { jobThatTells, reportOf } from '../../helpers/reports.js';

async function bodyOf(body: string | null, end: RunReport | RunError): Promise<unknown> {
  const webhook = `{ webhook: { url: "https://example.com"${body === null ? '' : `, body: ${body}`} } }`;
  const alert = alertOfEnd(await jobThatTells(webhook), end);
  if (alert === null) throw new Error('nobody is told of it');
  return webhookBody(alert, 'in "words"\nof two lines');
}

const stopped = reportOf({
  summary: { state: 'stopped' },
  rows: { updated: 2, pending: 5 },
  stoppedBy: message('stop.disk', { reason: 'ENOSPC' }),
});
const refused = new RunError('refused', message('source.none'));

describe('a webhook is sent', () => {
  test.each<[string, string, RunReport | RunError, unknown]>([
    ['texts, filled in', '"{job}: {updated} of {total}. {text}"', stopped, 'vip: 2 of 7. in "words"\nof two lines'],
    ['numbers, where there is nothing but one', '{ all: "{total}", none: "{failed}" }', stopped, { all: 7, none: 0 }],
    [
      'what is no text as it is',
      '[1, true, null, { deep: ["{state}"] }]',
      stopped,
      [1, true, null, { deep: ['stopped'] }],
    ],
    [
      'what happened, by its code',
      '"{command} {runId} {code} {seconds}"',
      stopped,
      'run 20261122-020000-1a2b stop.disk 32',
    ],
    ['what to do', '"{next}"', stopped, 'To go on: wefeng-import resume 20261122-020000-1a2b'],
    [
      'nothing, where there is nothing to know',
      '{ total: "{total}", text: "{total} {runId}" }',
      refused,
      { total: null, text: '- -' },
    ],
    ['null, where the job says null', 'null', stopped, null],
  ])('%s', async (_, body, end, sent) => expect(await bodyOf(body, end)).toEqual(sent));

  test('the counts of the summary, where the job says nothing else', async () => {
    expect(await bodyOf(null, stopped)).toEqual({
      job: 'vip',
      runId: '20261122-020000-1a2b',
      command: 'run',
      state: 'stopped',
      code: 'stop.disk',
      seconds: 32,
      rows: {
        total: 7,
        updated: 2,
        unverified: 0,
        unchanged: 0,
        invalid: 0,
        failed: 0,
        unknown: 0,
        drifted: 0,
        pending: 5,
      },
      calls: { put: 7, get: 0, list: 1, retries: 0, rateLimited: 0 },
      next: 'To go on: wefeng-import resume 20261122-020000-1a2b',
      folder: '/srv/import/logs/vip/20261122-020000-1a2b',
      text: 'in "words"\nof two lines',
    });
  });

  test('the same with nulls, where there is no run', async () => {
    expect(await bodyOf(null, refused)).toEqual({
      job: 'vip',
      runId: null,
      command: null,
      state: 'refused',
      code: 'source.none',
      seconds: null,
      rows: null,
      calls: null,
      next: null,
      folder: null,
      text: 'in "words"\nof two lines',
    });
  });
});
