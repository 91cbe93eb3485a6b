import type { Shares } from './draws.js';
import { type FaultName, faultNames } from './kinds.js';
import type { Rehearsal } from './rehearsal.js';
import { type ShapeName, shapes } from './shapes.js';

/** How much of everything. */
export interface Size {
  readonly contacts: number;
  /** How many of its calls meet a fault. */
  readonly share: number;
  /** So many calls of a contact may meet one in a row. */
  readonly mostInARow: number;
  readonly timeoutMs: number;
  readonly takesBack: boolean;
}

/** Some kinds of fault, each with its share of the calls. */
export function through(kinds: readonly FaultName[], shape: ShapeName, seed: number, size: Size): Rehearsal {
  const each = size.share / kinds.length;
  // A door that is shut hinders the calls of all.
  const shares = Object.fromEntries(kinds.map((kind) => [kind, kind === 'refused' ? each / 4 : each]));
  return made(`${kinds.join('-')}-${shape}`, shares, shape, seed, size);
}

/** All kinds of fault. */
export const together = (shape: ShapeName, seed: number, size: Size): Rehearsal => ({
  ...through(faultNames, shape, seed, size),
  name: `all-${shape}-${seed}`,
});

/** Killed so many times, where a request that is lost may be applied long after its process is gone. */
export const killed = (kills: number, shape: ShapeName, seed: number, size: Size): Rehearsal => ({
  ...through(['lateApplication', 'stall', 'garbageStatusLine', 'cutInBody', 'refusal'], shape, seed, size),
  name: `killed-${shape}-${seed}`,
  kills,
});

function made(name: string, shares: Shares<FaultName>, shape: ShapeName, seed: number, size: Size): Rehearsal {
  const { contacts, mostInARow, timeoutMs } = size;
  // Without a baseline there is nothing to go back to.
  const takesBack = size.takesBack && !shapes[shape].replacesAll;
  const rows = contacts * shapes[shape].rowsPerContact;
  const pace = { limit: Math.max(8, Math.ceil(rows / 8)), perMs: 200, timeoutMs };
  return { name: `${name}-${seed}`, seed, shape, shares, mostInARow, contacts, pace, kills: 0, takesBack };
}
