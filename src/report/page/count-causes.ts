import type { Problem } from '../../contact/row.js';
import { escapeControls } from '../../messages/escape-controls.js';
import { formatMasked } from '../../messages/masked-words.js';
import { formatMessage, type Lang } from '../../messages/message.js';
import { isFailed } from '../csv/failed-rows.js';
import { keyOf } from '../reasons.js';
import type { ReportRow } from '../report-row.js';
import type { Cause, Worded } from './page-data.js';

export interface CauseCounter {
  /** Counts the reasons of a row; gives each its place among the causes, and its words. */
  add(row: ReportRow): { readonly cause: number; readonly words: Worded }[];
  causes(): readonly Cause[];
}

const mostExamples = 5;

type Counted = { -readonly [Key in keyof Cause]: Cause[Key] };

/** Counts reasons by code and column, in the order in which they were met: as many as there are kinds of trouble. */
export function countCauses(lang: Lang): CauseCounter {
  const places = new Map<string, number>();
  const causes: Counted[] = [];
  const placeOf = (problem: Problem, words: Worded): number => {
    const { column } = problem;
    const key = keyOf(problem);
    const place = places.get(key) ?? causes.length;
    if (!places.has(key)) {
      places.set(key, place);
      causes.push({
        column: column === null ? null : escapeControls(column),
        words,
        count: 0,
        isProblem: false,
        examples: [],
      });
    }
    return place;
  };
  return {
    add(row) {
      const counted = new Set<number>();
      return row.result.problems.map((problem) => {
        const words = formatProblem(problem, lang);
        const place = placeOf(problem, words);
        const cause = causes[place];
        // A row with the same reason twice is one row.
        if (cause && !counted.has(place)) countRow(cause, row, words);
        if (cause && cause.words.masked !== words.masked)
          cause.words = { ...words, masked: formatAlike(problem, lang) };
        counted.add(place);
        return { cause: place, words };
      });
    },
    causes: () => causes,
  };
}

function countRow(cause: Counted, row: ReportRow, words: Worded): void {
  cause.count++;
  cause.isProblem ||= isFailed(row);
  if (cause.examples.length >= mostExamples) return;
  cause.examples = [...cause.examples, { row: row.result.row, contact: escapeControls(row.contact), words }];
}

const formatProblem = ({ reason }: Problem, lang: Lang): Worded => ({
  plain: escapeControls(formatMessage(reason, lang)),
  masked: escapeControls(formatMasked(reason, lang)),
});

/** What all rows of a cause have in common: their words without a single number or value. */
function formatAlike({ reason: { code, params } }: Problem, lang: Lang): string {
  const serverCode = params.serverCode ?? '…';
  const alike = Object.fromEntries(Object.keys(params).map((name) => [name, name === 'serverCode' ? serverCode : '…']));
  return escapeControls(formatMessage({ code, params: alike }, lang));
}
