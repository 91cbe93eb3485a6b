import { type Level, type ServiceFields, toEvent } from './event.js';
import { openResilientFile } from './resilient-file.js';

/** JSON lines, each an event by its code and what is known of it; `run` and `job` on those that concern one. */
export interface ServiceLog {
  info(event: string, fields?: ServiceFields): void;
  warn(event: string, fields?: ServiceFields): void;
  error(event: string, fields?: ServiceFields): void;
  /** Resolves when every line is in its file, or could not be brought there. */
  close(): Promise<void>;
}

/**
 * Opens `service-<local date>.log` in `logDir`; a new file begins each day, and whenever one has 10 MB.
 * A log that cannot be written is no reason to stop: `onTrouble` hears the system's code for why, once an outage; it is
 * tried again every 30 s, and a line `log.gap` then tells how many are missing.
 */
export function openServiceLog(logDir: string, onTrouble: (code: string) => void): ServiceLog {
  const file = openResilientFile(logDir, onTrouble);
  const writeAs =
    (level: Level) =>
    (code: string, fields: ServiceFields = {}) =>
      file.write(toEvent(level, code, fields));
  return { info: writeAs('info'), warn: writeAs('warn'), error: writeAs('error'), close: file.close };
}
