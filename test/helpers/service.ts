import type { Ended, Workspace } from './workspace.js';

/** A service that goes on in a process of its own. */
export interface Service {
  /** What it has said so far. */
  said(): string;
  /** Resolves when it has said something that fits; fails when it ends before. */
  says(what: RegExp, patienceMs?: number): Promise<string>;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
  readonly pid: number;
}

export function startService(workspace: Workspace, args: readonly string[] = [], variables = {}): Service {
  const { child, ended } = workspace.start(['schedule', ...args], variables);
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const says = async (what: RegExp, patienceMs = 60_000): Promise<string> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = what.exec(text);
      if (found) return found[0];
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
        throw new Error(`it has not said ${what}:\n${text}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  return {
    said: () => text,
    says,
    ended,
    pid: child.pid ?? 0,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}
