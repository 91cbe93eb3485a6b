import { escapeControls } from '../../messages/escape-controls.js';
import { formatMasked } from '../../messages/masked-words.js';
import { formatMessage, type Lang, type Message } from '../../messages/message.js';
import type { Announce } from '../../service/clock/announce.js';
import { localTime } from '../../service/clock/local-time.js';
import type { ServiceLog } from '../../service/log/service-log.js';
import type { Terminal } from '../terminal.js';

/** Says what the service does in a line on stderr, with the time and the job, and writes it to its log. */
export const createAnnounce =
  (terminal: Terminal, log: ServiceLog): Announce =>
  (level, what, { job, run, code, details = [] } = {}) => {
    const { lang } = terminal;
    terminal.note(
      escapeControls([localTime(new Date()), ...(job ? [`[${job}]`] : []), formatOwn(what, lang)].join(' ')),
    );
    for (const { where, why } of details) terminal.note(escapeControls(`  ${where}: ${formatMessage(why, lang)}`));
    log[level](what.code, {
      ...what.params,
      ...(job ? { job } : {}),
      ...(run ? { run } : {}),
      ...(code ? { code } : {}),
    });
  };

/** What the service itself says names nobody; what runs say of files may. */
const formatOwn = (what: Message, lang: Lang): string =>
  what.code.startsWith('schedule.') ? formatMessage(what, lang) : formatMasked(what, lang);
