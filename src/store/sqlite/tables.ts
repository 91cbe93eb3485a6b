/** Of the tables and of the record. */
export const runStoreVersion = 5;

/** The version before records had seals. */
export const unsealedVersion = 4;

/** The tables of run.db, each column with its declaration. The first column is the key. Every record has a seal, too. */
const tables = {
  run: { one: 'INTEGER PRIMARY KEY CHECK (one = 1)', record: 'TEXT NOT NULL' },
  // The file as it was read.
  rows: {
    row: 'INTEGER PRIMARY KEY',
    line: 'INTEGER NOT NULL',
    contact: 'TEXT NOT NULL',
    cells: 'TEXT NOT NULL',
  },
  // In a rollback: what is to be restored for a row.
  restores: { row: 'INTEGER PRIMARY KEY', fields: 'TEXT NOT NULL' },
  account: { one: 'INTEGER PRIMARY KEY CHECK (one = 1)', fields: 'TEXT NOT NULL' },
  // The contacts as the server had them before anything was sent, and as a list shows them that is read again later.
  baseline: { contact: 'TEXT PRIMARY KEY', json: 'TEXT', problem: 'TEXT', readAt: 'INTEGER NOT NULL' },
  relisted: { contact: 'TEXT PRIMARY KEY', json: 'TEXT NOT NULL' },
  // The rows to send, and what they change.
  planned: { row: 'INTEGER PRIMARY KEY', changes: 'TEXT NOT NULL' },
  // An intent without a result: the row may have been sent.
  intents: { row: 'INTEGER PRIMARY KEY', at: 'TEXT NOT NULL' },
  // A result is the row's last word.
  results: {
    row: 'INTEGER PRIMARY KEY',
    status: 'TEXT NOT NULL',
    problems: 'TEXT NOT NULL',
    changes: 'TEXT NOT NULL',
    attempts: 'INTEGER NOT NULL',
    durationMs: 'INTEGER NOT NULL',
    finishedAt: 'TEXT',
  },
  calls: {
    seq: 'INTEGER PRIMARY KEY',
    endpoint: 'TEXT NOT NULL',
    isRetry: 'INTEGER NOT NULL',
    startedAt: 'INTEGER NOT NULL',
    durationUs: 'INTEGER NOT NULL',
    outcome: 'TEXT NOT NULL',
  },
} as const satisfies Record<string, Record<string, Declaration>>;

type Declaration = `INTEGER${' PRIMARY KEY' | ' PRIMARY KEY CHECK (one = 1)' | ' NOT NULL'}` | `TEXT${Demand}`;
type Demand = ' PRIMARY KEY' | ' NOT NULL' | '';

export type TableName = keyof typeof tables;

/** A record of a table: whole numbers and texts. */
export type RecordOf<Name extends TableName> = {
  readonly [Column in keyof (typeof tables)[Name]]: CellOf<(typeof tables)[Name][Column]>;
};

type CellOf<Declared> = Declared extends `INTEGER${string}` ? number : Declared extends 'TEXT' ? string | null : string;

export const tableNames = Object.keys(tables) as TableName[];

export const columnsOf = (table: TableName): string[] => Object.keys(tables[table]);

export const keyOf = (table: TableName): string => columnsOf(table)[0] ?? '';

/** The chain that holds the tables together: see chain.ts. */
export const chainColumns = ['one', 'seq', 'head', 'totals', 'marks'] as const;

const definitionOf = (table: TableName): string => {
  const columns = Object.entries(tables[table]).map(([name, declared]) => `${name} ${declared}`);
  return `${table} (${columns.join(', ')}, seal TEXT NOT NULL)${isKeptByText(table) ? ' WITHOUT ROWID' : ''}`;
};

export const isKeptByText = (table: TableName): boolean => Object.values(tables[table])[0]?.startsWith('TEXT') ?? false;

const tableDefinitions = [
  ...tableNames.map(definitionOf),
  // Whom a list has shown so far: scratch, of no meaning to a later process, and so without a seal.
  'listed (contact TEXT PRIMARY KEY) WITHOUT ROWID',
  `chain (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, head TEXT NOT NULL, totals TEXT NOT NULL, \
marks TEXT NOT NULL, seal TEXT NOT NULL)`,
];

const indexDefinition = 'rows_contact ON rows (contact, row)';

/** SQL that makes what is missing of the tables, and may be repeated. */
export const schema = tableDefinitions.map((table) => `CREATE TABLE IF NOT EXISTS file.${table};`).join('\n');

/** SQL that makes the index of the rows by their contacts. */
export const createIndex = `CREATE INDEX IF NOT EXISTS file.${indexDefinition}`;

/** The tables and the index, as SQLite notes them down. */
export const notedSchema: readonly string[] = [
  ...tableDefinitions.map((table) => `CREATE TABLE ${table}`),
  `CREATE INDEX ${indexDefinition}`,
];
