// Makes what the program puts into its pages: the script and the style of the report page, and the style of the
// sandbox's page, each in one piece.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const root = import.meta.dirname;

// In the order in which they override each other.
const reportStyles = 'colours base verdict outcome plan causes fields charts facts rows paper'.split(' ');
const sandboxStyles = 'colours base state overview faults calls contacts paper'.split(' ');

write('dist/report/page/browser/page.js', await bundle('src/report/page/browser'));
write('dist/report/page/browser/page.css', joinStyles('src/report/page/styles', reportStyles));
write('dist/sandbox/page/page.css', joinStyles('src/sandbox/page/styles', sandboxStyles));

/** The script that main.ts of a folder begins, with all that it imports. */
async function bundle(folder) {
  const build = await rolldown({
    input: join(root, folder, 'main.ts'),
    tsconfig: join(root, folder, 'tsconfig.json'),
    platform: 'browser',
    transform: { target: 'es2022' },
  });
  const { output } = await build.generate({ format: 'es', minify: true });
  await build.close();
  const [{ code }, ...others] = output;
  if (others.length > 0) throw new Error(`${folder}: the page takes one script, not ${output.length} files`);
  return code;
}

/** The styles of a folder, in the order of their names here. */
function joinStyles(folder, names) {
  const files = names.map((name) => `${name}.css`);
  const forgotten = readdirSync(join(root, folder)).filter((file) => !files.includes(file));
  if (forgotten.length > 0) throw new Error(`${folder}: ${forgotten.join(', ')} has no place in the order of styles`);
  return files.map((file) => readFileSync(join(root, folder, file), 'utf8')).join('\n');
}

function write(path, text) {
  // Nothing may end the element of the page that the text is put into.
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${path}: it cannot stand in a page`);
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  // A browser reads line ends as \n, and hashes what it has read: with \r\n the policy of the page would forbid it.
  writeFileSync(target, text.replaceAll('\r\n', '\n'));
}
