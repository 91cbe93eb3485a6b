import { checkExternalUserId } from '../contact/external-user-id.js';
import { type Message, message } from '../messages/message.js';
import { rankIdName } from './field-names.js';
import { mostlyRefused } from './judge-cells.js';
import type { OpenQuestion, SampleColumn } from './proposal.js';

interface IdProposal {
  /** Null where no column can be told to be it. */
  readonly column: SampleColumn | null;
  readonly questions: readonly OpenQuestion[];
}

/**
 * Finds the column that holds the externalUserID, by its name and by what stands in it. Neither a name that may mean
 * another number, nor values alone, are taken for granted.
 */
export function proposeId(columns: readonly SampleColumn[]): IdProposal {
  const looked = columns.map(lookAt);
  const named = looked.filter(({ rank, refused, filled }) => rank === 0 && !mostlyRefused({ refused, filled }));
  const shaped = looked.filter(
    ({ alike, filled }) => filled > 0 && !mostlyRefused({ refused: filled - alike, filled }),
  );
  const namedAndShaped = named.filter((one) => shaped.includes(one));
  for (const group of [namedAndShaped, named, shaped.filter(({ rank }) => rank !== null), shaped]) {
    const [one, ...others] = group;
    if (one === undefined) continue;
    if (others.length > 0)
      return unsure(message('init.idSeveral', { columns: list(group.map((each) => each.column)) }));
    return { column: one.column, questions: confirmation(one.column, one.rank, shaped.includes(one), one.filled) };
  }
  const [misnamed] = looked.filter(({ rank, filled }) => rank !== null && filled > 0).toSorted(byRank);
  if (misnamed === undefined) return unsure(message('init.idNone'));
  const { column, filled, alike } = misnamed;
  return unsure(message('init.idValues', { column: column.name, filled, strange: filled - alike }));
}

/** How many cells are filled, how many of them cannot be an id, and how many look just like one. */
function lookAt(column: SampleColumn) {
  const { name, texts } = column;
  const rank = rankIdName(name);
  const filled = texts.filter((text) => text !== '');
  // Where no name says so, words such as "workshop" must not do.
  const shape = rank === null ? /^w[mo][A-Za-z0-9_-]{18,62}$/ : /^w[mo][A-Za-z0-9_-]{4,62}$/;
  return {
    column,
    rank,
    filled: filled.length,
    refused: filled.filter((text) => checkExternalUserId(text, name) !== null).length,
    alike: filled.filter((text) => shape.test(text)).length,
  };
}

function confirmation({ name }: SampleColumn, rank: number | null, isShaped: boolean, filled: number): OpenQuestion[] {
  if (rank === null) return [ask(message('init.idByValues', { column: name }))];
  return isShaped || filled === 0 ? [] : [ask(message('init.idShape', { column: name }))];
}

const unsure = (why: Message): IdProposal => ({ column: null, questions: [ask(why)] });
const ask = (why: Message): OpenQuestion => ({ why, because: null, lines: [] });
const list = (columns: readonly SampleColumn[]): string => columns.map(({ name }) => name).join(', ');
const byRank = (a: { rank: number | null }, b: { rank: number | null }) => (a.rank ?? 9) - (b.rank ?? 9);
