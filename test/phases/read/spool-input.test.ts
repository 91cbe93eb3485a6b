import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { loadJob } from '../../../src/job/load-job.js';
import { spoolInput } from '../../../src/phases/read/spool-input.js';
import { resumeRun } from '../../../src/runs/resume-run.js';
import { startRun } from '../../../src/runs/start-run.js';
import { customers, jobYaml, toCsv } from '../../helpers/customers.js';
import { encode } from '../../helpers/encode.js';
import { placeAt } from '../../helpers/place.js';
import { callbacksOf, checkHere } from '../../helpers/run-here.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';
import { createWorkspace, readReport } from '../../helpers/workspace.js';

const never = new AbortController().signal;

async function toWorkbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('客户').addRows(rows.map((cells) => [...cells]));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const inPieces = (content: Uint8Array, size: number): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
    })(),
  );

function setUp() {
  const workspace = createWorkspace();
  const job = workspace.write('job.yaml', jobYaml());
  return {
    ...workspace,
    job,
    check: (input: Readable) => checkHere(job, '-', workspace.logDir, callbacksOf(input)),
  };
}

describe('what is piped in is written to the run folder, whole, before any of it is read', () => {
  test.each([
    ['CSV in UTF-8', async () => Buffer.from(toCsv(customers(30)))],
    ['CSV in GBK', async () => encode(toCsv(customers(30)), 'gb18030')],
    ['CSV in UTF-16', async () => encode(`\uFEFF${toCsv(customers(30))}`, 'utf-16le')],
    ['a workbook', async () => toWorkbook([['企微客户ID', '手机号', '备注', '积分'], ...customers(30)])],
  ])('its content says what it is: %s', async (_, contentOf) => {
    const { check } = setUp();
    const content = await contentOf();
    const { summary, folder } = await check(inPieces(content, 100));
    expect(summary).toMatchObject({ file: join(folder, 'stdin'), rows: { total: 30, pending: 30 } });
    expect(readReport(folder).map(({ externalUserId }) => externalUserId)).toEqual(customers(30).map(([id]) => id));
    expect(readFileSync(join(folder, 'stdin')).equals(content)).toBe(true);
    expect(statSync(join(folder, 'stdin')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => /part|tmp/.test(name))).toEqual([]);
  });

  test.each([
    ['nothing at all', Buffer.alloc(0), 'source.noHeader'],
    ['an archive', gzipSync('x'), 'source.packed'],
    ['a workbook that was cut short', Buffer.from('PK\u0003\u0004', 'latin1'), 'source.broken'],
    ['CSV that was cut short', Buffer.from('企微客户ID,手机号,备注,积分\n1,2,"x'), 'source.openQuote'],
  ])('%s is refused, and no copy of it is left', async (_, content, code) => {
    const { check, runFolders } = setUp();
    await expect(check(inPieces(content, 10))).rejects.toMatchObject({ ending: 'refused', why: { code } });
    expect(runFolders()).toEqual([]);
  });
});

describe('what cannot be written down whole is refused', () => {
  const broken = (error: NodeJS.ErrnoException) =>
    Readable.from(
      (function* () {
        yield Buffer.from('企微客户ID,手机号');
        throw error;
      })(),
    );

  test('an input that breaks off', async () => {
    const { check, runFolders } = setUp();
    const input = broken(Object.assign(new Error('gone'), { code: 'EIO', syscall: 'read' }));
    await expect(check(input)).rejects.toMatchObject({
      ending: 'refused',
      why: { code: 'source.unreadable', params: { file: '-', reason: 'EIO' } },
    });
    expect(runFolders()).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('a disk that is full', async () => {
    const folder = makeTempFolder();
    symlinkSync('/dev/full', join(folder, 'stdin.part'));
    const spooling = spoolInput(inPieces(Buffer.alloc(100_000), 10_000), folder, 'x', never);
    await expect(spooling).rejects.toMatchObject({
      ending: 'refused',
      why: { code: 'run.inputDisk', params: { reason: 'ENOSPC' } },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a run that is stopped', () => {
  const lost = { ending: 'refused', why: { code: 'run.inputLost' } };

  test('while it waits for its input is interrupted, keeps nothing of it, and has nothing to go on with', async () => {
    const { job: jobPath, logDir, runFolders } = setUp();
    const stopping = new AbortController();
    const input = new Readable({ read: () => {} });
    input.push('企微客户ID,手机号,');
    setTimeout(() => stopping.abort(), 100);
    const order = { ...(await loadJob(jobPath)), sourcePath: '-' };
    const { summary } = await startRun(order, 'planned', placeAt(logDir), callbacksOf(input, stopping.signal));
    expect(summary).toMatchObject({ state: 'interrupted', rows: { total: 0 } });
    const [folder = ''] = runFolders();
    expect(readdirSync(folder).filter((name) => name.startsWith('stdin'))).toEqual([]);
    await expect(resumeRun(summary.runId, placeAt(logDir), callbacksOf())).rejects.toMatchObject(lost);
  });

  test('while it reads what was piped in reads that again when it is resumed, whatever is piped in then', async () => {
    const { job: jobPath, logDir } = setUp();
    const stopping = new AbortController();
    const order = { ...(await loadJob(jobPath)), sourcePath: '-' };
    const content = Buffer.from(toCsv(customers(3000)));
    const operator = callbacksOf(inPieces(content, 50_000), stopping.signal);
    const { summary } = await startRun(order, 'planned', placeAt(logDir), {
      ...operator,
      onProgress: () => stopping.abort(),
    });
    expect(summary).toMatchObject({ state: 'interrupted', rows: { total: 0 } });
    const others = inPieces(Buffer.from(toCsv(customers(5))), 100);
    const resumed = await resumeRun(summary.runId, placeAt(logDir), callbacksOf(others));
    expect(resumed.summary).toMatchObject({ state: 'planned', rows: { total: 3000, pending: 3000 } });
  });
});
