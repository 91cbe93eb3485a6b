/** Why a run is refused, stops or cannot go on. */
export const runTexts = {
  'run.notFound': {
    zh: '在 {logDir} 中找不到运行 {run}。请用 runs 命令查看',
    en: 'no run {run} in {logDir}. The command "runs" lists them',
  },
  'run.cannotCreate': {
    zh: '无法创建运行文件夹 {folder}（{reason}）。请检查权限，或设置 WEFENG_LOG_DIR',
    en: 'cannot create the run folder {folder} ({reason}). Check its permissions, or set WEFENG_LOG_DIR',
  },
  'run.damaged': {
    zh: '数据文件已损坏（{reason}），无法继续。若是 .accounts 中的文件，可以删除后重试；若是 run.db，请开始新的运行',
    en: 'a data file is damaged ({reason}) and the run cannot go on. One in .accounts may be deleted; with a damaged run.db start a new run',
  },
  'run.neverBegan': {
    zh: '{runId} 在开始读取文件之前就中断了，没有可恢复的内容，也未发送任何请求。请重新运行',
    en: '{runId} broke off before it began to read; there is nothing to resume and nothing was sent. Start a new run',
  },
  'run.notRead': {
    zh: '{runId} 在读取文件时就中断了，未发送任何请求，没有可报告的内容。请用 resume 恢复，会重新读取文件',
    en: '{runId} broke off while the file was being read; nothing was sent and there is nothing to report. Resume it: the file is read anew',
  },
  'run.busy': {
    zh: '另一个运行正在使用此账号：{runId}（进程 {pid}，主机 {host}，开始于 {since}）。请等它结束',
    en: 'another run holds this account: {runId} (process {pid} on {host}, since {since}). Wait until it ends',
  },
  'run.isCheck': {
    zh: '{runId} 是一次检查（check），没有可恢复的内容。请用 run 命令导入',
    en: '{runId} was a check; there is nothing to resume. Use "run" to import',
  },
  'run.isDone': { zh: '{runId} 已经完成，没有可恢复的内容', en: '{runId} is finished; there is nothing to resume' },
  'run.otherAccount': {
    zh: '{runId} 属于另一个账号（WEFENG_BASE_URL 不同），不能在此恢复',
    en: '{runId} belongs to another account (another WEFENG_BASE_URL) and cannot be resumed here',
  },
  'run.jobChanged': {
    zh: '作业文件 {file} 的内容在运行开始之后改过。请改回来再恢复，或开始新的运行（速率和限制可以改）',
    en: 'the job file {file} has changed since the run began. Restore it to resume, or start a new run (its rate and limits may change)',
  },
  'stop.auth': {
    zh: '服务器拒绝了签名或权限（{reason}），其余各行也会同样失败。请检查 WEFENG_SECRET 和本机时间（服务器与本机相差 {skew} 秒），然后恢复运行（resume）',
    en: 'the server refused the signature or the permission ({reason}); every row would fail alike. Check WEFENG_SECRET and the clock (the server is {skew} s from ours), then resume',
  },
  'stop.redirect': {
    zh: '服务器要求跳转到 {host}（HTTP {status}），为安全起见不跟随。请检查 WEFENG_BASE_URL，然后恢复运行（resume）',
    en: 'the server redirects to {host} (HTTP {status}); redirects are never followed. Check WEFENG_BASE_URL, then resume',
  },
  'stop.certificate': {
    zh: '无法确认服务器的证书（{reason}）。请检查 WEFENG_BASE_URL 和网络，然后恢复运行（resume）',
    en: 'the server could not prove who it is ({reason}). Check WEFENG_BASE_URL and the network, then resume',
  },
  'stop.unreachable': {
    zh: '连不上服务器（{reason}）。请检查网络和 WEFENG_BASE_URL，然后恢复运行（resume）',
    en: 'the server cannot be reached ({reason}). Check the network and WEFENG_BASE_URL, then resume',
  },
  'stop.longPause': {
    zh: '服务器要求等待 {minutes} 分钟，太久了。请在那之后恢复运行（resume）',
    en: 'the server asks to wait for {minutes} minutes, which is too long. Resume after that',
  },
  'stop.rateLimited': {
    zh: '服务器一直说请求太多（429）。可能有其他程序在用同一账号的额度；请稍后恢复运行（resume），或在作业文件中调低 api.rate',
    en: 'the server keeps answering 429. Something else may be using the quota; resume later, or lower api.rate in the job',
  },
  'stop.failuresInARow': {
    zh: '连续 {count} 行失败，已停止（limits.failuresInARow）。请查看 report.csv 中的原因，然后恢复运行（resume）',
    en: '{count} rows failed one after another (limits.failuresInARow). See their reasons in report.csv, then resume',
  },
  'stop.disk': {
    zh: '磁盘写不进去（{reason}），已在下一次请求之前停止。请腾出空间，然后恢复运行（resume）',
    en: 'the disk takes no more ({reason}); stopped before the next call. Make room, then resume',
  },
  'stop.rights': {
    zh: '没有读写运行文件夹的权限（{reason}）。请检查 WEFENG_LOG_DIR 及其中文件的权限',
    en: 'no right to read or write the run folders ({reason}). Check WEFENG_LOG_DIR and the rights of what is in it',
  },
  'stop.reportDisk': {
    zh: '报告写不进磁盘（{reason}），结果已保存在 run.db。请腾出空间，然后运行 report {runId}',
    en: 'the disk takes no report ({reason}); the results are safe in run.db. Make room, then: report {runId}',
  },
} as const;
