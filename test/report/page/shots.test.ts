import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { reportRun } from '../../../src/runs/resume-run.js';
import { openLocalStores } from '../../../src/store/sqlite/local-stores.js';
import { closeBrowser, openFile } from '../../helpers/browser.js';
import { makeRun } from '../../helpers/make-run.js';
import { sampleRuns } from '../../helpers/sample-runs.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

// Pictures of the pages, for eyes: SHOTS=/tmp/shots npx vitest run test/report/page/shots.test.ts
const folder = process.env.SHOTS;
const partHeight = 1100;
const only = process.env.ONLY?.split(',');

afterAll(closeBrowser);

describe.skipIf(folder === undefined)('pictures', () => {
  const names = Object.keys(sampleRuns).filter((name) => only === undefined || only.includes(name));
  const cases = names.flatMap((name) => (['zh', 'en'] as const).map((lang) => [name, lang] as const));
  test.each(cases)('%s %s', async (name, lang) => {
    const run = sampleRuns[name]?.(lang);
    if (!run) throw new Error('no such run');
    const logDir = makeTempFolder();
    const path = (await reportRun(makeRun(logDir, run), openLocalStores(logDir).runs)).summary.files.page;
    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, errors } = await openFile(path, { viewport: { width, height: 844 }, colorScheme });
        await shoot(page, width, `${name}-${lang}-${width}-${colorScheme}`);
        expect(errors).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
    }
  });
});

/** The first pieces of a page, each as high as can be looked at. */
async function shoot(page: Page, width: number, name: string): Promise<void> {
  mkdirSync(folder ?? '', { recursive: true });
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  for (let part = 0; part * partHeight < height && part < 4; part++) {
    const y = part * partHeight;
    const clip = { x: 0, y, width, height: Math.min(partHeight, height - y) };
    await page.screenshot({ path: join(folder ?? '', `${name}-${part + 1}.png`), fullPage: true, clip });
  }
}
