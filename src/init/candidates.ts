import type { AccountField } from '../fields/account-field.js';
import type { StandardField } from '../fields/field.js';
import { foldLabel } from '../fields/label.js';
import { type Message, message } from '../messages/message.js';
import { findStandardFields, foldName, type Rank } from './field-names.js';
import type { SampleColumn } from './proposal.js';

/** A field as a column's name points to it. */
export type Target = StandardField | { readonly kind: 'account'; readonly field: AccountField };

/** A column, and a field that it could be for. */
export interface FieldCandidate {
  readonly column: SampleColumn;
  readonly target: Target;
}

interface Candidates {
  readonly matched: readonly FieldCandidate[];
  /** Candidates of which at most one can stand, and why. */
  readonly contested: readonly { readonly why: Message; readonly candidates: readonly FieldCandidate[] }[];
  readonly unused: readonly SampleColumn[];
}

/**
 * Finds which field each column is for, by the names alone. A field's own name goes before another word for it; where
 * two fit alike, nothing is chosen.
 */
export function findCandidates(columns: readonly SampleColumn[], account: readonly AccountField[]): Candidates {
  const pointed = columns.map((column) => ({ column, targets: targetsOf(column.name, account) }));
  const single = pointed.flatMap(({ column, targets: [first, ...others] }) =>
    first && others.length === 0 ? [{ column, ...first }] : [],
  );
  const groups = groupByTarget(single);
  const matched = groups.flatMap((group) => (group.length === 1 ? group : []));
  const taken = new Set(matched.map(({ target }) => nameOfTarget(target)));
  const severalFields = pointed
    .filter(({ targets }) => targets.length > 1)
    .map(({ column, targets }) => ({
      column,
      candidates: targets
        .map(({ target }) => ({ column, target }))
        .filter(({ target }) => !taken.has(nameOfTarget(target))),
    }));
  const contested = [
    ...groups.filter((group) => group.length > 1).map((candidates) => ({ why: formatColumns(candidates), candidates })),
    ...severalFields
      .filter(({ candidates }) => candidates.length > 0)
      .map(({ column, candidates }) => ({ why: formatFields(column, candidates), candidates })),
  ];
  const used = new Set([...matched, ...contested.flatMap(({ candidates }) => candidates)].map(({ column }) => column));
  return { matched, contested, unused: columns.filter((column) => !used.has(column)) };
}

interface RankedTarget {
  readonly target: Target;
  readonly rank: Rank;
}

/** A custom field of just this name is meant, unless the name is also a standard field's own. */
function targetsOf(columnName: string, account: readonly AccountField[]): readonly RankedTarget[] {
  const standard = findStandardFields(columnName).map(
    ({ field, rank }): RankedTarget => ({ target: { kind: 'standard', name: field }, rank }),
  );
  const custom = account.flatMap((field): RankedTarget[] => {
    const rank = rankAccountName(columnName, field);
    return rank === null ? [] : [{ target: { kind: 'account', field }, rank }];
  });
  return custom.length === 0 ? standard : [...custom, ...standard.filter(({ rank }) => rank === 0)];
}

function rankAccountName(columnName: string, { name, fieldCode }: AccountField): Rank | null {
  const names = [fieldCode, ...(name === null ? [] : [name])];
  if (names.some((known) => foldLabel(known) === foldLabel(columnName))) return 0;
  return names.some((known) => foldName(known) === foldName(columnName)) ? 1 : null;
}

/** For each field the candidates that fit it best. */
function groupByTarget<Ranked extends FieldCandidate & RankedTarget>(candidates: readonly Ranked[]): Ranked[][] {
  const groups = new Map<string, Ranked[]>();
  for (const claim of candidates) {
    const name = nameOfTarget(claim.target);
    groups.set(name, [...(groups.get(name) ?? []), claim]);
  }
  return [...groups.values()].map((group) => {
    const best = Math.min(...group.map(({ rank }) => rank));
    return group.filter(({ rank }) => rank === best);
  });
}

/** A target as a person reads it; no two have one name. */
export const nameOfTarget = (target: Target): string => {
  if (target.kind === 'standard') return target.name;
  const { name, fieldCode } = target.field;
  return name === null ? fieldCode : `${name} (${fieldCode})`;
};

const formatColumns = (candidates: readonly FieldCandidate[]): Message =>
  message('init.severalColumns', {
    field: candidates[0] ? nameOfTarget(candidates[0].target) : '',
    columns: candidates.map(({ column }) => column.name).join(', '),
  });

const formatFields = ({ name }: SampleColumn, candidates: readonly FieldCandidate[]): Message =>
  message('init.severalFields', {
    column: name,
    fields: candidates.map(({ target }) => nameOfTarget(target)).join(', '),
  });
