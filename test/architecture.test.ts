import { dirname, join, normalize } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { readSourceFiles } from './helpers/source-files.js';

const files = readSourceFiles();

// From the top to the bottom. An import goes down, or stays within its folder.
const layers = [
  ['cli.ts', 'demo.ts'],
  ['commands'],
  ['service'],
  ['init'],
  ['runs'],
  ['phases'],
  ['store'],
  ['report'],
  ['source', 'wefeng', 'job'],
  ['checkup'],
  ['contact'],
  ['fields'],
  ['log.ts'],
  ['messages'],
];

/** The folder of src that a file lies in, or the file itself where it lies in none. */
const partOf = (path: string): string => path.split('/')[0] ?? path;
const layerOf = (part: string): number => layers.findIndex((parts) => parts.includes(part));

/** The files of src that a file imports: types too, and what is imported only when it is needed. */
function importsOf({ path, text }: { path: string; text: string }): string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, name = '']) => name);
  return specifiers.map((name) => normalize(join(dirname(path), name)).replace(/\.js$/, '.ts'));
}

const imports = files.flatMap((file) => importsOf(file).map((to) => ({ from: file.path, to })));
const named = (found: { from: string; to: string }[]) => found.map(({ from, to }) => `${from} → ${to}`);

describe('imports', () => {
  test('are found, and lead to files that are there', () => {
    const paths = new Set(files.map(({ path }) => path));
    expect(imports.length).toBeGreaterThan(200);
    expect(named(imports.filter(({ to }) => !paths.has(to)))).toEqual([]);
  });

  test('begin in a part of src that has its place', () => {
    const unplaced = files.map(({ path }) => partOf(path)).filter((part) => layerOf(part) < 0 && part !== 'sandbox');
    expect(unplaced).toEqual([]);
  });

  test('point one way: to the same folder, or to a lower layer', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [above, below] = [partOf(from), partOf(to)];
      if (above === 'sandbox' || below === 'sandbox' || above === below) return false;
      return layerOf(below) <= layerOf(above);
    });
    expect(named(wrong)).toEqual([]);
  });

  test('go round in no circle', () => {
    expect(findCircle(new Map(files.map((file) => [file.path, importsOf(file)])))).toEqual([]);
  });

  test('leave the sandbox alone: it takes nothing of the product, and only a command starts it', () => {
    expect(named(imports.filter(({ from, to }) => partOf(from) === 'sandbox' && partOf(to) !== 'sandbox'))).toEqual([]);
    const users = imports.filter(({ from, to }) => partOf(to) === 'sandbox' && partOf(from) !== 'sandbox');
    expect(named(users.filter(({ from }) => partOf(from) !== 'commands'))).toEqual([]);
  });

  test('of the run log are those of phases, runs and the log of the service', () => {
    const writers = imports.filter(({ to }) => to === 'log.ts');
    expect(named(writers.filter(({ from }) => !['phases', 'runs', 'service'].includes(partOf(from))))).toEqual([]);
  });
});

describe('imports of SQLite', () => {
  const toSqlite = imports.filter(({ to }) => to.startsWith('store/sqlite/'));
  // The data of one run has no contract of its own yet.
  const ofOneRun = /^store\/sqlite\/(?:sealed\/|(?:database|tables|(?:run|row|contact|result)-store)\.ts$)/;

  test('are made where all stores are opened, and where jobs are locked on this machine', () => {
    const fromAbove = toSqlite.filter(({ from, to }) => partOf(from) !== 'store' && !ofOneRun.test(to));
    expect(named(fromAbove)).toEqual([
      'commands/program.ts → store/sqlite/local-stores.ts',
      'service/clock/lock-job.ts → store/sqlite/file-lock.ts',
      'service/clock/lock-job.ts → store/sqlite/service-store.ts',
    ]);
  });

  test('are not made by the contracts of the store', () => {
    const contracts = ['run-catalog', 'account-lease', 'quota-log', 'service-store', 'stores'];
    const paths = contracts.map((name) => `store/${name}.ts`);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
    expect(named(toSqlite.filter(({ from }) => paths.includes(from)))).toEqual([]);
  });
});

describe('a circle of imports is found', () => {
  test.each([
    ['of one', { a: ['a'] }, ['a', 'a']],
    ['of two', { a: ['b'], b: ['a'] }, ['a', 'b', 'a']],
    ['of three, behind a way in', { x: ['a'], a: ['b'], b: ['c'], c: ['a'] }, ['a', 'b', 'c', 'a']],
    ['but not where two ways meet', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
  ])('%s', (_, graph, circle) => {
    expect(findCircle(new Map(Object.entries<string[]>(graph)))).toEqual(circle);
  });
});

test('only what starts the program touches what it was started with: environment, arguments, streams, signals', () => {
  const taken = 'env|argv|stdin|stdout|stderr|exitCode|on|once|off|emit';
  const touch = new RegExp(
    `process\\s*\\??\\.\\s*(?:${taken})\\b|process\\s*\\[|\\} = process;|\\b(?:${taken})\\b.*from 'node:process'`,
  );
  const touching = files.filter(({ text }) => touch.test(text)).map(({ path }) => path);
  expect(touching).toEqual(['cli.ts', 'demo.ts']);
});

test('only what starts the program ends it', () => {
  const enders = files.filter(({ text }) => /process\s*\.\s*(?:exit|abort|kill|reallyExit)\s*\(/.test(text));
  expect(enders.map(({ path }) => path).filter((path) => !['cli.ts', 'demo.ts'].includes(path))).toEqual([]);
});

test('no room has more than 25 files', () => {
  const rooms = new Map<string, number>();
  for (const { path } of files) rooms.set(dirname(path), (rooms.get(dirname(path)) ?? 0) + 1);
  expect([...rooms].filter(([, count]) => count > 25)).toEqual([]);
});

test('no file is longer than 250 lines', () => {
  const long = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  expect(long.filter(({ lines }) => lines > 250)).toEqual([]);
});

test('no file is a drawer or a barrel', () => {
  const drawers = files.filter(({ path }) => /(?:^|\/)(?:index|utils?|helpers?|common|misc)\.ts$/.test(path));
  expect(drawers.map(({ path }) => path)).toEqual([]);
  const barrels = files.filter(({ text }) => /^export (?:type )?(?:\*|\{[^}]*\}) .*from /m.test(text));
  expect(barrels.map(({ path }) => path)).toEqual([]);
});

/** The first circle there is, its beginning told again at its end; nothing where there is none. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): string[] => {
    const start = way.indexOf(node);
    if (start >= 0) return [...way.slice(start), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...way, node]);
      if (circle.length > 0) return circle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const circle = visit(node, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
