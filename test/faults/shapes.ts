/** What a job looks like, beyond its pace. */
export interface Shape {
  /** YAML of its own lines. */
  readonly job: string;
  readonly concurrency: number;
  readonly attempts: number;
  readonly rowsPerContact: number;
  /** No baseline: each row clears the custom fields that it does not set. */
  readonly replacesAll: boolean;
}

const inOrder = 'duplicates: in-order';
const replaceAll = 'baseline: none\nreplaceAll: true';

const single = { rowsPerContact: 1, replacesAll: false, concurrency: 8, attempts: 8 };
const several = { ...single, rowsPerContact: 3 };

/** The jobs that faults are tried on. */
export const shapes = {
  listed: { ...single, job: 'baseline: list' },
  'by-get': { ...single, job: 'baseline: get\nrecheckAfter: 0s', concurrency: 32, attempts: 2 },
  'no-baseline': { ...single, job: replaceAll, replacesAll: true, attempts: 2 },
  'one-at-a-time': { ...single, job: 'baseline: list\nrecheckAfter: 0s', concurrency: 1 },
  canary: { ...single, job: 'baseline: list\ncanary: 3' },
  'in-order': { ...several, job: `baseline: list\n${inOrder}` },
  'in-order-one-at-a-time': { ...several, job: `baseline: list\ncanary: 2\n${inOrder}`, concurrency: 1 },
  'in-order-by-get': { ...several, job: `baseline: get\nrecheckAfter: 0s\n${inOrder}`, concurrency: 32, attempts: 2 },
  'in-order-no-baseline': { ...several, job: `${replaceAll}\n${inOrder}`, replacesAll: true, attempts: 2 },
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as ShapeName[];

/** How fast a job may go. */
export interface Pace {
  readonly limit: number;
  readonly perMs: number;
  readonly timeoutMs: number;
}

/** The job file of a shape. */
export function jobOf(
  name: string,
  { job, concurrency, attempts, replacesAll }: Shape,
  { limit, perMs, timeoutMs }: Pace,
): string {
  const custom = replacesAll
    ? 'CustomField_9: { column: 备注, id: 9, type: text }\n  CustomField_6: { column: 积分, id: 6, type: number }'
    : '备注: 备注\n  积分: 积分';
  return `
name: ${name}
lang: en
source: { file: ${name}.csv }
id: id
fields: { position: 职位 }
customFields:
  ${custom}
${job}
limits: { failuresInARow: 1000 }
report: { pageRows: 0 }
api:
  rate: { limit: ${limit}, per: ${perMs}ms }
  list: { pageSize: 5 }
  concurrency: ${concurrency}
  timeout: ${timeoutMs}ms
  attempts: ${attempts}
`;
}
