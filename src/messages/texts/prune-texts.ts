/** What `runs` and `prune` say. */
export const pruneTexts = {
  'help.runs': {
    zh: '列出运行，新的在前：编号、作业、命令、状态、行数、未成功的行、开始时间、用时、大小',
    en: 'list runs, newest first: id, job, command, state, rows, rows not done, when, how long, size',
  },
  'help.prune': {
    zh: '删除旧的运行（其中有客户数据）；可恢复的和正在进行的不会删除',
    en: 'delete old runs (they hold personal data); never those that could be resumed or are being done',
  },
  'help.onlyJob': { zh: '只看这个作业的运行', en: 'only the runs of this job' },
  'help.onlyState': {
    zh: '只看这种状态的运行；resumable 是可以用 resume 或 apply 继续的',
    en: 'only runs in this state; resumable are those that resume or apply would go on with',
  },
  'help.since': {
    zh: '只看此后开始的：7d、12h、2w（多久以来），或 2026-11-01（当天零点起）',
    en: 'only those begun since: 7d, 12h or 2w ago, or since the day 2026-11-01',
  },
  'help.limitRuns': { zh: '最多列出多少个', en: 'how many at most' },
  'help.olderThan': { zh: '结束已超过这么久的：90d、12h、2w', en: 'those that ended longer ago: 90d, 12h, 2w' },
  'help.keep': { zh: '每个作业保留最新的多少个', en: 'of each job keep so many, the newest' },
  'help.force': {
    zh: '可恢复的也删除（正在进行的仍不会删除）',
    en: 'also those that could be resumed (never those that are being done)',
  },
  'help.dryRun': { zh: '只说会删除哪些，不删除', en: 'say what would be deleted, and delete nothing' },
  'help.yesPrune': { zh: '不询问，直接删除', en: 'delete without asking' },
  'runs.none': { zh: '{logDir} 中还没有运行', en: 'no runs in {logDir}' },
  'runs.noneSuch': { zh: '{logDir} 中没有符合条件的运行', en: 'no such runs in {logDir}' },
  'runs.badSince': {
    zh: '--since {value} 看不懂。请写 7d、12h、2w（多久以来），或日期，如 2026-11-01',
    en: '--since {value} is not understood. Write 7d, 12h or 2w (so long ago), or a day such as 2026-11-01',
  },
  'runs.next': { zh: '接下来可以运行：', en: 'What can be typed next:' },
  'runs.rows': { zh: '{rows} 行', en: '{rows} {rows|row|rows}' },
  'runs.notFine': { zh: '{count} 行未成功', en: '{count} not done' },
  'runs.days': { zh: '{days} 天', en: '{days} {days|day|days}' },
  'runs.state.completed': { zh: '已完成', en: 'completed' },
  'runs.state.planned': { zh: '已计划', en: 'planned' },
  'runs.state.stopped': { zh: '提前停止', en: 'stopped' },
  'runs.state.interrupted': { zh: '被中断', en: 'interrupted' },
  'runs.state.checked': { zh: '已检查', en: 'checked' },
  'runs.state.running': { zh: '正在运行', en: 'running' },
  'runs.state.refused': { zh: '被拒绝', en: 'refused' },
  'runs.state.nothingLeft': { zh: '被中断，没有可恢复的', en: 'interrupted, nothing to resume' },
  'runs.state.lacksReport': { zh: '已结束，没有报告', en: 'ended, without its report' },
  'runs.state.otherVersion': { zh: '其他版本', en: 'other version' },
  'runs.state.damaged': { zh: '已损坏', en: 'damaged' },
  'runs.state.unreadable': { zh: '无法读取', en: 'unreadable' },
  'prune.noRule': {
    zh: '没有说要删除哪些运行，因此没有删除。请写 --older-than、--keep 或 --state，例如：wefeng-import prune --older-than 90d',
    en: 'it is not said which runs to delete; none was. Give --older-than, --keep or --state, for example: wefeng-import prune --older-than 90d',
  },
  'prune.shortAge': {
    zh: '--older-than {value} 不到一小时（m 是分钟，不是月），没有删除任何运行。几个月请写成天，例如 90d；如果确实是这个意思，请加 --force（可恢复的也会删除）',
    en: '--older-than {value} is less than an hour (m is minutes, not months); nothing was deleted. Write months as days, such as 90d; if it is meant, add --force (which takes those that could be resumed, too)',
  },
  'prune.zeroAge': {
    zh: '--older-than {value} 会删除所有运行，没有删除。若不是写错，请加上 --force（可恢复的也会删除），或改用 --keep 0',
    en: '--older-than {value} means every run; nothing was deleted. If that is meant, add --force (which takes those that could be resumed, too), or say --keep 0',
  },
  'prune.deleted': { zh: '已删除 {runId}（{job}，{age}前）', en: 'deleted {runId} ({job}, {age} old)' },
  'prune.would': { zh: '会删除 {runId}（{job}，{age}前）', en: 'would delete {runId} ({job}, {age} old)' },
  'prune.end': { zh: '共删除 {count} 个运行，释放 {bytes}', en: '{count} {count|run|runs} deleted, {bytes} freed' },
  'prune.wouldEnd': {
    zh: '会删除 {count} 个运行，释放 {bytes}。没有删除任何内容（--dry-run）',
    en: '{count} {count|run|runs} would be deleted, {bytes} freed. Nothing was (--dry-run)',
  },
  'prune.ask': {
    zh: '删除这 {count} 个运行（{bytes}）吗？删除后不能恢复，也不能再回滚 [y/N] ',
    en: 'Delete {count|this|these} {count} {count|run|runs} ({bytes})? {count|It|They} cannot be brought back, nor what {count|it|they} did be rolled back [y/N] ',
  },
  'prune.declined': { zh: '没有删除任何内容', en: 'nothing was deleted' },
  'prune.failed': {
    zh: '无法删除 {path}（{reason}）。请检查权限，然后再运行 prune',
    en: 'cannot delete {path} ({reason}). Check its permissions, then prune again',
  },
  'prune.failedCount': {
    zh: '{count} 个没能删除，原因见上',
    en: '{count} could not be deleted, for the reasons above',
  },
  'prune.leftovers': {
    zh: '另外清除了上次被中断的 prune 留下的 {count} 个文件夹',
    en: '{count} {count|folder|folders} left by a prune that was cut short {count|is|are} gone as well',
  },
  'prune.parts': {
    zh: '另外清除了被中断的进程留下的 {count} 个半成品',
    en: '{count} {count|thing|things} that killed processes have left half written {count|is|are} gone as well',
  },
  'prune.spared.running': {
    zh: '保留 {count} 个：正在进行。请等它结束后再删除：{runs}',
    en: '{count} spared, being done at this moment. Prune again when {count|it has|they have} ended: {runs}',
  },
  'prune.spared.claimed': {
    zh: '保留 {count} 个：定时服务还没有处理完，删除后文件会被再次导入。请启动 schedule 让它完成：{runs}',
    en: '{count} spared, which the scheduler has still to finish: without {count|this run|them} it would import {count|its file|their files} again. Let schedule go on: {runs}',
  },
  'prune.spared.resumable': {
    zh: '保留 {count} 个：还可以用 resume 或 apply 继续。不再需要时，加 --force 删除：{runs}',
    en: '{count} spared, which resume or apply could go on with. If {count|it is|they are} not needed, add --force: {runs}',
  },
  'prune.spared.unknown': {
    zh: '保留 {count} 个：无法读取，或是其他版本写的，不知道还能不能继续。不再需要时，加 --force 删除：{runs}',
    en: '{count} spared, which cannot be read or {count|is|are} of another version, so that nobody knows whether {count|it|they} could go on. If {count|it is|they are} not needed, add --force: {runs}',
  },
  'prune.strangers': {
    zh: '有 {count} 项不是运行，没有动：{paths}',
    en: '{count} {count|thing that is no run was|things that are no runs were} left alone: {paths}',
  },
  'prune.andMore': { zh: '{shown} 等（另有 {count} 个）', en: '{shown} and {count} more' },
} as const;
