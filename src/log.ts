import { join } from 'node:path';
import { config, createLogger, format, transports } from 'winston';
import { isLogged, type LogField } from './messages/parameters.js';

type LogFields = Readonly<Partial<Record<LogField, string | number>>>;

const longestFlushMs = 3000;

export interface Log {
  info(event: string, fields?: LogFields): void;
  /** Resolves when every line is in the file. */
  close(): Promise<void>;
}

/** Opens `run.log` in a run folder: JSON lines, each with `common`. A log that cannot be written is no reason to stop. */
export function openLog(folder: string, common: LogFields): Log {
  const file = new transports.File({ filename: join(folder, 'run.log'), options: { flags: 'a', mode: 0o600 } });
  const logger = createLogger({
    levels: config.npm.levels,
    format: format.combine(format.timestamp(), format(onlyAllowed)(), format.json()),
    transports: [file],
  });
  let broken = false;
  file.on('error', () => {
    broken = true;
  });
  logger.on('error', () => {});
  return {
    info: (event, fields) => logger.info(event, { ...common, ...fields }),
    close: () =>
      new Promise((resolve) => {
        // A broken transport says nothing more: nobody waits for it.
        if (broken) return resolve();
        const patience = setTimeout(resolve, longestFlushMs);
        const finish = () => {
          clearTimeout(patience);
          resolve();
        };
        file.once('finish', finish);
        file.once('error', finish);
        logger.end();
      }),
  };
}

const alwaysKept = ['level', 'message', 'timestamp'];

/** Nothing of a customer and nothing of a signature comes through by mistake: what is not declared for logs is dropped. */
function onlyAllowed<Info extends { message?: unknown } & Record<string, unknown>>(info: Info): Info {
  const isKept = (name: string) => alwaysKept.includes(name) || isLogged(String(info.message), name, info[name]);
  for (const name of Object.keys(info)) if (!isKept(name)) delete info[name];
  return info;
}
