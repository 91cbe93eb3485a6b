import type Database from 'libsql';

/** A prepared statement that reads rows of one type. Parameters are given by place, or by name as one object. */
export interface Query<Row> {
  all(parameters?: Parameters): Row[];
  /** The first row; undefined where there is none. */
  one(parameters?: Parameters): Row | undefined;
  /**
   * The row of a query that always has one, such as a count.
   * @throws Error where it has none
   */
  single(parameters?: Parameters): Row;
}

type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>;

/** Prepares a query. SQLite does not tell what its rows are: this is the one place where that is said instead. */
export const query = <Row extends object>(db: Database.Database, sql: string): Query<Row> => typed(db.prepare(sql));

/** As `query`; each row is the list of its values, which is faster. */
export const listQuery = <Row extends readonly unknown[]>(db: Database.Database, sql: string): Query<Row> =>
  typed(db.prepare(sql).raw(true));

const typed = <Row>(statement: Database.Statement): Query<Row> => ({
  all: (parameters = []) => statement.all(parameters) as Row[],
  one: (parameters = []) => statement.get(parameters) as Row | undefined,
  single(parameters = []) {
    const row = statement.get(parameters) as Row | undefined;
    if (row === undefined) throw new Error('a query without its row');
    return row;
  },
});
