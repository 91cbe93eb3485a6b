import { once } from 'node:events';
import { toMilliseconds } from '../job/duration.js';
import { type Lang, message, say } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { loadAccount } from '../sandbox/account/load-account.js';
import { parseFaults } from '../sandbox/fault-options.js';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.js';
import type { CommandContext } from './command.js';
import { createTerminal } from './terminal.js';

export interface SandboxFlags {
  readonly contacts: string;
  readonly port: number;
  readonly limit: number;
  readonly per: string;
  readonly fault: string[];
  readonly seed: number;
  readonly json?: boolean;
}

// This default is public. It protects nothing: the sandbox holds no real data.
const rehearsalSecret = 'rehearsal';

/**
 * `sandbox`: the rehearsal API, until it is told to stop.
 * @throws RunError when it cannot be started
 */
export async function sandboxCommand(flags: SandboxFlags, lang: Lang, context: CommandContext): Promise<number> {
  const { variables, interruption } = context;
  const terminal = createTerminal(lang, context);
  const perMs = windowOf(flags);
  const secret = variables.WEFENG_SECRET || rehearsalSecret;
  const sandbox = await start({ ...flags, perMs }, secret, variables.WEFENG_SIGN_FORMAT).catch((error: Error) => {
    throw refuse(message('sandbox.cannotStart', { reason: error.message }));
  });
  const { url, baseUrl } = sandbox;
  const secretHint = secret === rehearsalSecret ? secret : say(lang, 'sandbox.ownSecret');
  if (flags.json) terminal.print(JSON.stringify({ url, baseUrl }));
  else terminal.print(say(lang, 'sandbox.ready', { url, baseUrl, secretHint }));
  if (!interruption.signal.aborted) await once(interruption.signal, 'abort');
  await sandbox.close();
  return 0;
}

/** A number alone is milliseconds. */
function windowOf({ per }: SandboxFlags): number {
  const ms = toMilliseconds(per, 'ms');
  if (Number.isNaN(ms)) throw refuse(message('option.duration', { option: '--per', value: per }));
  return ms;
}

type Settings = SandboxFlags & { readonly perMs: number };

async function start(flags: Settings, secret: string, signFormat: string | undefined): Promise<Sandbox> {
  return startSandbox({
    contacts: loadAccount(flags.contacts),
    secret,
    port: flags.port,
    rate: { limit: flags.limit, perMs: flags.perMs },
    faults: parseFaults(flags.fault),
    seed: flags.seed,
    ...(signFormat ? { signFormat } : {}),
  });
}
