import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBuilt } from '../../../src/report/page/page-files.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';

test('a page whose script has not been built says how to build it', () => {
  const path = join(makeTempFolder(), 'page.js');
  expect(() => readBuilt(path)).toThrow(`${path} cannot be read. Build it first: npm run build`);
});
