import { csv } from '../helpers/account.js';
import { idOf } from '../helpers/customers.js';

/** A row of the file, as the witness expects it. */
export interface FileRow {
  /** As the report numbers it. */
  readonly row: number;
  readonly contact: string;
  readonly mobile: string;
  /** Of no other row, where it changes anything: by it a call tells which row it brings. */
  readonly remark: string;
  readonly changes: boolean;
}

const usualRows = 13;

/** Rows that change a contact each; one that changes nothing; two of one contact. */
export function fileRows(changing = usualRows): FileRow[] {
  const rows = Array.from({ length: changing }, (_, index) => rowOf(index, index, `new ${index}`, true));
  return [
    ...rows,
    { ...rowOf(changing, changing, 'before', false), mobile: '13900000000' },
    rowOf(changing + 1, changing + 1, 'the first of two', true),
    rowOf(changing + 2, changing + 1, 'the second of two', true),
  ];
}

const rowOf = (place: number, contact: number, remark: string, changes: boolean): FileRow => ({
  row: place + 2,
  contact: idOf(contact),
  mobile: `138${String(place).padStart(8, '0')}`,
  remark,
  changes,
});

export const contactsOfFile = (changing = usualRows): number => changing + 2;

export const fileText = (changing = usualRows): string =>
  csv(
    ['id', 'mobile', 'remark'],
    fileRows(changing).map(({ contact, mobile, remark }) => [contact, mobile, remark]),
  );

const usualPace = 'api: { rate: { limit: 400, per: 1s }, concurrency: 4, timeout: 1s, attempts: 2 }';

/** How many calls may be under way at once, in the usual job. */
export const concurrency = 4;

/** @param isInbox whether it takes whatever file lies there, once the service fires it */
export const jobText = (pace = usualPace, isInbox = false): string => `
name: test
lang: en
source: { file: ../files/${isInbox ? '*' : 'customers'}.csv }
id: id
fields: { mobile: mobile }
customFields: { 备注: remark }
duplicates: in-order
canary: 2
${pace}
${isInbox ? 'inbox: { stableFor: 0s }\nschedule: { cron: "0 0 1 1 *" }' : ''}
`;
