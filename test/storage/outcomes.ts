import { appendFileSync } from 'node:fs';

/** One line of what the tests have found, as it goes from their processes to the one that prints the table. */
export type Outcome =
  | { readonly kind: 'case'; readonly fault: string; readonly id: string; readonly bad: readonly string[] }
  /** What was said of a damaged database. */
  | { readonly kind: 'said'; readonly command: string; readonly said: string }
  | { readonly kind: 'skipped'; readonly what: string; readonly why: string };

/** What a case has come to. */
export interface Played {
  /** What was bad, in words; nothing where all was well. */
  readonly bad: readonly string[];
  /** What was done, one command after another, with how it ended: for whoever looks at it. */
  readonly story: readonly string[];
  /** Whether it has ended with a run.db that is damaged, and said to be. */
  readonly isDamaged?: boolean;
}

/** How a bad outcome begins that is in what was said alone. */
export const wordsOnly = 'words:';

/** Where the lines are gathered; set by the global set-up. */
export const outcomesVariable = 'STORAGE_OUTCOMES';

/** Runs one case alone, or those whose names begin so, and tells its story. */
export const onlyCase = process.env.STORAGE_CASE ?? null;

export const isWanted = (id: string): boolean => onlyCase === null || id.startsWith(onlyCase);

/** Whether cases whose names begin so may be among those that are wanted. */
export const mayHoldWanted = (beginning: string): boolean =>
  isWanted(beginning) || (onlyCase ?? '').startsWith(beginning);

export function keepOutcome(outcome: Outcome): void {
  const path = process.env[outcomesVariable];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(outcome)}\n`);
}

/** Keeps how a case ended; gives its bad outcomes with its name, as an assertion shows them. */
export function concludeCase(name: string, id: string, { bad, story, isDamaged = false }: Played): string[] {
  const fault = isDamaged ? `${name}, which damages run.db: refused` : name;
  keepOutcome({ kind: 'case', fault, id, bad });
  if (onlyCase !== null)
    process.stdout.write(`${id}\n  ${story.join('\n  ')}\n  bad: ${bad.join(', ') || 'nothing'}\n`);
  return bad.map((what) => `${id}: ${what}`);
}

/** Skips a test with words that stay in the table. */
export function skipFor(skip: (note: string) => void, what: string, why: string | null): void {
  if (why === null) return;
  keepOutcome({ kind: 'skipped', what, why });
  skip(`${what}: not tested, ${why}`);
}
