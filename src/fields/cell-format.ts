/** What a job says of the text of a mapped field: how it is to be read. */
export interface CellFormat {
  /** Cell text → API value; for a chained field the whole path → its keys. */
  readonly values?: ReadonlyMap<string, string | number | readonly number[]> | undefined;
  /** The spellings of a date, each in Luxon tokens; at least one. */
  readonly format?: readonly string[] | undefined;
  /** What stands between the parts of a chained or many-valued cell, in either width. */
  readonly separator?: string | undefined;
  /** The longest text, in characters (code points). */
  readonly maxLength?: number | undefined;
}
