import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { reportRun } from '../../../src/run/resume-run.js';
import { closeBrowser, openFile } from '../../helpers/browser.js';
import { makeRun } from '../../helpers/make-run.js';
import { sampleRuns } from '../../helpers/sample-runs.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

// Pictures of the pages, for eyes: SHOTS=/tmp/shots npx vitest run --config test/vitest.config.ts test/report/page/shots.test.ts
const folder = process.env.SHOTS;
const only = process.env.ONLY?.split(',');

afterAll(closeBrowser);

describe.skipIf(folder === undefined)('pictures', () => {
  const names = Object.keys(sampleRuns).filter((name) => only === undefined || only.includes(name));
  test.each(names.flatMap((name) => (['zh', 'en'] as const).map((lang) => [name, lang] as const)))(
    '%s %s',
    async (name, lang) => {
      const run = sampleRuns[name]?.(lang);
      if (!run || folder === undefined) throw new Error('no such run');
      const logDir = makeTempFolder();
      const path = reportRun(makeRun(logDir, run), logDir).summary.files.page;
      mkdirSync(folder, { recursive: true });
      for (const width of [1280, 390]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const { page, errors } = await openFile(path, {
            viewport: { width, height: width === 390 ? 844 : 900 },
            colorScheme,
          });
          const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
        for (let part = 0; part * 1100 < height && part < 4; part++) {
          const clip = { x: 0, y: part * 1100, width, height: Math.min(1100, height - part * 1100) };
          await page.screenshot({ path: join(folder, `${name}-${lang}-${width}-${colorScheme}-${part + 1}.png`), fullPage: true, clip });
        }
        expect(errors).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
        }
      }
    },
  );
});
