import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { message } from '../../../src/messages/message.js';
import type { PageData, RowChunk } from '../../../src/report/page/page-data.js';
import { reportRun } from '../../../src/runs/resume-run.js';
import { openLocalStores } from '../../../src/store/sqlite/local-stores.js';
import { type MadeRun, makeRun } from '../../helpers/make-run.js';
import { readByHucre, sheetNamed } from '../../helpers/read-workbook.js';
import { manyRows, sampleRuns, storedRow } from '../../helpers/sample-runs.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

/** A page, and what lies in it. */
async function pageOf(run: MadeRun | undefined) {
  if (!run) throw new Error('no such run');
  const logDir = makeTempFolder();
  const folder = makeRun(logDir, run);
  const make = async () =>
    readFileSync((await reportRun(folder, openLocalStores(logDir).runs)).summary.files.page, 'utf8');
  const html = await make();
  const elements = [...html.matchAll(/<script type="application\/json" ([^>]*)>(.*?)<\/script>/gs)];
  const chunks = elements.flatMap(([, kind, json]) =>
    kind === 'class="rows"' ? [JSON.parse(json ?? '') as RowChunk] : [],
  );
  const data = JSON.parse(elements.find(([, kind]) => kind === 'id="data"')?.[2] ?? '') as PageData;
  return { html, make, folder, chunks, data, rows: chunks.flatMap(({ rows }) => rows) };
}

const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('a page', () => {
  test('is the same, byte for byte, when it is made again', async () => {
    const { html, make } = await pageOf(sampleRuns.failed?.('zh'));
    expect(await make()).toBe(html);
  });

  test('runs its own script and wears its own style, and neither loads nor runs anything else', async () => {
    const { html } = await pageOf(sampleRuns.fine?.('zh'));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    const script = /<script type="module">(.*?)<\/script>/s.exec(html)?.[1];
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1];
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(script).not.toMatch(/\bimport\b|innerHTML|insertAdjacent|document\.write|eval\(|fetch\(/);
    expect(html).not.toMatch(/<(?:link|img|iframe)|\b(?:src|href)=|url\((?!#)|@import/);
  });

  test('holds every row once, and counts what became of the fields in rows that were written', async () => {
    const { rows, data } = await pageOf(sampleRuns.stopped?.('en'));
    expect(rows.map(([row]) => row)).toEqual(Array.from({ length: 1200 }, (_, index) => index + 2));
    const written = rows.filter(([, , status]) =>
      ['updated', 'unverified'].includes(data.statuses[status]?.status ?? ''),
    );
    const changes = written.flatMap((row) => row[4]);
    const cleared = changes.filter(([, after]) => after === null).length;
    expect(cleared).toBeGreaterThan(0);
    expect(data.fields.reduce((sum, field) => sum + field.cleared, 0)).toBe(cleared);
    expect(data.fields.reduce((sum, { set, changed }) => sum + set + changed, 0)).toBe(changes.length - cleared);
  });

  test('counts each kind of problem, what a server says by one code by itself, and says nothing of one row for all', async () => {
    const { data } = await pageOf(sampleRuns.failed?.('en'));
    const problems = data.causes.filter(({ isProblem }) => isProblem);
    expect(problems.reduce((sum, { count }) => sum + count, 0)).toBe(52);
    const twofold = problems.find(({ words }) => words.plain.includes('one contact'));
    expect(twofold?.words.masked).toBe('rows … are one contact. Keep one of them (or set duplicates in the job)');
    expect(twofold?.examples).toHaveLength(5);
  });

  test('holds of a run that is larger than the job wants the rows with problems, and some from all over the file', async () => {
    const run = sampleRuns.many?.('en');
    const pageRows = manyRows / 50;
    const problems = Math.floor(manyRows / 97);
    const { rows, data } = await pageOf(run && { ...run, job: `lang: en\nreport: { pageRows: ${pageRows} }` });
    const isFine = ([, , status]: (typeof rows)[number]) =>
      ['updated', 'unchanged'].includes(data.statuses[status]?.status ?? '');
    expect(rows.filter((row) => !isFine(row))).toHaveLength(problems);
    const others = rows.filter(isFine).map(([row]) => row);
    expect(others.length).toBeGreaterThan((pageRows - problems) * 0.93);
    expect(Math.max(...others)).toBeGreaterThan(manyRows * 0.99);
    expect(data.leftOut).toContain(
      `Of ${manyRows.toLocaleString('en')} rows this page holds ${problems.toLocaleString('en')} with problems, and ${others.length} taken`,
    );
  });

  test('of a plan is plan.html, with what it would clear and the limits it keeps', async () => {
    const { html, data } = await pageOf(sampleRuns.plan?.('en'));
    expect(html).toContain('<html lang="en">');
    expect(data).toMatchObject({ kind: 'plan', plan: { toSend: 214, clears: 24, duration: '4 min' } });
    expect(data.plan?.checksum).toMatch(/^[0-9a-f]{32}$/);
    expect(data.plan?.limits.map(({ isOver }) => isOver)).toEqual([false, false, false]);
    expect(data.fields.find(({ field }) => field === 'address')?.cleared).toBe(24);
  });

  test('has nothing in its data that could end the element it lies in', async () => {
    const value = '</script><!--<script>';
    const problems = [{ column: value, reason: message('send.refused', { serverCode: '1', serverMessage: value }) }];
    const result = {
      row: 2,
      status: 'failed',
      problems,
      changes: [],
      attempts: 1,
      durationMs: 1,
      finishedAt: null,
    } as const;
    const rows = [{ ...storedRow(0), contact: value, cells: [value] }];
    const { chunks, html } = await pageOf({
      job: 'lang: zh',
      header: ['企微客户ID', value],
      record: {},
      rows,
      results: [result],
    });
    expect(chunks[0]?.rows[0]?.[1]).toBe(value);
    expect(html).not.toContain(value);
  });

  test('of a check that was cut short calls no row passed that nobody looked at', async () => {
    const run = sampleRuns.fine?.('en');
    const record = { ...run?.record, command: 'check', state: 'interrupted', begun: false, phase: 'plan' } as const;
    const { data, folder } = await pageOf(run && { ...run, record, results: run.results.slice(0, 10), calls: [] });
    const pending = data.statuses.find(({ count }) => count === 1190);
    expect(pending).toMatchObject({ status: 'pending', label: 'Pending' });
    expect(data.causes.map(({ words }) => words.plain)).toContain(
      'not checked yet: the check was cut short. Check the file again',
    );
    const csv = readFileSync(join(folder, 'report.csv'), 'utf8');
    expect(csv).not.toContain('passed');
    const sheets = await readByHucre(join(folder, 'report.xlsx'));
    expect(sheetNamed(sheets, 'Rows').map(([, , status]) => status)).not.toContain('passed');
  });
});
