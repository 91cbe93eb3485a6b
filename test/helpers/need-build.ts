import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Many tests start the program as users do: it must have been built. */
export default function needBuild(): void {
  if (existsSync(join(import.meta.dirname, '../../dist/cli.js'))) return;
  throw new Error('dist/ is missing, and the tests start what is in it. Build it first: npm run build');
}
