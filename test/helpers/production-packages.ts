import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the project. */
export const root = join(import.meta.dirname, '../..');

/** What package-lock.json says of a package. */
interface LockedPackage {
  readonly license?: string;
  readonly engines?: { readonly node?: string };
  readonly hasInstallScript?: boolean;
  /** It may be missing: its binary is for another platform. */
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** All of package-lock.json by its place (`node_modules/…`). The place of the project itself is empty. */
export const lockedPackages: Readonly<Record<string, LockedPackage>> = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
).packages;

/**
 * Finds the packages that are installed with the program, by place.
 * They are followed from our dependencies. The lock file's `dev` marks do not tell: typescript has none, since valibot
 * would use it where it is installed.
 */
export function findProductionPackages(): ReadonlyMap<string, LockedPackage> {
  const found = new Map<string, LockedPackage>();
  const follow = (from: string, locked: LockedPackage) => {
    for (const name of neededBy(locked)) {
      const place = findPlace(from, name);
      const next = lockedPackages[place];
      if (!next || found.has(place)) continue;
      found.set(place, next);
      follow(place, next);
    }
  };
  follow('', lockedPackages[''] ?? {});
  return found;
}

function neededBy(locked: LockedPackage): string[] {
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta } = locked;
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Finds a package as Node does: below the one that needs it, or else in the folders around. */
function findPlace(from: string, name: string): string {
  const place = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (lockedPackages[place]) return place;
  if (from === '') throw new Error(`package-lock.json does not hold ${name}`);
  return findPlace(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}
