import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openServiceLog } from '../../../src/service/log/service-log.js';
import { makeTempFolder } from '../../helpers/temp-folder.js';
import { until } from '../../helpers/until.js';

const noTrouble = (code: string) => {
  throw new Error(`the log cannot be written: ${code}`);
};

function setClock(time: string): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  vi.setSystemTime(new Date(time));
}

function setTimeZone(zone: string): void {
  const before = process.env.TZ;
  onTestFinished(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
  process.env.TZ = zone;
}

const logNames = (folder: string) => readdirSync(folder).sort();
const linesOf = (folder: string, name: string): Record<string, unknown>[] =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const allLines = (folder: string) => logNames(folder).flatMap((name) => linesOf(folder, name));

describe('the log of the service', () => {
  test('has a line of JSON for each event: when, how grave, what, and which run and job it is about', async () => {
    const folder = makeTempFolder();
    setClock('2026-11-23T04:00:00Z');
    const log = openServiceLog(folder, noTrouble);
    log.info('service.started', { pid: 7 });
    log.warn('run.ended', { run: '20261123-020000-1a2b', job: 'vip客户', exit: 2 });
    log.error('run.failed', { job: 'vip客户', code: 'stop.auth' });
    await log.close();
    const text = readFileSync(join(folder, 'service-2026-11-23.log'), 'utf8');
    const time = '"timestamp":"2026-11-23T04:00:00.000Z"';
    expect(text.split('\n')).toEqual([
      `{${time},"level":"info","message":"service.started","pid":7}`,
      `{${time},"level":"warn","message":"run.ended","run":"20261123-020000-1a2b","job":"vip客户","exit":2}`,
      `{${time},"level":"error","message":"run.failed","job":"vip客户","code":"stop.auth"}`,
      '',
    ]);
  });

  test('is for its owner alone, its folder too, and nothing else lies beside it', async () => {
    const folder = join(makeTempFolder(), 'new', 'logs');
    const log = openServiceLog(folder, noTrouble);
    log.info('service.started');
    await log.close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(logNames(folder)).toHaveLength(1);
    for (const name of logNames(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  test('goes on in the file of today when the service is started again', async () => {
    const folder = makeTempFolder();
    for (const count of [1, 2, 3]) {
      const log = openServiceLog(folder, noTrouble);
      log.info('service.started', { count });
      await log.close();
    }
    expect(logNames(folder)).toHaveLength(1);
    expect(allLines(folder).map(({ count }) => count)).toEqual([1, 2, 3]);
  });

  test('takes a folder by whatever name', async () => {
    for (const name of ['c++', '日志 (旧)', '[x']) {
      const folder = join(makeTempFolder(), name);
      for (const count of [1, 2]) {
        const log = openServiceLog(folder, noTrouble);
        log.info('service.started', { count });
        await log.close();
      }
      expect([name, allLines(folder).length]).toEqual([name, 2]);
    }
  });

  test('takes no more lines once it is closed, and may be closed twice, or unused', async () => {
    const folder = makeTempFolder();
    await openServiceLog(folder, noTrouble).close();
    const log = openServiceLog(folder, noTrouble);
    log.info('service.started');
    await log.close();
    log.info('too.late');
    await log.close();
    expect(allLines(folder).map(({ message }) => message)).toEqual(['service.started']);
  });
});

describe('a new file begins', () => {
  test('at midnight of the local time', async () => {
    const folder = makeTempFolder();
    setTimeZone('Asia/Shanghai');
    setClock('2026-11-22T23:59:59+08:00');
    const log = openServiceLog(folder, noTrouble);
    log.info('before.midnight');
    vi.setSystemTime(new Date('2026-11-23T00:00:00+08:00'));
    log.info('after.midnight');
    await log.close();
    expect(logNames(folder)).toEqual(['service-2026-11-22.log', 'service-2026-11-23.log']);
    expect(linesOf(folder, 'service-2026-11-22.log').map(({ message }) => message)).toEqual(['before.midnight']);
    expect(linesOf(folder, 'service-2026-11-23.log').map(({ message }) => message)).toEqual(['after.midnight']);
  });

  test('when one has 10 MB; each line is whole and in one of them, and a restart goes on in the last', async () => {
    const folder = makeTempFolder();
    setClock('2026-11-23T04:00:00Z');
    const job = '客'.repeat(200);
    const lines = 32_000;
    const log = openServiceLog(folder, noTrouble);
    for (let count = 0; count < lines; count++) {
      log.info('run.ended', { job, count });
      if (count % 1000 === 0) await sleep(1);
    }
    await log.close();
    const again = openServiceLog(folder, noTrouble);
    again.info('run.ended', { job, count: lines });
    await again.close();

    const names = ['service-2026-11-23.log', 'service-2026-11-23.1.log', 'service-2026-11-23.2.log'];
    expect(logNames(folder)).toEqual(names.toSorted());
    for (const name of names) {
      expect(statSync(join(folder, name)).size).toBeLessThan(10 * 1024 * 1024 + 1000);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    const counts = names.flatMap((name) => linesOf(folder, name).map(({ count }) => count));
    expect(counts).toEqual(Array.from({ length: lines + 1 }, (_, count) => count));
  });

  test('and the oldest go: 30 are kept, and nothing that is not of the log is touched', async () => {
    const folder = makeTempFolder();
    const mine = ['service-2020-01-01.txt', 'service-notes.log', 'x-service-2020-01-01.log', 'run.db'];
    for (const name of mine) writeFileSync(join(folder, name), 'mine');
    mkdirSync(join(folder, 'service-2020-01-02.log'));
    for (let day = 1; day <= 40; day++) {
      const path = join(folder, `service-2025-01-01.${day}.log`);
      writeFileSync(path, '');
      utimesSync(path, day * 1000, day * 1000);
    }
    setClock('2026-11-23T04:00:00Z');
    const log = openServiceLog(folder, noTrouble);
    log.info('service.started');
    await log.close();
    const left = logNames(folder);
    const kept = left.filter((name) => /^service-202[56].*\.log$/.test(name));
    expect(kept).toHaveLength(30);
    expect(kept).toContain('service-2026-11-23.log');
    expect(kept).toContain('service-2025-01-01.40.log');
    expect(kept).not.toContain('service-2025-01-01.11.log');
    expect(left).toEqual(expect.arrayContaining([...mine, 'service-2020-01-02.log']));
  });

  test('a thousand times without a handle that stays open or a listener that stays on', async () => {
    const folder = makeTempFolder();
    setClock('2026-11-23T04:00:00Z');
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    onTestFinished(() => void process.off('warning', onWarning));
    const handles = () => readdirSync('/proc/self/fd').length;
    const before = handles();
    const log = openServiceLog(folder, noTrouble);
    for (let day = 0; day < 1000; day++) {
      vi.setSystemTime(Date.UTC(2026, 0, 1 + day, 4));
      log.info('service.started', { count: day });
      await sleep(0);
    }
    expect(handles() - before).toBeLessThan(10);
    await log.close();
    expect(handles() - before).toBeLessThan(3);
    expect(warnings).toEqual([]);
    expect(logNames(folder).length).toBeLessThanOrEqual(31);
    expect(allLines(folder).at(-1)?.count).toBe(999);
  });
});

test('two services on one folder leave each other’s lines whole', async () => {
  const folder = makeTempFolder();
  const job = 'x'.repeat(150);
  const lines = 5000;
  const [one, two] = [openServiceLog(folder, noTrouble), openServiceLog(folder, noTrouble)];
  const writing = [one, two].map(async (log, pid) => {
    for (let count = 0; count < lines; count++) {
      log.info('run.ended', { job, pid, count });
      if (count % 100 === 0) await sleep(0);
    }
    await log.close();
  });
  await Promise.all(writing);
  for (const pid of [0, 1]) {
    const counts = allLines(folder).filter((line) => line.pid === pid);
    expect(counts.map(({ count }) => count)).toEqual(Array.from({ length: lines }, (_, count) => count));
  }
});

describe('what a line may hold', () => {
  async function lineOf(event: string, fields: object): Promise<{ text: string; line: Record<string, unknown> }> {
    const folder = makeTempFolder();
    const log = openServiceLog(folder, noTrouble);
    log.info(event, fields);
    await log.close();
    const text = readFileSync(join(folder, logNames(folder)[0] ?? ''), 'utf8');
    expect(text.split('\n')).toHaveLength(2);
    return { text, line: JSON.parse(text) };
  }

  test('is on a list by name; all else is dropped, however it comes', async () => {
    const canary = {
      value: '张三',
      mobile: '13800138000',
      error: new Error('13800138000'),
      sign: 'abc',
      job: { a: 1 },
    };
    const forged = JSON.parse('{"__proto__": {"job": "x"}, "constructor": "x", "level": "error", "message": "x"}');
    const { line } = await lineOf('run.ended', { ...canary, ...forged, timestamp: 'x', rows: 3 });
    expect(line).toEqual({ timestamp: expect.any(String), level: 'info', message: 'run.ended', rows: 3 });
    expect(line.timestamp).toMatch(/^\d{4}-/);
  });

  test.each([
    [
      'a figure that is none',
      { rows: '13800138000', durationMs: Number.NaN, pid: Number.POSITIVE_INFINITY, exit: null },
    ],
    ['a word that is a sentence', { code: '张三 13800138000', outcome: 'a b', state: '', endpoint: 'x'.repeat(81) }],
    ['a time that is none', { next: 'tomorrow', due: '2026-11-23' }],
    ['a name that is an object', { job: { toString: () => '张三' }, run: ['张三'], account: 5 }],
  ])('is what its field may hold, and not %s', async (_, fields) => {
    const { line } = await lineOf('run.ended', fields);
    expect(Object.keys(line)).toEqual(['timestamp', 'level', 'message']);
  });

  test('moves no cursor, begins no line and reorders nothing: such characters are written out', async () => {
    const hostile = 'a\u001b[31m\r\n{"forged":1}\u202e\u2066\u200b\u2028\u0085\u0000\u{e0041}z';
    const { text, line } = await lineOf(hostile, { job: hostile });
    const told = 'a\\u001b[31m\\u000d\\u000a{"forged":1}\\u202e\\u2066\\u200b\\u2028\\u0085\\u0000\\ue0041z';
    expect(line).toMatchObject({ message: told, job: told });
    expect(text.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  test('is cut at 200 characters, none of them in two', async () => {
    const { line } = await lineOf('run.ended', { job: '𠮷'.repeat(100_000), run: '𠮷'.repeat(200) });
    expect(line).toMatchObject({ job: `${'𠮷'.repeat(200)}…`, run: '𠮷'.repeat(200) });
  });
});

describe('a log that cannot be written', () => {
  const patienceMs = 30_000;

  test('stops nobody: it is told once, tried again, and what is missing is counted', async () => {
    const folder = join(makeTempFolder(), 'logs');
    writeFileSync(folder, 'a file where the folder should be');
    setClock('2026-11-23T04:00:00Z');
    const troubles: string[] = [];
    const log = openServiceLog(folder, (code) => troubles.push(code));
    for (let count = 0; count < 5; count++) log.info('lost', { count });
    vi.advanceTimersByTime(patienceMs);
    vi.setSystemTime(Date.now() + patienceMs);
    log.info('lost', { count: 5 });
    expect(troubles).toEqual(['EEXIST']);

    rmSync(folder);
    vi.setSystemTime(Date.now() + patienceMs);
    log.info('kept');
    vi.setSystemTime(Date.now() + patienceMs);
    log.info('kept');
    await log.close();
    expect(allLines(folder).map(({ message, count }) => [message, count])).toEqual([
      ['kept', undefined],
      ['log.gap', 6],
      ['kept', undefined],
    ]);
  });

  test('because the disk is full is no different', async () => {
    const folder = makeTempFolder();
    setClock('2026-11-23T04:00:00Z');
    symlinkSync('/dev/full', join(folder, 'service-2026-11-23.log'));
    const troubles: string[] = [];
    const log = openServiceLog(folder, (code) => troubles.push(code));
    for (let round = 0; round < 3; round++) {
      log.info('lost');
      // A full disk says so a moment later; a busy machine has many of them.
      if (round === 0) await until(() => troubles.length > 0);
      for (let turn = 0; turn < 30; turn++) await sleep(10);
      log.info('lost');
      vi.setSystemTime(Date.now() + patienceMs);
    }
    expect(troubles).toEqual(['ENOSPC']);
    rmSync(join(folder, 'service-2026-11-23.log'));
    log.info('kept');
    await log.close();
    expect(allLines(folder).map(({ message, count }) => [message, count])).toEqual([
      ['kept', undefined],
      ['log.gap', 6],
    ]);
  });

  test('because its folder has gone is no different, at midnight either', async () => {
    const folder = join(makeTempFolder(), 'logs');
    setClock('2026-11-22T23:00:00Z');
    const troubles: string[] = [];
    const log = openServiceLog(folder, (code) => troubles.push(code));
    log.info('first');
    await until(() => existsSync(folder) && allLines(folder).length === 1);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    vi.setSystemTime(new Date('2026-11-23T23:00:00Z'));
    log.info('lost');
    await until(() => troubles.length > 0);
    log.info('lost');
    expect(troubles).toHaveLength(1);
    rmSync(folder);
    vi.setSystemTime(Date.now() + patienceMs);
    log.info('kept');
    await log.close();
    expect(existsSync(folder)).toBe(true);
    expect(allLines(folder).map(({ message }) => message)).toEqual(['kept', 'log.gap']);
  });

  test('is closed at once', async () => {
    const folder = join(makeTempFolder(), 'logs');
    writeFileSync(folder, '');
    const log = openServiceLog(folder, () => {});
    log.info('lost');
    const start = performance.now();
    await log.close();
    // Far from the three seconds that lines have to come to the disk.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
