import { fineStatuses, type RowStatus } from '../contact/row.js';
import { type Lang, say } from '../messages/message.js';
import type { Step, Verdict } from './judgement.js';
import type { Summary } from './summary.js';

type Told = Pick<Summary, 'command' | 'state' | 'rows' | 'runId' | 'stoppedBy' | 'files'>;

/** What a person asks first: did it work, and what must I do. */
export function judgeRun(summary: Told, lang: Lang): Verdict {
  const { command, state, rows } = summary;
  if (rows.total === 0 && state !== 'stopped' && state !== 'interrupted') return judgeEmpty(lang);
  if (command === 'check') return judgeCheck(summary, lang);
  if (state === 'planned') return judgePlan(summary, lang);
  if (state === 'completed') return judgeEnd(summary, lang);
  return {
    tone: 'stopped',
    title: say(lang, state === 'stopped' ? 'verdict.stopped' : 'verdict.interrupted'),
    sentence: say(lang, 'verdict.stoppedText', {
      total: word(rows.total),
      done: word(done(summary)),
      pending: word(rows.pending),
    }),
    steps: [resume(summary, lang), ...correct(summary, lang)],
  };
}

/** Rows that somebody has to look at. */
const left = ({ rows }: Told): number => rows.total - done({ rows }) - rows.pending;

const done = ({ rows }: Pick<Told, 'rows'>): number =>
  fineStatuses.reduce((sum, status: RowStatus) => sum + rows[status], 0);

const judgeEmpty = (lang: Lang): Verdict => ({
  tone: 'attention',
  title: say(lang, 'verdict.empty'),
  sentence: say(lang, 'verdict.emptyText'),
  steps: [step(say(lang, 'step.nothing'))],
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
  const { rows, runId, stoppedBy } = summary;
  const count = rows.pending;
  const apply = `wefeng-import apply ${runId}`;
  const review = step(say(lang, 'step.review'));
  const sentence = say(lang, 'verdict.planText', { count: word(count), total: word(rows.total) });
  if (stoppedBy) {
    const steps = [step(say(lang, 'step.held'), apply), review];
    return { tone: 'stopped', title: say(lang, 'verdict.planHeld'), sentence, steps };
  }
  if (count === 0) {
    return {
      tone: left(summary) > 0 ? 'attention' : 'good',
      title: say(lang, 'verdict.planNothing'),
      sentence: say(lang, 'verdict.planNothingText', { total: word(rows.total) }),
      steps: orNothing(correct(summary, lang), lang),
    };
  }
  const steps = [review, step(say(lang, 'step.apply'), apply), ...correct(summary, lang)];
  return { tone: 'plan', title: say(lang, 'verdict.plan'), sentence, steps };
}

function judgeEnd(summary: Told, lang: Lang): Verdict {
  const { total, updated, unchanged } = summary.rows;
  const count = left(summary);
  const isGood = count === 0;
  return {
    tone: isGood ? 'good' : 'attention',
    title: isGood ? say(lang, 'verdict.fine') : say(lang, 'verdict.someLeft', { count: word(count) }),
    sentence: isGood
      ? say(lang, 'verdict.fineText', { total: word(total), updated: word(updated), unchanged: word(unchanged) })
      : say(lang, 'verdict.someLeftText', { total: word(total), done: word(done(summary)), count: word(count) }),
    steps: orNothing(correct(summary, lang), lang),
  };
}

const resume = ({ runId, stoppedBy }: Told, lang: Lang): Step =>
  step(say(lang, stoppedBy ? 'step.resume' : 'step.resumeOnly'), `wefeng-import resume ${runId}`);

/** What is to be done about the rows that are not done. */
function correct(summary: Told, lang: Lang): Step[] {
  const { rows, command, files } = summary;
  const count = left(summary);
  const file = files.failedBook === null ? 'failed.csv' : 'failed.xlsx';
  const doubtful = rows.unknown + rows.unverified;
  if (count === 0) return [];
  if (command === 'rollback') return [step(say(lang, 'step.failedRollback', { count: word(count) }))];
  return [
    ...(doubtful > 0 ? [step(say(lang, 'step.doubt', { count: word(doubtful) }))] : []),
    step(say(lang, 'step.failed', { count: word(count), file })),
  ];
}

const orNothing = (steps: Step[], lang: Lang): Step[] => (steps.length > 0 ? steps : [step(say(lang, 'step.nothing'))]);

const word = (count: number): string => count.toLocaleString('en-US');

const step = (text: string, command: string | null = null): Step => ({ text, command });
