import type { AccountKnowledge } from './account-knowledge.js';
import { type FieldCandidate, findCandidates } from './candidates.js';
import { proposeId } from './id-column.js';
import type { OpenQuestion, Proposal, SampleColumn } from './proposal.js';
import { type FieldOutcome, proposeField } from './propose-field.js';

/**
 * Proposes where the id and the fields of a contact come from, by names and by the first cells. What is not plain is
 * not decided.
 * @param columns those of the file, in its order
 * @param account nothing known where it was not read
 */
export function proposeMapping(columns: readonly SampleColumn[], account: AccountKnowledge): Proposal {
  const id = proposeId(columns);
  const { matched, contested, unused } = findCandidates(
    columns.filter((column) => column !== id.column),
    account.fields,
  );
  const inOrder = matched.toSorted((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column));
  const outcomes = inOrder.map((claim) => proposeField(claim, account));
  return {
    idColumn: id.column?.name ?? null,
    fields: outcomes.flatMap(({ field }) => (field ? [field] : [])),
    idQuestions: id.questions,
    questions: [
      ...outcomes.flatMap(({ question }) => (question ? [question] : [])),
      ...contested.map(({ why, candidates }) => toQuestion(why, candidates, account)),
    ],
    unused: unused.map(({ name }) => name),
  };
}

/** Each claim's lines as they would be if it were the one that is meant. */
function toQuestion(
  why: OpenQuestion['why'],
  candidates: readonly FieldCandidate[],
  account: AccountKnowledge,
): OpenQuestion {
  const linesOf = ({ field, question }: FieldOutcome) => (field ? [field] : question.lines);
  return { why, because: null, lines: candidates.flatMap((claim) => linesOf(proposeField(claim, account))) };
}
