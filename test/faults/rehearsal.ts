import { join } from 'node:path';
import type { StoredContact } from '../../src/sandbox/account.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.js';
import { readReport, SECRET, type Workspace } from '../helpers/workspace.js';
import { randomOf, type Shares } from './draws.js';
import { type Driven, drive } from './drive.js';
import { type FaultProxy, startFaultProxy } from './fault-proxy.js';
import { accountFor, type FileRow, makeRows, toCsv } from './file-rows.js';
import type { FaultName } from './kinds.js';
import { jobOf, type Pace, type Shape, type ShapeName, shapes } from './shapes.js';
import { storyOf } from './story.js';
import { judgeSecrecy, judgeTraffic } from './traffic.js';
import { type Bad, judgeRollback, judgeRun } from './witness.js';

/** One run of the program through faults. */
export interface Rehearsal {
  /** Names the job and its file. */
  readonly name: string;
  readonly seed: number;
  readonly shape: ShapeName;
  readonly shares: Shares<FaultName>;
  readonly mostInARow: number;
  readonly contacts: number;
  readonly pace: Pace;
  /** How often it is killed; where it is, it runs in processes of its own. */
  readonly kills: number;
}

/** How it came out. */
export interface Outcome {
  readonly rehearsal: Rehearsal;
  readonly bad: readonly (Bad & { readonly story: string })[];
  readonly rows: readonly FileRow[];
  readonly statuses: ReadonlyMap<string, number>;
  readonly passages: FaultProxy['passages'];
  readonly killedAt: Driven['killedAt'];
}

/** Has the program import a file through faults and take it back, and holds what it says against what the server holds. */
export async function rehearse(rehearsal: Rehearsal, workspace: Workspace): Promise<Outcome> {
  const shape: Shape = shapes[rehearsal.shape];
  const { name, seed, shares, mostInARow, contacts, pace, kills } = rehearsal;
  const { timeoutMs } = pace;
  // Its own quota never refuses: what the network makes of one call is not the program's to answer for.
  const rate = { limit: 1_000_000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: accountFor(contacts), secret: SECRET, rate });
  // Of what a killed process has left in a line nobody can say when it comes: within the deadline.
  const releaseMs = kills > 0 ? 0.7 * timeoutMs : 2.5 * timeoutMs;
  const proxy = await startFaultProxy({ target: sandbox.baseUrl, seed, shares, mostInARow, timeoutMs, releaseMs });
  try {
    const rows = makeRows(contacts, shape, randomOf(`${seed} rows`));
    workspace.write(`${name}.csv`, toCsv(rows));
    const job = workspace.write(`${name}.yaml`, jobOf(name, shape, pace));
    const driver = { name, job, workspace, proxy, kills, random: randomOf(`${seed} kills`) };
    const judged = await importAndTakeBack(driver, rows, shape, sandbox);
    const bad = [...judged.bad, ...judgeTraffic(proxy.passages, pace)];
    const { statuses, killedAt } = judged;
    const told = bad.map((one) => ({ ...one, story: storyOf(one.contact, proxy.passages) }));
    return { rehearsal, bad: told, rows, statuses, killedAt, passages: proxy.passages };
  } finally {
    await proxy.close();
    await sandbox.close();
  }
}

async function importAndTakeBack(
  driver: Parameters<typeof drive>[0],
  rows: readonly FileRow[],
  { replacesAll }: Shape,
  sandbox: Sandbox,
): Promise<Pick<Driven, 'killedAt'> & { bad: Bad[]; statuses: Map<string, number> }> {
  const { name, proxy, job, workspace } = driver;
  const before = contentOf(sandbox);
  const ran = await drive(driver, ['run', job]);
  await proxy.quiet();
  const report = readReport(ran.folder);
  const after = contentOf(sandbox);
  const isMet = (contact: string) => proxy.passages.some((passage) => hasMet(passage, contact));
  const judged = judgeRun({ rows, report, before, after, calls: sandbox.calls, isMet, replacesAll });
  const secrecy = () => judgeSecrecy(join(workspace.logDir, name), ran.output, proxy.passages);
  const end = { statuses: countStatuses(report), killedAt: ran.killedAt };
  if (replacesAll) return { ...end, bad: [...judged, ...ran.bad, ...secrecy()] };
  const back = await drive({ ...driver, kills: 0 }, ['rollback', ran.folder]);
  await proxy.quiet();
  const restored = judgeRollback({
    before,
    after: contentOf(sandbox),
    report: back.folder === ran.folder ? null : readReport(back.folder),
  });
  return { ...end, bad: [...judged, ...ran.bad, ...restored, ...back.bad, ...secrecy()] };
}

/** Whether a call of a contact was met by a fault; one that keeps calls from arriving may have met any. */
const hasMet = ({ subject, fault, struckBy }: FaultProxy['passages'][number], contact: string): boolean =>
  fault === 'refused' || (subject === contact && (fault !== null || struckBy !== null));

const contentOf = (sandbox: Sandbox): Map<string, StoredContact> =>
  new Map(sandbox.contacts().map((contact) => [contact.externalUserId, contact]));

function countStatuses(report: readonly Record<string, string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { status = '' } of report) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
