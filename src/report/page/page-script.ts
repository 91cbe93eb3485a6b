import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// As it was built: beside this file, or where the sources are run themselves (in tests) in the folder built from them.
const folder = join(import.meta.dirname, '../../../dist/report/page/browser');

let script: string | null = null;

/** The script of the page: its modules as one, which asks for no other. */
export function pageScript(): string {
  script ??= `const modules = {};\n${gatherModules('main', new Map()).join('\n')}`;
  return script;
}

/** A module and those that it uses, each before the first that uses it. */
function gatherModules(name: string, gathered: Map<string, string>): string[] {
  if (!gathered.has(name)) {
    gathered.set(name, '');
    const source = readFileSync(join(folder, `${name}.js`), 'utf8');
    for (const [, used = ''] of source.matchAll(imported)) gatherModules(used, gathered);
    gathered.delete(name);
    gathered.set(name, asFunction(name, source));
  }
  return [...gathered.values()];
}

const imported = /^import (?:\{[^}]*\}) from '\.\/([\w-]+)\.js';$/gm;

/** A module with names of its own, as it has them in its file. */
function asFunction(name: string, source: string): string {
  const exported = [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, named]) => named);
  const body = source
    .replace(
      imported,
      (statement, used) => `${statement.replace('import', 'const').split(' from ')[0]} = modules['${used}'];`,
    )
    .replace(/^export \{\};$/gm, '')
    .replace(/^export (?=function|const)/gm, '');
  return `modules['${name}'] = (() => {\n${body.trim()}\nreturn { ${exported.join(', ')} };\n})();`;
}
