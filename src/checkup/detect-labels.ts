import type { Problem } from '../contact/row.js';
import { nearestFirst, unlikeness } from '../fields/label.js';
import { type Message, message } from '../messages/message.js';
import type { Finding } from './finding.js';
import { addUp, createTally, type Tally } from './tally.js';

/** A label that is no option of its column. */
interface Label {
  readonly text: string;
  /** The options, as the problem of the first such cell lists them. */
  readonly allowed: string;
  readonly tally: Tally;
}

/** The labels of one column; those past the limit are counted together. */
interface Labels {
  readonly byText: Map<string, Label>;
  readonly others: Tally;
}

/** Labels that match no option, gathered out of the problems of the rows; those of no column have `byText` of few. */
export function detectLabels() {
  const columns = new Map<string, Labels>();
  return {
    observe(row: number, problems: readonly Problem[]): void {
      for (const { column, reason } of problems) {
        if (column === null || !codes.includes(reason.code)) continue;
        const labels = columns.get(column) ?? { byText: new Map(), others: createTally() };
        columns.set(column, labels);
        const { part, value = '', allowed = '' } = reason.params;
        const text = String(part ?? value);
        tallyOf(labels, text, String(allowed)).add(row, text);
      }
    },
    findings: (): Finding[] => [...columns].map(([column, labels]) => describe(column, labels)),
  };
}

const codes: readonly string[] = ['cell.unknownLabel', 'cell.notAllowed', 'cell.notAllowedPart'];
const mostLabels = 200;

function tallyOf({ byText, others }: Labels, text: string, allowed: string): Tally {
  const known = byText.get(text);
  if (known) return known.tally;
  if (byText.size >= mostLabels) return others;
  const label = { text, allowed, tally: createTally((shown) => shown) };
  byText.set(text, label);
  return label.tally;
}

const mostShown = 5;

function describe(column: string, { byText, others }: Labels): Finding {
  const labels = [...byText.values()].toSorted((a, b) => b.tally.count().count - a.tally.count().count);
  const more = others.count().count > 0 ? '+' : '';
  return {
    code: 'unmatchedLabel',
    column,
    ...addUp([...labels.map(({ tally }) => tally.count()), others.count()]),
    examples: labels.slice(0, mostShown).map((label) => ({ value: label.text, hint: hintOf(label) })),
    params: { kinds: `${byText.size}${more}` },
  };
}

function hintOf({ text, allowed, tally }: Label): Message {
  const { count } = tally.count();
  const nearest = findNearest(text, allowed);
  return nearest === null
    ? message('finding.hint.count', { count })
    : message('finding.hint.nearest', { count, nearest });
}

/** The option whose spelling is nearest to a label. Null if no option shares a letter with it. */
function findNearest(text: string, allowed: string): string | null {
  const options = allowed.replace(/, … \(\d+\)$/, '').split(', ');
  const [nearest = ''] = nearestFirst(options, text);
  return unlikeness(nearest, text) < 1 ? nearest : null;
}
