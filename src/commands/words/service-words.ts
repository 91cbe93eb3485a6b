import { wordMasked } from '../../messages/masked-words.js';
import { type Lang, type Message, wordMessage } from '../../messages/message.js';
import { plain } from '../../messages/plain.js';
import { localTime } from '../../service/clock/local-time.js';
import type { Tell } from '../../service/clock/tell.js';
import type { ServiceLog } from '../../service/log/service-log.js';
import type { Terminal } from '../terminal.js';

/** Says what the service does in a line on stderr, with the time and the job, and writes it to its log. */
export const createTell =
  (terminal: Terminal, log: ServiceLog): Tell =>
  (level, what, { job, run, code, details = [] } = {}) => {
    const { lang } = terminal;
    terminal.note(plain([localTime(new Date()), ...(job ? [`[${job}]`] : []), wordOwn(what, lang)].join(' ')));
    for (const { where, why } of details) terminal.note(plain(`  ${where}: ${wordMessage(why, lang)}`));
    log[level](what.code, {
      ...what.params,
      ...(job ? { job } : {}),
      ...(run ? { run } : {}),
      ...(code ? { code } : {}),
    });
  };

/** What the service itself says names nobody; what runs say of files may. */
const wordOwn = (what: Message, lang: Lang): string =>
  what.code.startsWith('schedule.') ? wordMessage(what, lang) : wordMasked(what, lang);
