// Rows a second and peak memory of report.xlsx, and how both grow; beside it hucre's streaming writer with the same cells
// in one sheet. Usage: node bench/report.mjs [small] [large]
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import { openReportBook } from '../dist/report/book/report-book.js';

const [, , what = '100000', rowsOrLarge = '1000000', path = ''] = process.argv;
const writers = { ours: writeReport, hucre: writeByHucre };
const run = { command: 'run', state: 'completed' };

if (what in writers) await tellOf(() => writers[what](Number(rowsOrLarge)));
else compare([what, rowsOrLarge]);

function compare(sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'wefeng-bench-'));
  for (const rows of sizes) {
    for (const writer of Object.keys(writers)) {
      const args = [import.meta.filename, writer, rows, join(folder, 'report.xlsx')];
      const { stdout, status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      if (status !== 0) throw new Error(`${writer} ended with ${status}`);
      process.stdout.write(`${rows} rows, ${writer}: ${stdout}`);
    }
  }
  rmSync(folder, { recursive: true });
}

async function tellOf(write) {
  const start = performance.now();
  await write();
  const rate = Math.round((Number(rowsOrLarge) * 1000) / (performance.now() - start));
  process.stdout.write(`${rate} rows/s, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`);
}

async function writeReport(rows) {
  const quota = { limit: 60, perMs: 60_000 };
  const quotas = { put: quota, get: quota, list: quota };
  const book = await openReportBook(path, run, { lang: 'zh', quotas, findings: [] });
  for (const batch of batches(rows)) await book.add(batch);
  const none = { unchanged: 0, invalid: 0, failed: 0, unknown: 0, unverified: 0, drifted: 0, pending: 0 };
  const counts = { ...none, total: rows, updated: rows };
  const calls = { put: rows, get: 0, list: 0, retries: 0, rateLimited: 0 };
  const times = { startedAt: '2026-11-23T02:00:00.000+08:00', finishedAt: null };
  const rest = {
    runId: 'r',
    job: 'bench',
    file: 'f',
    rollbackOf: null,
    stoppedBy: null,
    plan: null,
    source: [],
    baseline: [],
  };
  const files = { failedBook: null };
  const summary = { ...run, ...times, ...rest, rows: counts, blankRows: 0, calls, files };
  await book.finish({ summary, reasons: [], changing: () => batches(rows), calls: () => [] });
}

async function writeByHucre(rows) {
  const columns = Array.from({ length: 9 }, (_, index) => ({ header: `h${index}`, numFmt: '@' }));
  const file = Writable.toWeb(createWriteStream(path));
  await writeXlsxStream(cellsOf(rows), { name: '明细', columns }).pipeTo(file);
}

function* cellsOf(rows) {
  for (const batch of batches(rows)) {
    for (const { contact, result } of batch) {
      const [{ before, after }] = result.changes;
      yield [
        String(result.row),
        contact,
        '已更新',
        '',
        `客户等级: ${before} → ${after}`,
        '1',
        '120',
        '2026-11-23 02:00:00',
        '',
      ];
    }
  }
}

function* batches(rows) {
  for (let first = 0; first < rows; first += 1000) {
    yield Array.from({ length: Math.min(1000, rows - first) }, (_, index) => rowOf(first + index));
  }
}

function rowOf(index) {
  const changes = [{ field: 'CustomField_1', name: '客户等级', before: '普通', after: `VIP ${index}` }];
  const finishedAt = '2026-11-23T02:00:00.000+08:00';
  const result = { row: index + 2, status: 'updated', problems: [], changes, attempts: 1, durationMs: 120, finishedAt };
  return { contact: `wmDEMOkAGzqDfglqZcr_${index}`, cells: [], result };
}
