import type { JobFile } from '../../job/schema.js';

/** Everything in a job file but its pace, its limits, its language and reports, when it fires, on which files, and who is told. */
export function identityOf(jobFile: JobFile): string {
  const { api: _api, limits: _limits, canary: _canary, recheckAfter: _age, lang: _lang, ...rest } = jobFile;
  const { schedule: _schedule, notify: _notify, inbox: _inbox, account: _account, report: _report, ...more } = rest;
  const { source, ...what } = more;
  const { file: _file, ...howRead } = source;
  return JSON.stringify({ ...what, source: howRead });
}
