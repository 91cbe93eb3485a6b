import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import * as v from 'valibot';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jobSchema } from '../../src/job/schema.js';
import { message } from '../../src/messages/message.js';
import { nothingRead } from '../../src/runs/begin-run.js';
import type { StoredRow } from '../../src/store/run-data.js';
import type { RunRecord } from '../../src/store/run-record.js';
import type { RunCommands, RunQueries, RunStore } from '../../src/store/run-store.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

// A method that is in neither list, or in both, is an error of type here.
const commands: Readonly<Record<keyof RunCommands, true>> = {
  replaceRecord: true,
  clearRows: true,
  addRows: true,
  replaceRows: true,
  addRestores: true,
  indexContacts: true,
  clearBaseline: true,
  clearListed: true,
  addPage: true,
  markPartial: true,
  writeAccount: true,
  clearPlan: true,
  clearRelisted: true,
  addRelisted: true,
  commit: true,
};

const record: RunRecord = {
  ...nothingRead,
  runId: '20261128-100000-aaaa',
  command: 'run',
  rollbackOf: null,
  takesBack: null,
  jobPath: '/srv/import/jobs/vip.yaml',
  jobFile: v.parse(jobSchema, { name: 'vip', id: 'id', fields: { position: '职位' } }),
  sourcePath: '/srv/import/vip.csv',
  header: ['id', '职位'],
  preamble: [],
  delimiter: ',',
  sheet: null,
  accountId: null,
  startedAt: '2026-11-28T10:00:00.000+08:00',
};

const rowOf = (row: number, contact: string, position: string): StoredRow => ({
  row,
  line: row,
  contact,
  cells: [contact, position],
});
const entryOf = (contact: string, position: string | null) => ({
  contact,
  json: position && JSON.stringify({ externalUserId: contact, position, customFields: [] }),
  problem: position ? null : message('contact.untold'),
  readAt: 1_790_000_000_000,
});
const resultOf = (row: number, status: 'updated' | 'unchanged') => ({
  row,
  status,
  problems: [],
  changes: [],
  attempts: 1,
  durationMs: 12,
  finishedAt: '2026-11-28T10:00:00.000+08:00',
});

/** Work of all phases, with every command in it. */
function work(store: RunStore): void {
  expect([store.replaceRecord(null, record), store.replaceRecord(null, record)]).toEqual([true, false]);
  store.clearRows();
  store.addRows([rowOf(2, 'wm1', '经理'), rowOf(3, 'wm2', '职员'), rowOf(4, 'wm1', '总监'), rowOf(5, 'wm3', '')]);
  store.replaceRows([rowOf(5, 'wm3', '助理')]);
  store.indexContacts();
  store.clearBaseline();
  store.addPage(['wm1', 'wm9'], [entryOf('wm1', '职员')]);
  store.addPage(['wm2', 'wm3'], [entryOf('wm2', '职员'), entryOf('wm3', null)]);
  store.clearListed();
  store.markPartial(message('contact.partial', { fields: 'wxNo' }));
  store.writeAccount('{"fields":[]}');
  store.clearPlan();
  const change = { field: 'position', name: null, before: '职员', after: '经理' };
  store.commit({ planned: [{ row: 2, changes: [change] }], results: [resultOf(3, 'unchanged')] });
  store.clearRelisted();
  store.addRelisted(['wm1'], [{ contact: 'wm1', json: '{}' }]);
  const at = '2026-11-28T10:00:00.000+08:00';
  store.commit({
    contacts: [entryOf('wm1', '主管')],
    intents: [
      { row: 2, at },
      { row: 4, at },
    ],
  });
  const call = {
    endpoint: 'put',
    isRetry: false,
    startedAt: 1_790_000_000_001,
    durationMs: 20.5,
    outcome: 'accepted',
  } as const;
  store.commit({ withdrawn: [4], results: [resultOf(2, 'updated')], calls: [call, call] });
  store.addRestores([{ row: rowOf(6, 'wm4', ''), fields: '[]' }]);
}

function openStore(name: string): RunStore {
  const folder = join(makeTempFolder(), name);
  mkdirSync(folder);
  const store = openRunStore(folder);
  onTestFinished(() => store.close());
  return store;
}

/** All that a run.db holds, table by table; of its chain the totals, since every run begins a chain of its own. */
function contentOf({ folder }: RunStore): Record<string, unknown> {
  const db = new Database(join(folder, 'run.db'), { readonly: true });
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all([]) as {
      name: string;
    }[];
    const columnsOf = (name: string) => (name === 'chain' ? 'seq, totals' : '*');
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        db
          .prepare(`SELECT ${columnsOf(name)} FROM ${name}`)
          .raw(true)
          .all([]),
      ]),
    );
  } finally {
    db.close();
  }
}

describe('what writes is told from what reads', () => {
  test('the same commands make the same store, when and wherever they are repeated', () => {
    const log: { name: keyof RunCommands; given: unknown[] }[] = [];
    const first = openStore('20261128-100000-aaaa');
    const logged = Object.fromEntries(
      Object.keys(commands).map((name) => [
        name,
        (...given: unknown[]) => {
          log.push({ name: name as keyof RunCommands, given: structuredClone(given) });
          return (first[name as keyof RunCommands] as (...given: unknown[]) => unknown)(...given);
        },
      ]),
    ) as unknown as RunCommands;
    work({ ...first, ...logged });
    const second = openStore('20261128-110000-bbbb');
    for (const { name, given } of log) (second[name] as (...given: unknown[]) => unknown)(...given);
    const made = contentOf(first);
    expect(new Set(log.map(({ name }) => name))).toEqual(new Set(Object.keys(commands)));
    expect(made.results).toHaveLength(2);
    expect(contentOf(second)).toEqual(made);
  });

  test('a query changes nothing', () => {
    const store = openStore('20261128-100000-aaaa');
    work(store);
    const before = contentOf(store);
    const queries: Readonly<Record<keyof RunQueries, () => unknown>> = {
      readRecord: () => store.readRecord(),
      countRows: () => store.countRows(),
      rowsAt: () => store.rowsAt(2),
      rowsOfContact: () => store.rowsOfContact('wm1'),
      lastRowOfContact: () => store.lastRowOfContact('wm1'),
      earlierRows: () => store.earlierRows({ contact: 'wm1', row: 4 }),
      restoreOf: () => store.restoreOf(6),
      countContacts: () => store.countContacts(),
      countUnknown: () => store.countUnknown(),
      countListed: () => store.countListed(),
      lookUp: () => store.lookUp(['wm1', 'wm9']),
      unknownContacts: () => [...store.unknownContacts()],
      incompleteContacts: () => [...store.incompleteContacts()],
      isAnyFound: () => store.isAnyFound(),
      someContact: () => store.someContact(),
      entryOf: () => store.entryOf('wm1'),
      latestReadAt: () => store.latestReadAt(),
      relistedOf: () => store.relistedOf('wm1'),
      readAccount: () => store.readAccount(),
      plannableRows: () => [...store.plannableRows()],
      plannedRows: () => [...store.plannedRows()],
      countChanging: () => store.countChanging(),
      unsettledRows: () => [...store.unsettledRows()],
      earlierUnknown: () => store.earlierUnknown(rowOf(4, 'wm1', '')),
      laterWritten: () => store.laterWritten({ contact: 'wm1', row: 0 }),
      statusOf: () => store.statusOf(2),
      isIntended: () => store.isIntended(2),
      settledRows: () => [...store.settledRows()],
      changingRows: () => [...store.changingRows()],
      countStatuses: () => store.countStatuses(),
      callTimes: () => [...store.callTimes()],
      countCalls: () => store.countCalls(),
    };
    const answers = Object.entries(queries).map(([name, ask]) => [name, ask()] as const);
    expect(answers.filter(([, answer]) => answer === undefined)).toEqual([]);
    expect(contentOf(store)).toEqual(before);
  });
});

test('a row that is to be planned comes with all that is known of it', () => {
  const store = openStore('20261128-100000-aaaa');
  work(store);
  expect([...store.plannableRows()]).toEqual([
    { ...rowOf(2, 'wm1', '经理'), alone: false, baseline: store.entryOf('wm1'), restore: null },
    { ...rowOf(3, 'wm2', '职员'), alone: true, baseline: store.entryOf('wm2'), restore: null },
    { ...rowOf(4, 'wm1', '总监'), alone: false, baseline: store.entryOf('wm1'), restore: null },
    { ...rowOf(5, 'wm3', '助理'), alone: true, baseline: store.entryOf('wm3'), restore: null },
    { ...rowOf(6, 'wm4', ''), alone: true, baseline: null, restore: '[]' },
  ]);
});

test('an intent is in run.head before commit returns', () => {
  const store = openStore('20261128-100000-aaaa');
  work(store);
  const head = () => readFileSync(join(store.folder, 'run.head'), 'utf8');
  const before = head();
  store.commit({ contacts: [entryOf('wm2', '主管')] });
  expect(head()).toBe(before);
  store.commit({ intents: [{ row: 5, at: '2026-11-28T10:00:00.000+08:00' }] });
  expect(head()).not.toBe(before);
});
