import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, hasBrowser, openAddress } from '../helpers/browser.js';
import { get, put, withSandbox } from './call-sandbox.js';
import { createAccount, customField } from './sample-account.js';

afterAll(closeBrowser);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** What of a page keeps people from using it. */
async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = (await page.evaluate(`${axe}; axe.run()`)) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const isTooWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth');

describe.skipIf(!hasBrowser)('in a browser (skipped without /usr/bin/chromium: apt-get install chromium)', () => {
  test('a fault is switched on by keyboard, meets the next call, and is switched off, without a script', () =>
    withSandbox({}, async (sandbox) => {
      const { page, errors, requests } = await openAddress(sandbox.url, { javaScriptEnabled: false });
      await page.getByLabel('服务器出错').fill('100');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '1 项故障开着' }).waitFor();
      expect((await get(sandbox, 'wm1')).status).toBeGreaterThanOrEqual(500);
      expect(sandbox.calls.map(({ fault }) => fault)).toEqual(['serverError']);
      await page.getByRole('link', { name: '刷新 reload' }).click();
      expect(await page.getByRole('table').getByRole('row').last().innerText()).toContain('服务器内部错误');
      await page.getByRole('button', { name: '全部关闭' }).first().click();
      await page.getByRole('heading', { name: '没有故障' }).waitFor();
      expect((await get(sandbox, 'wm1')).status).toBe(200);
      expect(requests.filter((url) => !url.startsWith(sandbox.url))).toEqual([]);
      expect(errors).toEqual([]);
    }));

  test('a wrong number is told beside its field, where one goes on typing, and the calls meet nothing', () =>
    withSandbox({}, async (sandbox) => {
      const { page } = await openAddress(sandbox.url);
      await page.getByLabel('最短延迟').fill('soon');
      await page.getByRole('button', { name: '应用' }).click();
      await page.getByRole('alert').waitFor();
      const field = page.getByLabel('最短延迟');
      expect(await field.inputValue()).toBe('soon');
      expect(await field.evaluate('document.activeElement.name')).toBe('latencyMin');
      expect(await findBarriers(page)).toEqual([]);
      expect((await get(sandbox, 'wm1')).status).toBe(200);
    }));

  test.each([
    [1280, 'light'],
    [1280, 'dark'],
    [800, 'light'],
    [390, 'light'],
    [390, 'dark'],
  ] as const)(
    'at %i pixels, %s, nothing keeps people from using it and it does not scroll sideways',
    (width, colorScheme) =>
      withSandbox({ contacts: createAccount('wm1', `wm${'x'.repeat(120)}`) }, async (sandbox) => {
        await put(sandbox, 'wm1', { address: '长'.repeat(400), customFields: [customField(5827, 'x'.repeat(200))] });
        sandbox.setFaults({ businessError: 0.5, truncated: 0.5, latencyMs: { min: 0, max: 5 }, clockSkewSeconds: 60 });
        for (let count = 0; count < 6; count++) await get(sandbox, `wm${'x'.repeat(120)}`).catch(() => undefined);
        const { page, errors } = await openAddress(sandbox.url, { colorScheme, viewport: { width, height: 900 } });
        expect(await findBarriers(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);
        const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        expect(ground).toBe(colorScheme === 'dark' ? 'rgb(18, 22, 28)' : 'rgb(245, 246, 248)');
        expect(errors).toEqual([]);
      }),
  );
});
