import { kindOfChange } from './kind-of-change.js';
import type { Change, PlannedUpdate } from './row.js';

/** What a plan comes to, beyond the statuses of the rows that it has settled. */
export interface PlanSummary {
  readonly toSend: number;
  readonly fields: readonly FieldCount[];
  /** Values that would be emptied. */
  readonly clears: number;
  /** The first rows to be sent. */
  readonly examples: readonly PlanExample[];
}

/** How many values of one field a plan would set where there was none, change, and clear. */
interface FieldCount {
  readonly field: string;
  readonly name: string | null;
  readonly set: number;
  readonly changed: number;
  readonly cleared: number;
}

export interface PlanExample {
  readonly row: number;
  readonly contact: string;
  readonly changes: readonly Change[];
}

export interface PlanCounter {
  add(row: number, planned: PlannedUpdate): void;
  /** Counts a row of which it depends on others whether it changes anything. */
  addProvisional(): void;
  summary(): PlanSummary;
}

const mostExamples = 5;

export function countPlan(): PlanCounter {
  const fields = new Map<string, FieldCount>();
  const examples: PlanExample[] = [];
  let toSend = 0;
  return {
    addProvisional() {
      toSend++;
    },
    add(row, { externalUserId, changes }) {
      toSend++;
      if (examples.length < mostExamples) examples.push({ row, contact: externalUserId, changes });
      for (const change of changes) {
        const count = fields.get(change.field) ?? {
          field: change.field,
          name: change.name,
          set: 0,
          changed: 0,
          cleared: 0,
        };
        const kind = kindOfChange(change);
        fields.set(change.field, { ...count, [kind]: count[kind] + 1 });
      }
    },
    summary: () => ({
      toSend,
      fields: [...fields.values()],
      clears: [...fields.values()].reduce((sum, { cleared }) => sum + cleared, 0),
      examples,
    }),
  };
}
