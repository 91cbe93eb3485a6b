import { join } from 'node:path';
import type { StoredContact } from '../../src/sandbox/account/account.js';
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
import { type Bad, judgeRollback, judgeRun, type ReportLine } from './witness.js';

/** One run of the program through faults. */
export interface Rehearsal {
  /** Names the job and its file, and is what the dice go by: the seed is in it. */
  readonly name: string;
  readonly seed: number;
  readonly shape: ShapeName;
  readonly shares: Shares<FaultName>;
  readonly mostInARow: number;
  readonly contacts: number;
  readonly pace: Pace;
  /** How often it is killed; where it is, it runs in processes of its own. */
  readonly kills: number;
  /** Whether it is rolled back in the end. */
  readonly takesBack: boolean;
}

/** How it came out. */
export interface Outcome {
  readonly rehearsal: Rehearsal;
  readonly bad: readonly (Bad & { readonly story: string })[];
  readonly rows: readonly FileRow[];
  /** How each row was reported, by its number. */
  readonly statuses: ReadonlyMap<number, string>;
  readonly passages: FaultProxy['passages'];
  readonly killedAt: Driven['killedAt'];
}

/** Has the program import a file through faults, and holds what it says against what the server holds. */
export async function rehearse(rehearsal: Rehearsal, workspace: Workspace): Promise<Outcome> {
  const { name, shares, mostInARow, contacts, pace, kills } = rehearsal;
  const { timeoutMs } = pace;
  // Its own quota never refuses: what the network makes of one call is not the program's to answer for.
  const rate = { limit: 1_000_000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: accountFor(contacts), secret: SECRET, rate });
  // Of what a killed process has left in a line nobody can say when it comes: within the deadline.
  const releaseMs = kills > 0 ? 0.65 * timeoutMs : 2.5 * timeoutMs;
  const proxy = await startFaultProxy({
    target: sandbox.baseUrl,
    seed: name,
    shares,
    mostInARow,
    timeoutMs,
    releaseMs,
  });
  try {
    return await importThrough(proxy, sandbox, rehearsal, workspace);
  } finally {
    await proxy.close();
    await sandbox.close();
  }
}

async function importThrough(
  proxy: FaultProxy,
  sandbox: Sandbox,
  rehearsal: Rehearsal,
  workspace: Workspace,
): Promise<Outcome> {
  const { name, contacts, pace, kills, takesBack } = rehearsal;
  const shape: Shape = shapes[rehearsal.shape];
  const rows = makeRows(contacts, shape, randomOf(`${name} rows`));
  workspace.write(`${name}.csv`, toCsv(rows));
  const job = workspace.write(`${name}.yaml`, jobOf(name, shape, pace));
  const driver = { name, workspace, proxy, kills, rows: rows.length, random: randomOf(`${name} kills`) };
  const before = contentOf(sandbox);
  const ran = await drive(driver, ['run', job]);
  // Now comes what was still on its way.
  await proxy.quiet();
  const report = readReport(ran.folder);
  const judged = judgeRun({
    rows,
    report,
    before,
    after: contentOf(sandbox),
    calls: sandbox.calls,
    replacesAll: shape.replacesAll,
    isMet: (contact) => hasMet(proxy, contact, pace),
  });
  const back = takesBack ? await takeBack({ ...driver, kills: 0 }, ran.folder, before, sandbox) : null;
  const bad = [
    ...[...judged, ...ran.bad, ...(back?.bad ?? [])],
    ...judgeTraffic(proxy.passages, pace, kills > 0),
    ...judgeSecrecy(join(workspace.logDir, name), ran.output + (back?.output ?? ''), proxy.passages),
  ];
  return {
    rehearsal,
    rows,
    statuses: statusesOf(report),
    killedAt: ran.killedAt,
    passages: proxy.passages,
    bad: bad.map((one) => ({ ...one, story: storyOf(one.contact, proxy.passages) })),
  };
}

/** Rolls a run back, and holds that against what was there before it. */
async function takeBack(
  driver: Parameters<typeof drive>[0],
  folder: string,
  before: ReadonlyMap<string, StoredContact>,
  sandbox: Sandbox,
): Promise<{ bad: Bad[]; output: string }> {
  const back = await drive(driver, ['rollback', folder]);
  await driver.proxy.quiet();
  const report = back.folder === folder ? null : readReport(back.folder);
  const bad = [...judgeRollback({ before, after: contentOf(sandbox), report }), ...back.bad];
  return { bad, output: back.output };
}

/**
 * Whether a call of a contact was met by a fault; one that keeps calls from arriving may have met any. A machine that is
 * held up for longer than a call may take is a fault, too.
 */
const hasMet = ({ passages }: FaultProxy, contact: string, { timeoutMs }: Pace): boolean =>
  passages.some(
    ({ subject, fault, struckBy, lagMs }) =>
      fault === 'refused' || (subject === contact && (fault !== null || struckBy !== null || lagMs >= timeoutMs)),
  );

const contentOf = (sandbox: Sandbox): Map<string, StoredContact> =>
  new Map(sandbox.contacts().map((contact) => [contact.externalUserId, contact]));

const statusesOf = (report: readonly ReportLine[]): Map<number, string> =>
  new Map(report.map(({ row, status = '' }) => [Number(row), status]));
