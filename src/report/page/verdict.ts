import type { RowStatus } from '../../contact/row.js';
import { fineStatuses } from '../../contact/row.js';
import { type Lang, say } from '../../messages/message.js';
import type { Summary } from '../summary.js';
import type { Step, Verdict, Worded } from './page-data.js';

type Told = Pick<Summary, 'command' | 'state' | 'rows' | 'runId'>;

/** What a person asks first: did it work, and what must I do. */
export function judgeRun(summary: Told, stoppedBy: Worded | null, lang: Lang): Verdict {
  const { command, state, rows } = summary;
  if (rows.total === 0 && state !== 'stopped' && state !== 'interrupted') return judgeEmpty(lang);
  if (command === 'check') return judgeCheck(summary, lang);
  if (state === 'planned') return judgePlan(summary, stoppedBy, lang);
  if (state === 'completed') return judgeEnd(summary, lang);
  return {
    tone: 'stopped',
    title: say(lang, state === 'stopped' ? 'page.verdict.stopped' : 'page.verdict.interrupted'),
    sentence: say(lang, 'page.verdict.stoppedText', {
      total: word(rows.total),
      done: word(done(summary)),
      pending: word(rows.pending),
    }),
    stoppedBy,
    steps: [resume(summary, stoppedBy, lang), ...correct(summary, lang)],
  };
}

/** Rows that somebody has to look at. */
const left = ({ rows }: Told): number => rows.total - done({ rows }) - rows.pending;

const done = ({ rows }: Pick<Told, 'rows'>): number =>
  fineStatuses.reduce((sum, status: RowStatus) => sum + rows[status], 0);

const judgeEmpty = (lang: Lang): Verdict => ({
  tone: 'attention',
  title: say(lang, 'page.verdict.empty'),
  sentence: say(lang, 'page.verdict.emptyText'),
  stoppedBy: null,
  steps: [step(say(lang, 'page.step.nothing'))],
});

function judgeCheck(summary: Told, lang: Lang): Verdict {
  const { total, pending } = summary.rows;
  const count = left(summary);
  const isGood = count === 0;
  return {
    tone: isGood ? 'good' : 'attention',
    title: isGood ? say(lang, 'page.verdict.checked') : say(lang, 'page.verdict.checkedBad', { count: word(count) }),
    sentence: isGood
      ? say(lang, 'page.verdict.checkedText', { total: word(total) })
      : say(lang, 'page.verdict.checkedBadText', { total: word(total), pending: word(pending) }),
    stoppedBy: null,
    steps: [
      isGood
        ? step(say(lang, 'page.step.import'), 'wefeng-import plan <job>')
        : step(say(lang, 'page.step.failedCheck', { count: word(count) })),
    ],
  };
}

function judgePlan(summary: Told, stoppedBy: Worded | null, lang: Lang): Verdict {
  const { rows, runId } = summary;
  const count = rows.pending;
  const apply = `wefeng-import apply ${runId}`;
  const review = step(say(lang, 'page.step.review'));
  const sentence = say(lang, 'page.verdict.planText', { count: word(count), total: word(rows.total) });
  if (stoppedBy) {
    const steps = [step(say(lang, 'page.step.held'), apply), review];
    return { tone: 'stopped', title: say(lang, 'page.verdict.planHeld'), sentence, stoppedBy, steps };
  }
  if (count === 0) {
    return {
      tone: left(summary) > 0 ? 'attention' : 'good',
      title: say(lang, 'page.verdict.planNothing'),
      sentence: say(lang, 'page.verdict.planNothingText', { total: word(rows.total) }),
      stoppedBy,
      steps: orNothing(correct(summary, lang), lang),
    };
  }
  const steps = [review, step(say(lang, 'page.step.apply'), apply), ...correct(summary, lang)];
  return { tone: 'plan', title: say(lang, 'page.verdict.plan'), sentence, stoppedBy, steps };
}

function judgeEnd(summary: Told, lang: Lang): Verdict {
  const { total, updated, unchanged } = summary.rows;
  const count = left(summary);
  const isGood = count === 0;
  return {
    tone: isGood ? 'good' : 'attention',
    title: isGood ? say(lang, 'page.verdict.fine') : say(lang, 'page.verdict.someLeft', { count: word(count) }),
    sentence: isGood
      ? say(lang, 'page.verdict.fineText', { total: word(total), updated: word(updated), unchanged: word(unchanged) })
      : say(lang, 'page.verdict.someLeftText', { total: word(total), done: word(done(summary)), count: word(count) }),
    stoppedBy: null,
    steps: orNothing(correct(summary, lang), lang),
  };
}

const resume = ({ runId }: Told, stoppedBy: Worded | null, lang: Lang): Step =>
  step(say(lang, stoppedBy ? 'page.step.resume' : 'page.step.resumeOnly'), `wefeng-import resume ${runId}`);

/** What is to be done about the rows that are not done. */
function correct(summary: Told, lang: Lang): Step[] {
  const { rows, command } = summary;
  const count = left(summary);
  const doubtful = rows.unknown + rows.unverified;
  if (count === 0) return [];
  if (command === 'rollback') return [step(say(lang, 'page.step.failedRollback', { count: word(count) }))];
  return [
    ...(doubtful > 0 ? [step(say(lang, 'page.step.doubt', { count: word(doubtful) }))] : []),
    step(say(lang, 'page.step.failed', { count: word(count) })),
  ];
}

const orNothing = (steps: Step[], lang: Lang): Step[] =>
  steps.length > 0 ? steps : [step(say(lang, 'page.step.nothing'))];

const word = (count: number): string => count.toLocaleString('en-US');

const step = (text: string, command: string | null = null): Step => ({ text, command });
