import { readFileSync } from 'node:fs';

/** A moment, as the clocks of a machine tell it. */
export interface Moment {
  /** Milliseconds since 1970. Somebody may set this clock at any time. */
  readonly wallMs: number;
  /** Milliseconds of a clock that nobody can set. On Linux it stands still while the machine is suspended. */
  readonly monotonicMs: number;
  /** Names the monotonic clock: processes that read the same name read the same clock. Null where there is no name. */
  readonly boot: string | null;
}

/** Makes the function that tells the present moment. */
export function createMachineClock(): () => Moment {
  const boot = readBoot();
  return () => ({ wallMs: Date.now(), monotonicMs: Number(process.hrtime.bigint()) / 1e6, boot });
}

/** Containers share the boot id and the clock of their host; but a time namespace moves the clock, by an offset. */
function readBoot(): string | null {
  const bootId = readText('/proc/sys/kernel/random/boot_id').trim();
  const [offset = ''] = /^monotonic .*$/m.exec(readText('/proc/self/timens_offsets')) ?? [];
  return bootId === '' ? null : `${bootId} ${offset}`.replace(/\s+/g, ' ').trim();
}

/** Empty where there is no such file: on macOS and Windows, and on old kernels. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
