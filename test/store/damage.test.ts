import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHead } from '../../src/store/sqlite/sealed/head-file.js';
import { changeRun, createPatient, type Patient } from '../helpers/damage.js';

/** Goes on with a damaged run, and makes its report: both are to be refused in words that say what is wrong. */
async function expectRefused(
  { goOn, command, runId }: Patient,
  what: string,
  words: RegExp,
  commands = [command, 'report'],
) {
  for (const given of commands) {
    const { code, stderr, stdout, puts } = await goOn(given);
    expect({ what, code, stdout, puts, stderr }).toMatchObject({ what, code: 1, stdout: '', puts: [] });
    expect(stderr).toContain(`the data of run ${runId} is damaged`);
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/do next: 1\. move that folder away/);
    expect(stderr).not.toMatch(/internal error|^\s+at /m);
  }
}

describe('of a run that is planned, whatever is not as it was written is told by name, and nothing is sent', () => {
  const record = (row: number, table: string) =>
    new RegExp(`run\\.db: record ${row} of the table ${table} is not as it was`);
  const total = (table: string, found: number, written: number) =>
    new RegExp(`the table ${table} has ${found} records, and they are not the ${written} that were written`);

  test.each([
    [
      'in its rows',
      [
        [
          'a digit',
          "UPDATE rows SET cells = replace(cells, '13800000001', '13800000007') WHERE row = 3",
          record(3, 'rows'),
        ],
        ['an id', "UPDATE rows SET contact = 'wm_000009' WHERE row = 5", record(5, 'rows')],
        ['the row', 'UPDATE rows SET row = 20 WHERE row = 5', record(20, 'rows')],
        ['a row less', 'DELETE FROM rows WHERE row = 4', total('rows', 7, 8)],
        [
          'one twice',
          'INSERT INTO rows SELECT 30, line, contact, cells, seal FROM rows WHERE row = 3',
          record(30, 'rows'),
        ],
        [
          'text that is no UTF-8',
          "UPDATE rows SET cells = CAST(x'5b22ff225d' AS TEXT) WHERE row = 9",
          record(9, 'rows'),
        ],
        ['a BLOB', 'UPDATE rows SET contact = CAST(contact AS BLOB) WHERE row = 2', record(2, 'rows')],
      ],
    ],
    [
      'in what is known of the contacts',
      [
        [
          'a value',
          "UPDATE baseline SET json = replace(json, '生日', '生曰') WHERE contact = 'wm_000002'",
          record(3, 'baseline'),
        ],
        [
          'one of another',
          "UPDATE baseline SET contact = 'wm_000099' WHERE contact = 'wm_000007'",
          record(8, 'baseline'),
        ],
        ['one less', "DELETE FROM baseline WHERE contact = 'wm_000001'", total('baseline', 7, 8)],
        ['the fields', "UPDATE account SET fields = replace(fields, 'text', 'date')", record(1, 'account')],
        [
          'text that is no UTF-8',
          "UPDATE baseline SET json = CAST(x'ff' AS TEXT) WHERE contact = 'wm_000000'",
          record(1, 'baseline'),
        ],
      ],
    ],
    [
      'in the plan and its record',
      [
        ['a change', "UPDATE planned SET changes = '[]' WHERE row = 6", record(6, 'planned')],
        ['a row less to send', 'DELETE FROM planned WHERE row = 6', total('planned', 7, 8)],
        ['the record', "UPDATE run SET record = json_set(record, '$.blankRows', 1)", record(1, 'run')],
        ['the record, no UTF-8', "UPDATE run SET record = CAST(x'7b22ff' AS TEXT)", record(1, 'run')],
        ['no record', 'DELETE FROM run', record(1, 'run')],
        [
          'a result that nobody wrote',
          "INSERT INTO results VALUES (2, 'updated', '[]', '[]', 1, 1, NULL, '')",
          record(2, 'results'),
        ],
        ['the chain', 'UPDATE chain SET seq = seq + 1', /the table chain\) is missing, or not as it was written/],
        ['no chain', 'DELETE FROM chain', /older than run\.head|the table chain\) is missing/],
        ['no table', 'DROP TABLE planned', /the database file makes no sense/],
        ['a table of another kind', 'ALTER TABLE relisted ADD COLUMN more TEXT', /makes no sense \(schema\)/],
      ],
    ],
  ] as const)('%s', async (_, damages) => {
    const patient = await createPatient('planned');
    for (const [what, sql, words] of damages) {
      await patient.putBack();
      changeRun(patient.folder, sql);
      await expectRefused(patient, what, words);
    }
    await patient.putBack();
    expect(await patient.goOn()).toMatchObject({ code: 0, puts: { length: 8 } });
  });
});

test('of a run that has sent something, nothing is taken back by what is not as it was written', async () => {
  const patient = await createPatient('stopped');
  for (const [what, sql] of [
    [
      'what was there before',
      "UPDATE baseline SET json = replace(json, '备注 0', '备注 1') WHERE contact = 'wm_000000'",
    ],
    ['an intent less', 'DELETE FROM intents WHERE row = 2'],
    ['a result', "UPDATE results SET status = 'unchanged' WHERE row = 2"],
    ['a call less', 'DELETE FROM calls WHERE seq = 1'],
  ] as const) {
    await patient.putBack();
    changeRun(patient.folder, sql);
    await expectRefused(patient, what, /run\.db: /, ['rollback', 'resume', 'report']);
  }
});

test('a rollback does not restore what is not as it was written', async () => {
  const { workspace, witness, goOn } = await createPatient('stopped');
  witness.puts.length = 0;
  witness.refuseFrom = 2;
  expect(await goOn('rollback')).toMatchObject({ code: 3 });
  witness.refuseFrom = Number.POSITIVE_INFINITY;
  const rollback = workspace.runFolders().at(-1) ?? '';
  changeRun(rollback, "UPDATE restores SET fields = replace(fields, '备注', '备柱') WHERE row = 4");
  const { code, stderr } = await workspace.run(['resume', rollback]);
  expect({ code, puts: witness.puts.length }).toEqual({ code: 1, puts: 1 });
  expect(stderr).toContain('record 4 of the table restores is not as it was written');
  expect(stderr).toContain('Roll back again: wefeng-import rollback ');
});

test('pages that are zeroed, and files that are cut or are none, are told by name', async () => {
  const patient = await createPatient('stopped');
  const database = patient.files.get('run.db') ?? Buffer.alloc(0);
  const changed = (at: number, byte: number) => Buffer.from(database).fill(byte, at, at + 1);
  const page = (number: number) => Buffer.from(database).fill(0, (number - 1) * 4096, number * 4096);
  const pages = Array.from({ length: database.length / 4096 }, (_, index) => index + 1);
  const damaged: [string, Buffer][] = [
    ...pages.filter((number) => number % 3 === 1).map((number): [string, Buffer] => [`page ${number}`, page(number)]),
    ['a type that is no UTF-8', changed(database.indexOf('line INTEGER') + 8, 0xff)],
    // It says of itself that it is not to be written.
    ['the header', changed(18, 3)],
    ['cut', database.subarray(0, database.length / 2)],
    ['empty', Buffer.alloc(0)],
    ['none', Buffer.from('garbage'.repeat(1000))],
  ];
  for (const [what, content] of damaged) {
    await patient.putBack();
    writeFileSync(patient.path('run.db'), content);
    await expectRefused(patient, what, /run\.db: /, ['resume']);
  }
});

describe('run.head', () => {
  test('that is missing, makes no sense, is older or of another run is told by name', async () => {
    const patient = await createPatient('planned');
    const other = await createPatient('planned');
    const older = Buffer.from(patient.files.get('run.head') ?? '');
    await patient.goOn('report');
    for (const [what, content, words] of [
      ['missing', null, /run\.head: the file is missing/],
      ['torn', Buffer.alloc(8192, ' '), /run\.head: the file makes no sense/],
      ['empty', Buffer.alloc(0), /run\.head: the file makes no sense/],
      [
        'of another run',
        other.files.get('run.head') ?? older,
        /run\.head: it is not the file|run\.db: the last of what was written/,
      ],
    ] as const) {
      await patient.putBack();
      if (content === null) rmSync(patient.path('run.head'));
      else writeFileSync(patient.path('run.head'), content);
      await expectRefused(patient, what, words);
    }
    await patient.putBack();
    expect(await patient.goOn()).toMatchObject({ code: 0 });
    writeFileSync(patient.path('run.head'), older);
    expect(await patient.goOn('report')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('or an older copy'),
    });
  });

  test('whose last write was torn has the mark before: that is a crash, and the run goes on', async () => {
    const patient = await createPatient('stopped');
    await patient.putBack();
    const sound = await patient.goOn();
    await patient.putBack();
    const newest = readHead(patient.folder);
    const bytes = readFileSync(patient.path('run.head'));
    const slot = bytes.indexOf(`${typeof newest === 'string' ? '' : newest.head}`) < 4096 ? 0 : 4096;
    writeFileSync(patient.path('run.head'), bytes.fill('#', slot + 10, slot + 40));
    expect(readHead(patient.folder)).not.toEqual(newest);
    expect(await patient.goOn()).toMatchObject({ code: 0, puts: sound.puts, contacts: sound.contacts });
  });
});

describe('the WAL of a run that was killed', () => {
  const frameBytes = 24 + 4096;

  /** Where each of its transactions ends. */
  function commitsOf(wal: Buffer): number[] {
    const frames = Array.from(
      { length: Math.floor((wal.length - 32) / frameBytes) },
      (_, index) => 32 + index * frameBytes,
    );
    return frames.filter((at) => wal.readUInt32BE(at + 4) > 0).map((at) => at + frameBytes);
  }

  test('that was cut at a transaction or within one is behind run.head, or what was lost is settled by reading', async () => {
    const patient = await createPatient('killed');
    const wal = patient.files.get('run.db-wal') ?? Buffer.alloc(0);
    await patient.putBack();
    const sound = await patient.goOn();
    const commits = commitsOf(wal);
    expect(commits.length).toBeGreaterThan(10);
    const outcomes: string[] = [];
    for (const at of [
      ...commits.slice(-5, -1),
      ...commits.slice(-3).map((end) => end - 1000),
      (commits[3] ?? 0) - 10,
      0,
    ]) {
      await patient.putBack();
      writeFileSync(patient.path('run.db-wal'), wal.subarray(0, at));
      const { code, stderr, puts, contacts } = await patient.goOn();
      if (code === 0)
        expect({ at, contacts, strange: puts.filter((put) => !sound.puts.includes(put)) }).toEqual({
          at,
          contacts: sound.contacts,
          strange: [],
        });
      else
        expect({ at, code, puts, stderr }).toEqual({
          at,
          code: 1,
          puts: [],
          stderr: expect.stringContaining('run.db is older than run.head'),
        });
      outcomes.push(code === 0 ? 'settled' : 'refused');
    }
    // The last transaction holds a result, the one before the intent.
    expect(outcomes).toContain('settled');
    expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThanOrEqual(5);
  });

  test('that was deleted, and run.db with it set back, is behind run.head', async () => {
    const patient = await createPatient('killed');
    await patient.putBack();
    rmSync(patient.path('run.db-wal'));
    await expectRefused(patient, 'without a WAL', /run\.db is older than run\.head/);
  });
});
