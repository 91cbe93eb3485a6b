import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { message } from '../../../src/messages/message.js';
import { reportRun } from '../../../src/runs/resume-run.js';
import { openLocalStores } from '../../../src/store/sqlite/local-stores.js';
import { closeBrowser, hasBrowser, openFile } from '../../helpers/browser.js';
import { type MadeRun, makeRun } from '../../helpers/make-run.js';
import { idOf, type Lang, manyRows, sampleRuns, storedRow } from '../../helpers/sample-runs.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

afterAll(closeBrowser);

/** The page of a run, made as the program makes it. */
async function pageOf(run: MadeRun | undefined, logDir = makeTempFolder()): Promise<string> {
  if (!run) throw new Error('no such run');
  return (await reportRun(makeRun(logDir, run), openLocalStores(logDir).runs)).summary.files.page;
}

const made = new Map<string, Promise<string>>();
const samples = mkdtempSync(join(tmpdir(), 'wefeng-pages-'));
afterAll(() => rmSync(samples, { recursive: true, force: true }));

/** The page of a sample run, made once for all tests: none writes to it. */
function samplePage(name: string, lang: Lang): Promise<string> {
  const key = `${name}-${lang}`;
  const page = made.get(key) ?? pageOf(sampleRuns[name]?.(lang), join(samples, key));
  made.set(key, page);
  return page;
}

const listed = (page: Page) => page.locator('table.rows tbody tr');
const chip = (page: Page, name: RegExp) => page.locator('.chip').filter({ hasText: name });
const unmask = (page: Page) => page.getByRole('switch').click();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** What of a page keeps people from using it. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  // Only what is wrong comes over, not all that is right.
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const runs = describe.skipIf(!hasBrowser);

runs('in a browser (skipped without /usr/bin/chromium: apt-get install chromium)', () => {
  test('the page says first how it went and what is to be done, asks for nothing, and complains of nothing', async () => {
    const { page, errors, requests } = await openFile(await samplePage('failed', 'zh'));
    expect(await page.title()).toBe('导入报告：vip-customers · 20261122-020000-1a2b');
    expect(await page.locator('main > section').first().innerText()).toContain('已完成，52 行需要处理');
    expect(await page.locator('.steps li').allInnerTexts()).toEqual([
      '有 17 行已被别人修改，或不能确定是否写入：先在系统中核对，failed.csv 里只留下仍要导入的行。',
      '打开报告文件夹里的 failed.csv，按“原因”列处理 52 行（改正，或稍后重试），再用同一作业导入。',
    ]);
    expect(errors).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('rows are filtered by how they ended and by their reason, and found by number and by id', async () => {
    const { page } = await openFile(await samplePage('failed', 'en'));
    expect(await page.locator('p.tally').innerText()).toBe('1–50 of 1,200');
    await chip(page, /^Invalid/).click();
    expect(await page.locator('p.tally').innerText()).toBe('1–24 of 24');
    expect(await chip(page, /^Invalid/).getAttribute('aria-pressed')).toBe('true');
    await page.locator('.filters select').selectOption({ index: 2 });
    const fewer = await listed(page).count();
    expect(fewer).toBeGreaterThan(0);
    expect(fewer).toBeLessThan(24);
    await page.locator('.causes summary').first().click();
    await page.locator('.causes button').first().click();
    expect(await page.locator('p.tally').innerText()).toBe('1–12 of 12');
    await chip(page, /^All/).click();
    await page.locator('.filters select').selectOption('');
    await page.getByRole('searchbox').fill('1201');
    expect(await listed(page).locator('th').allInnerTexts()).toEqual(['1201']);
    await page.getByRole('searchbox').fill(idOf(7).toLowerCase());
    expect(await listed(page).locator('th').allInnerTexts()).toEqual(['9']);
    await page.getByRole('searchbox').fill('nobody');
    expect(await page.locator('p.tally').innerText()).toBe('No row fits');
  });

  test('customer data is nowhere in the document until the switch is turned, and gone when it is turned back', async () => {
    const { page } = await openFile(await samplePage('failed', 'zh'));
    const values = [idOf(0), storedRow(0).cells[1] ?? '', '喜欢靠窗的位置', '手机号已被其他客户使用', '会员名单'];
    const held = async () => {
      const html = await page.content();
      return values.map((value) => html.includes(value));
    };
    expect(await held()).toEqual(values.map(() => false));
    await unmask(page);
    expect(await held()).toEqual(values.map(() => true));
    expect(await listed(page).first().innerText()).toContain(`${storedRow(0).cells[1]}`);
    await unmask(page);
    expect(await held()).toEqual(values.map(() => false));
  });

  test('what stands in the place of an id and is none is hidden whole', async () => {
    const run = sampleRuns.failed?.('en');
    const strange = ['张三13812345678', '李四,13912345678,北京市', '110101199001011234', idOf(3)];
    const rows = run?.rows.map((row, index) => ({
      ...row,
      cells: [strange[index] ?? row.contact, ...row.cells.slice(1)],
    }));
    const { page } = await openFile(await pageOf(run && rows && { ...run, rows }));
    const shown = await listed(page).locator('code').allInnerTexts();
    expect(shown.slice(0, 4)).toEqual(['••••', '••••', '••••', `${idOf(3).slice(0, 2)}****${idOf(3).slice(-4)}`]);
    await page.getByRole('searchbox').fill('13812');
    expect(await listed(page).count()).toBe(0);
  });

  test('an id is found by the whole of it, or by what is shown of it: what is hidden cannot be found out by trying', async () => {
    const { page } = await openFile(await samplePage('failed', 'en'));
    const countFound = async (text: string) => {
      await page.getByRole('searchbox').fill(text);
      return listed(page).count();
    };
    const id = idOf(5);
    expect(await countFound(id)).toBe(1);
    expect(await countFound(id.slice(0, -1))).toBe(0);
    expect(await countFound(id.slice(2, -4))).toBe(0);
    expect(await countFound(id.slice(-4))).toBeGreaterThan(0);
    await unmask(page);
    expect(await countFound(id.slice(2, -4))).toBe(1);
  });

  test('values are searched only while they are shown', async () => {
    const { page } = await openFile(await samplePage('failed', 'en'));
    await page.getByRole('searchbox').fill(storedRow(2).cells[1] ?? '');
    expect(await listed(page).count()).toBe(0);
    await unmask(page);
    await page.getByRole('searchbox').fill(storedRow(0).cells[1] ?? '');
    expect(await listed(page).count()).toBe(1);
  });

  test(`${manyRows} rows are there, a page at a time, and are filtered at once`, async () => {
    const { page } = await openFile(await samplePage('many', 'en'));
    expect(await page.locator('p.tally').innerText()).toBe(`1–50 of ${manyRows.toLocaleString('en')}`);
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('p.tally').innerText()).toBe(`51–100 of ${manyRows.toLocaleString('en')}`);
    await page.getByRole('searchbox').fill(String(manyRows + 1));
    expect(await listed(page).locator('th').allInnerTexts()).toEqual([String(manyRows + 1)]);
  });

  test('of more rows than the job wants in a page it holds those with problems and a sample, and says so', async () => {
    const run = sampleRuns.failed?.('en');
    const { page } = await openFile(await pageOf(run && { ...run, job: 'lang: en\nreport: { pageRows: 100 }' }));
    expect(await page.locator('.note:not(.on-paper)').innerText()).toContain(
      'Of 1,200 rows this page holds 52 with problems, and 574 taken',
    );
    await chip(page, /^Failed/).click();
    expect(await page.locator('p.tally').innerText()).toBe('1–11 of 11');
  });

  test('a plan shows first what it would send, what it would clear, its limits, and room to sign', async () => {
    const { page, errors } = await openFile(await samplePage('plan', 'en'));
    const findings = page.locator('#findings li');
    expect((await findings.allInnerTexts())[0]).toMatch(/^\[手机号\] scientific notation: 2 cells, row 24, 70\n/);
    await unmask(page);
    expect((await findings.allInnerTexts())[0]).toContain('such as "1.38E+10"');
    expect(await page.title()).toContain('Import plan');
    expect(await page.locator('#plan .figures .grave').innerText()).toContain('24');
    expect(await page.locator('#plan tbody tr').allInnerTexts()).toEqual([
      'Invalid rows\t9 of 640\t10%\twithin',
      'Cleared values\t24\t40\twithin',
      'Changed contacts\t214 of 640\t50%\twithin',
    ]);
    expect(await page.locator('.signature').innerText()).toContain('Approved by');
    expect(await page.locator('p.tally').innerText()).toBe('1–50 of 214');
    expect(await listed(page).locator('.clears').count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  });

  test('it prints', async () => {
    const { page } = await openFile(await samplePage('failed', 'zh'));
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('#verdict').isVisible()).toBe(true);
  });

  test('whoever signs a printed plan has all of its rows, and reads on it when values are not printed', async () => {
    const { page } = await openFile(await samplePage('plan', 'zh'));
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('p.tally').innerText()).toContain('1–214');
    expect(await listed(page).count()).toBe(214);
    expect(await page.locator('.on-paper').innerText()).toContain('客户数据没有印出');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await listed(page).count()).toBe(50);
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('.on-paper').isVisible()).toBe(false);
    await unmask(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.on-paper').isVisible()).toBe(false);
  });

  test.each(Object.keys(sampleRuns).filter((name) => name !== 'many'))(
    '%s: nothing stands in the way of anybody',
    async (name) => {
      const { page } = await openFile(await samplePage(name, 'zh'));
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })");
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await findBarriers(page)).toEqual([]);
      }
    },
  );

  test('it can be used with the keyboard alone', async () => {
    const { page } = await openFile(await samplePage('failed', 'en'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByRole('switch').getAttribute('aria-checked')).toBe('true');
    await chip(page, /^Invalid/).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('p.tally').innerText()).toBe('1–24 of 24');
  });

  test('the reader may choose light or dark', async () => {
    const { page } = await openFile(await samplePage('fine', 'en'), { colorScheme: 'light' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.locator('.theme').selectOption('dark');
    expect(await ground()).not.toBe(light);
    await page.locator('.theme').selectOption('light');
    expect(await ground()).toBe(light);
  });

  test('values that would like to be more than text do nothing, and come out as they are', async () => {
    const hostile = [
      '</script><script>alert(1)</script>',
      '<!--<script>',
      '<img src=x onerror=alert(2)>',
      `"'><svg/onload=alert(3)>`,
      '\u202Eevil\u2066',
      ']]>&lt;b&gt;',
      'x'.repeat(1_000_000),
    ];
    const rows = hostile.map((contact, index) => ({ ...storedRow(index), contact, cells: [contact] }));
    const results = hostile.map((value, index) => ({
      ...{ row: index + 2, status: index % 2 ? ('updated' as const) : ('failed' as const), attempts: 1, durationMs: 5 },
      problems: [
        { column: value.slice(0, 200), reason: message('send.refused', { serverCode: '1', serverMessage: value }) },
      ],
      changes: [{ field: value.slice(0, 100), name: value.slice(0, 100), before: value, after: value }],
      finishedAt: '2026-11-22T02:00:01.000+08:00',
    }));
    const stoppedBy = message('stop.unreachable', { reason: hostile[0] ?? '', variable: hostile[2] ?? '' });
    const record = { stoppedBy, state: 'stopped', sourcePath: `/x/${hostile[2]}` } as const;
    const run: MadeRun = { job: 'lang: en', header: ['企微客户ID', ...hostile.slice(0, 6)], rows, results, record };
    const { page, errors, requests, dialogs } = await openFile(await pageOf(run));
    await unmask(page);
    expect(await listed(page).count()).toBe(hostile.length);
    for (const value of hostile.slice(0, 4)) expect(await page.locator('table.rows').innerText()).toContain(value);
    expect(await page.locator('table.rows').innerText()).toContain('\\u202eevil\\u2066');
    expect(await page.locator('img, iframe, link, script[src]').count()).toBe(0);
    expect({ errors, requests, dialogs }).toEqual({ errors: [], requests: [], dialogs: [] });
  });
});
