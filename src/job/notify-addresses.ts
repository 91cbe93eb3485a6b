import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { isLoopback, refuseTelltales, type Variables } from './environment.js';
import type { Job } from './job.js';

/** Where alerts go. The address of a robot is a secret: anyone who has it can write to the group. */
export interface NotifyAddresses {
  readonly wecomRobot: string | null;
  readonly webhook: string | null;
}

/**
 * The addresses that a job tells of the ends of its runs, with what the environment says in place of `${NAME}`.
 * @throws RunError naming the variable that is missing or malformed, never its value
 */
export function notifyAddressesOf({ notify }: Pick<Job, 'notify'>, variables: Variables): NotifyAddresses {
  if (notify === null) return { wecomRobot: null, webhook: null };
  refuseTelltales(variables);
  const { wecomRobot, webhook } = notify;
  return {
    wecomRobot: wecomRobot && resolveAddress(wecomRobot, 'notify.wecomRobot', variables),
    webhook: webhook && resolveAddress(webhook.url, 'notify.webhook.url', variables),
  };
}

function resolveAddress(written: string, setting: string, variables: Variables): string {
  const [, variable] = /^\$\{(\w+)\}$/.exec(written) ?? [];
  if (variable === undefined) return checkAddress(written, setting);
  const value = variables[variable];
  if (!value) throw refuse(message('env.notifyMissing', { name: variable, setting }));
  return checkAddress(value, variable);
}

function checkAddress(text: string, name: string): string {
  const url = URL.canParse(text) && !/\s/.test(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSafe) throw refuse(message('env.notifyAddress', { name }));
  return text;
}
