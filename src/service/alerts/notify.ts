import type { Variables } from '../../job/environment.js';
import type { Job } from '../../job/job.js';
import { notifyAddressesOf } from '../../job/notify-addresses.js';
import { type Message, message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import type { RunReport } from '../../phases/report/report-phase.js';
import { type Alert, alertOfEnd, announcement, isTold } from './alert.js';
import { formatAlert } from './alert-words.js';
import { type Delivery, deliver, judgeRobot, judgeWebhook } from './deliver.js';
import { toMarkdown, toText } from './render-alert.js';
import { webhookBody } from './webhook-body.js';

/** So long at most does telling take, however many are told. */
const longestMs = 15_000;

/** And so long once the program is to stop: of the 30 s after which systems kill it, calls may have taken 15. */
const longestStoppingMs = 5000;

/**
 * Tells those whom a job names how a run ended, if they want to know. Never throws, and takes 15 s at most.
 * @param stopping the program is to stop: from then on it takes 5 s at most
 * @returns why somebody could not be told; none of it holds an address
 */
export const notifyEnd = (
  job: Job,
  end: RunReport | RunError,
  variables: Variables,
  stopping: AbortSignal,
): Promise<readonly Message[]> => send(alertOfEnd(job, end), variables, stopping);

/** Tells those whom a job names something else about it; as notifyEnd. */
export const notifyText = (
  job: Job,
  what: Message,
  variables: Variables,
  stopping: AbortSignal,
): Promise<readonly Message[]> => send(announcement(job, what), variables, stopping);

async function send(alert: Alert | null, variables: Variables, stopping: AbortSignal): Promise<readonly Message[]> {
  const { notify } = alert?.job ?? { notify: null };
  if (alert === null || notify === null || !isTold(alert, notify.when)) return [];
  const { cut, release } = limitTime(stopping);
  try {
    const told = deliveriesOf(alert, variables).map(async ({ setting, delivery }) => {
      const reason = await deliver(delivery, cut);
      return reason === null ? [] : [explain(setting, reason)];
    });
    return (await Promise.all(told)).flat();
  } catch (error) {
    // Whatever goes wrong with an alert is no reason to fail what it is about.
    if (error instanceof RunError) return [error.why];
    return [
      message('notify.failed', { setting: 'notify', reason: error instanceof Error ? error.name : typeof error }),
    ];
  } finally {
    release();
  }
}

/** What ends the telling when its time is up. `release` leaves nothing with the program's own signal, which outlives it. */
function limitTime(stopping: AbortSignal): { readonly cut: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const cutIn = (ms: number) => setTimeout(() => controller.abort(), ms);
  const timers = [cutIn(longestMs)];
  const hurry = () => void timers.push(cutIn(longestStoppingMs));
  if (stopping.aborted) hurry();
  stopping.addEventListener('abort', hurry);
  return {
    cut: controller.signal,
    release() {
      stopping.removeEventListener('abort', hurry);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

type Setting = 'notify.wecomRobot' | 'notify.webhook.url';

function deliveriesOf(alert: Alert, variables: Variables): { setting: Setting; delivery: Delivery }[] {
  const { wecomRobot, webhook } = notifyAddressesOf(alert.job, variables);
  const words = formatAlert(alert);
  const deliveries: { setting: Setting; delivery: Delivery }[] = [];
  if (wecomRobot !== null) {
    const body = { msgtype: 'markdown', markdown: { content: toMarkdown(words, alert.state) } };
    deliveries.push({ setting: 'notify.wecomRobot', delivery: { url: wecomRobot, body, judge: judgeRobot } });
  }
  if (webhook !== null) {
    const body = webhookBody(alert, toText(words));
    deliveries.push({ setting: 'notify.webhook.url', delivery: { url: webhook, body, judge: judgeWebhook } });
  }
  return deliveries;
}

function explain(setting: Setting, reason: string): Message {
  if (reason === 'errcode 93000') return message('notify.robotGone', { setting });
  if (reason === 'errcode 45009') return message('notify.tooMany');
  return message('notify.failed', { setting, reason });
}
