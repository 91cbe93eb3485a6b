import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProductionPackages, lockedPackages, root } from './helpers/production-packages.js';

/** What a package.json says. */
interface Manifest {
  readonly license?: string;
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const allowedLicences = ['MIT', 'ISC', 'BSD-2-Clause', 'Apache-2.0', '(MIT OR CC0-1.0)'];
const places = [...findProductionPackages().keys()];
const ours = readManifest('');

describe('the packages of the program', () => {
  test('are found: our dependencies and what these need, and nothing that only tests need', () => {
    const direct = Object.keys(ours?.dependencies ?? {}).map((name) => `node_modules/${name}`);
    expect(direct.length).toBeGreaterThan(20);
    expect(places).toEqual(expect.arrayContaining([...direct, 'node_modules/keyv', 'node_modules/@neon-rs/load']));
    expect(places.filter((place) => /typescript|vitest|exceljs|fast-check/.test(place))).toEqual([]);
  });

  test('are installed, but for binaries of other platforms', () => {
    const missing = places.filter((place) => !readManifest(place));
    expect(missing.filter((place) => !lockedPackages[place]?.optional)).toEqual([]);
  });

  test('have allowed licences, the same in the lock file as in the package', () => {
    expect(places.filter((place) => !allowedLicences.includes(licenceOf(place)))).toEqual([]);
    const different = places.filter((place) => (readManifest(place)?.license ?? licenceOf(place)) !== licenceOf(place));
    expect(different).toEqual([]);
  });

  test('are listed in docs/licences.md with their licences, and nothing else is', () => {
    const rows = readRows();
    const listed = rows.map(([name, licence]) => `${name}: ${licence}`);
    expect(listed.toSorted()).toEqual(
      [...new Set(places.map((place) => `${nameOf(place)}: ${licenceOf(place)}`))].toSorted(),
    );
    // The rows of the first list have a third cell.
    const explained = rows.flatMap(([name = '', , purpose]) => (purpose ? [name] : []));
    expect(explained.toSorted()).toEqual(Object.keys(ours?.dependencies ?? {}).toSorted());
  });

  test('that we use ourselves are explained in docs/architecture.md too', () => {
    const architecture = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    expect(Object.keys(ours?.dependencies ?? {}).filter((name) => !architecture.includes(`**${name}**`))).toEqual([]);
  });

  test('accept the oldest Node that ours accepts', () => {
    const oldest = /^>=(\d+\.\d+)$/.exec(ours?.engines?.node ?? '')?.[1] ?? '';
    expect(oldest).not.toBe('');
    const ranges = places.map((place) => [place, lockedPackages[place]?.engines?.node ?? '*'] as const);
    expect(ranges.filter(([, range]) => !acceptsNode(range, oldest))).toEqual([]);
  });
});

describe('an installation', () => {
  test('runs no script, whether of ours, of a package of the program or of one that tests need', () => {
    const scripted = Object.keys(lockedPackages).filter((place) => hasInstallScript(place));
    // Some registries mark it; the package itself has none, and only macOS gets it.
    expect(scripted.filter((place) => place !== 'node_modules/fsevents')).toEqual([]);
  });
});

describe('a range of Node versions', () => {
  test.each([
    ['*', true],
    ['>=20', true],
    ['>= 20.19', true],
    ['>=v12.22.7', true],
    ['>=20.20', false],
    ['>=22', false],
    ['^20.0.0', true],
    ['^18 || ^22', false],
    ['^16 || ^18 || >=20', true],
  ])('%s: 20.19 accepted: %s', (range, accepted) => {
    expect(acceptsNode(range, '20.19')).toBe(accepted);
  });

  test('that is written in a way not known here is no reason to accept it', () => {
    expect(() => acceptsNode('18 - 20', '20.19')).toThrow('18 - 20');
  });
});

function readManifest(place: string): Manifest | null {
  const path = join(root, place, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

const nameOf = (place: string): string => place.split('node_modules/').at(-1) ?? '';
const licenceOf = (place: string): string => lockedPackages[place]?.license ?? 'none';

/** The cells of the tables of docs/licences.md, up to the section on development. */
function readRows(): string[][] {
  const [lists = ''] = readFileSync(join(root, 'docs/licences.md'), 'utf8').split('\n## What an installation runs');
  const lines = lists.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| package |'));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

/** By what the lock file says, and by what lies there: some registries leave the mark out. */
function hasInstallScript(place: string): boolean {
  const { scripts = {} } = readManifest(place) ?? {};
  const runs = ['preinstall', 'install', 'postinstall'].some((name) => scripts[name] !== undefined);
  // npm builds what has this file, without any script.
  return runs || lockedPackages[place]?.hasInstallScript === true || existsSync(join(root, place, 'binding.gyp'));
}

/** Does a range (`>=`, `^`, `*` and `||` of them) hold the first release of a minor version of Node? */
function acceptsNode(range: string, version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return range.split('||').some((part) => {
    if (part.trim() === '*') return true;
    const [, sign, ...numbers] = /^(>=|\^)\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(part.trim()) ?? [];
    if (!sign) throw new Error(`a range of Node versions that is not understood: ${range}`);
    const [fromMajor = 0, fromMinor = 0, fromPatch = 0] = numbers.map((digits) => Number(digits ?? 0));
    if (major !== fromMajor) return sign === '>=' && major > fromMajor;
    return minor > fromMinor || (minor === fromMinor && fromPatch === 0);
  });
}
