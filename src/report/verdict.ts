import { countWhere, isDone, isDoubtful, isToCorrect, mayHaveWritten } from '../contact/row-status.js';
import { type Lang, say } from '../messages/message.js';
import type { Step, Verdict } from './judgement.js';
import { isFinished, showsPlan } from './run-state.js';
import type { Summary } from './summary.js';

type Told = Pick<Summary, 'command' | 'state' | 'rows' | 'runId' | 'stoppedBy' | 'files' | 'replacesAll'>;

/** What a person asks first: did it work, and what must I do. */
export function judgeRun(summary: Told, lang: Lang): Verdict {
  const { command, rows } = summary;
  if (!isFinished(summary)) return judgeHalt(summary, lang);
  if (rows.total === 0) return judgeEmpty(lang);
  if (command === 'check') return judgeCheck(summary, lang);
  return showsPlan(summary) ? judgePlan(summary, lang) : judgeEnd(summary, lang);
}

function judgeHalt(summary: Told, lang: Lang): Verdict {
  const { command, state, rows, stoppedBy } = summary;
  if (command === 'check') {
    return {
      tone: 'stopped',
      title: say(lang, 'verdict.checkHalted'),
      sentence: say(lang, 'verdict.checkHaltedText'),
      steps: [step(say(lang, stoppedBy ? 'step.checkAfter' : 'step.checkAgain'))],
    };
  }
  const counts = { total: word(rows.total), done: word(done(summary)), pending: word(rows.pending) };
  return {
    tone: 'stopped',
    title: say(lang, state === 'stopped' ? 'verdict.stopped' : 'verdict.interrupted'),
    sentence: [
      rows.total === 0 ? say(lang, 'verdict.stoppedEarlyText') : say(lang, 'verdict.stoppedText', counts),
      ...formatReplaced(summary, lang),
    ].join(gap(lang)),
    // What is to be corrected is told when all has been tried: until then rows may still be settled.
    steps: [resume(summary, lang)],
  };
}

/** Rows that somebody has to look at. */
const left = ({ rows }: Told): number => countWhere(rows, isToCorrect);

const done = ({ rows }: Told): number => countWhere(rows, isDone);

const judgeEmpty = (lang: Lang): Verdict => ({
  tone: 'attention',
  title: say(lang, 'verdict.empty'),
  sentence: say(lang, 'verdict.emptyText'),
  steps: [step(say(lang, 'step.empty'))],
});

function judgeCheck(summary: Told, lang: Lang): Verdict {
  const { total, pending } = summary.rows;
  const count = left(summary);
  const isGood = count === 0;
  return {
    tone: isGood ? 'good' : 'attention',
    title: isGood ? say(lang, 'verdict.checked') : say(lang, 'verdict.checkedBad', { count: word(count) }),
    sentence: isGood
      ? say(lang, 'verdict.checkedText', { total: word(total) })
      : say(lang, 'verdict.checkedBadText', { total: word(total), pending: word(pending) }),
    steps: [
      isGood
        ? step(say(lang, 'step.import'), 'wefeng-import plan <job>')
        : step(say(lang, 'step.failedCheck', { count: word(count) })),
    ],
  };
}

function judgePlan(summary: Told, lang: Lang): Verdict {
  const { rows, stoppedBy, replacesAll } = summary;
  const count = word(rows.pending);
  if (rows.pending === 0 && stoppedBy === null) return judgeNothing(summary, lang);
  const sentence = [
    say(lang, 'verdict.planText', { count, total: word(rows.total) }),
    ...(replacesAll ? [say(lang, 'verdict.replacesText', { count })] : []),
  ].join(gap(lang));
  const steps = stepsOfPlan(summary, lang);
  if (stoppedBy) return { tone: 'stopped', title: say(lang, 'verdict.planHeld'), sentence, steps };
  if (replacesAll) return { tone: 'stopped', title: say(lang, 'verdict.planReplaces'), sentence, steps };
  return { tone: 'plan', title: say(lang, 'verdict.plan'), sentence, steps };
}

const judgeNothing = (summary: Told, lang: Lang): Verdict => ({
  tone: left(summary) > 0 ? 'attention' : 'good',
  title: say(lang, 'verdict.planNothing'),
  sentence: say(lang, 'verdict.planNothingText', { total: word(summary.rows.total) }),
  steps: orNothing(correct(summary, lang), lang),
});

function stepsOfPlan(summary: Told, lang: Lang): Step[] {
  const { runId, rows, stoppedBy, replacesAll } = summary;
  const apply = `wefeng-import apply ${runId}`;
  const review = step(say(lang, replacesAll ? 'step.reviewReplaces' : 'step.review'));
  if (stoppedBy) {
    const widen = step(say(lang, 'step.heldLimit'), apply);
    return [review, step(say(lang, 'step.heldFile')), ...(rows.pending > 0 ? [widen] : [])];
  }
  const send = step(say(lang, replacesAll ? 'step.applyReplaces' : 'step.apply'), apply);
  return [review, send, ...correct(summary, lang)];
}

function judgeEnd(summary: Told, lang: Lang): Verdict {
  const count = word(left(summary));
  const isGood = left(summary) === 0;
  const isRollback = summary.command === 'rollback';
  const fine = isRollback ? 'verdict.restored' : 'verdict.fine';
  return {
    tone: isGood ? 'good' : 'attention',
    title: isGood ? say(lang, fine) : say(lang, 'verdict.someLeft', { count }),
    sentence: formatEnd(summary, isGood, isRollback, lang),
    steps: orNothing(correct(summary, lang), lang),
  };
}

function formatEnd(summary: Told, isGood: boolean, isRollback: boolean, lang: Lang): string {
  const { rows } = summary;
  const [total, updated, unchanged] = [word(rows.total), word(rows.updated), word(rows.unchanged)];
  const counts = { total, done: word(done(summary)), count: word(left(summary)) };
  const words = isGood
    ? say(lang, isRollback ? 'verdict.restoredText' : 'verdict.fineText', { total, updated, unchanged })
    : say(lang, isRollback ? 'verdict.someNotRestored' : 'verdict.someLeftText', counts);
  return [words, ...formatReplaced(summary, lang)].join(gap(lang));
}

/** Whatever may have reached the server has cleared what it did not carry. */
const formatReplaced = ({ rows, replacesAll }: Told, lang: Lang): string[] =>
  replacesAll && countWhere(rows, mayHaveWritten) > 0 ? [say(lang, 'verdict.replacedText')] : [];

/** Between two sentences. */
const gap = (lang: Lang): string => (lang === 'zh' ? '' : ' ');

const resume = ({ runId, stoppedBy }: Told, lang: Lang): Step =>
  step(say(lang, stoppedBy ? 'step.resume' : 'step.resumeOnly'), `wefeng-import resume ${runId}`);

/** What is to be done about the rows that are not done. */
function correct(summary: Told, lang: Lang): Step[] {
  const { rows, command, files } = summary;
  const count = left(summary);
  const file = files.failedBook === null ? 'failed.csv' : 'failed.xlsx';
  // Imported again as they are, they would overwrite what somebody else has written, or write twice.
  const doubtful = countWhere(rows, isDoubtful);
  if (count === 0) return [];
  if (command === 'rollback') return [step(say(lang, 'step.failedRollback', { count: word(count) }))];
  return [
    ...(doubtful > 0 ? [step(say(lang, 'step.doubt', { count: word(doubtful), file }))] : []),
    step(say(lang, 'step.failed', { count: word(count), file })),
  ];
}

const orNothing = (steps: Step[], lang: Lang): Step[] => (steps.length > 0 ? steps : [step(say(lang, 'step.nothing'))]);

const word = (count: number): string => count.toLocaleString('en-US');

const step = (text: string, command: string | null = null): Step => ({ text, command });
