/** Why a run has stopped, and how it goes on. */
export const stopTexts = {
  'stop.unsteady': {
    zh: '列表在读取过程中一直有增减（{reason}），无法确定哪些客户存在；没有更新任何客户。请稍后恢复运行（resume）',
    en: 'the list keeps changing while it is read ({reason}), so that nobody can say which contacts are there; nothing was written. Resume later',
  },
  'stop.noQuery': {
    zh: '读取不到客户的原值（{reason}），为避免清空自定义字段，没有更新任何客户。可以：检查 {variable} 和作业中的 api.get.path、api.list.path 后恢复运行（resume）；用 baseline: list 或 baseline: get 重新运行；若 id 都写错了，请核对；或者确认要清空其余自定义字段后，写 baseline: none 和 replaceAll: true 重新运行',
    en: 'the contacts cannot be read ({reason}), and without that custom fields would be cleared; nothing was written. You can: check {variable} and api.get.path and api.list.path in the job, then resume; check the ids, if they may all be wrong; start a new run with baseline: list or baseline: get; or, if all other custom fields may be cleared, start one with baseline: none and replaceAll: true',
  },
  'stop.listBroken': {
    zh: '客户列表的第 {pageNum} 页读取失败（{reason}）。请稍后恢复运行（resume）',
    en: 'page {pageNum} of the list of contacts could not be read ({reason}). Resume later',
  },
  'stop.readsInARow': {
    zh: '连续 {count} 个客户读取失败，已停止（limits.failuresInARow），没有更新任何客户。最后一次：{last}。请稍后恢复运行（resume）',
    en: '{count} {count|contact|contacts} in a row could not be read (limits.failuresInARow); nothing was written. The last: {last}. Resume later',
  },
  'stop.fieldConflict': {
    zh: '账号对自定义字段 {fieldCode} 前后说法不一（{first} 和 {second}），没有更新任何客户。请稍后重新运行',
    en: 'the account says two things of the custom field {fieldCode} ({first} and {second}); nothing was written. Run again later',
  },
  'stop.canary': {
    zh: '前 {canary} 行要先逐一核实，第 {row} 行没有通过（{status}），其余各行没有发送。请看 report.csv 中的原因，然后恢复运行（resume）',
    en: 'the first {canary} {canary|row goes|rows go} alone and must verify; row {row} did not ({status}), and the rest was not sent. See its reason in report.csv, then resume',
  },
  'stop.auth': {
    zh: '服务器拒绝了签名或权限（{reason}），其余各行也会同样失败。请检查 {variable} 和此账号的接口权限，然后恢复运行（resume）',
    en: 'the server refused the signature or the permission ({reason}); every row would fail alike. Check {variable} and what the account may do, then resume',
  },
  'stop.authClockAhead': {
    zh: '本机时间比服务器快 {seconds} 秒，请先校准本机时间（打开系统的自动校时），再恢复运行（resume）。服务器拒绝了签名或权限（{reason}），多半是因为时间不对；校准后若仍被拒绝，请检查 {variable}',
    en: "this machine's clock is {seconds} s ahead of the server's: set it first (turn time synchronisation on), then resume. The server refused the signature or the permission ({reason}), most likely for that; if it still does with the right time, check {variable}",
  },
  'stop.authClockBehind': {
    zh: '本机时间比服务器慢 {seconds} 秒，请先校准本机时间（打开系统的自动校时），再恢复运行（resume）。服务器拒绝了签名或权限（{reason}），多半是因为时间不对；校准后若仍被拒绝，请检查 {variable}',
    en: "this machine's clock is {seconds} s behind the server's: set it first (turn time synchronisation on), then resume. The server refused the signature or the permission ({reason}), most likely for that; if it still does with the right time, check {variable}",
  },
  'stop.redirect': {
    zh: '服务器要求跳转到 {host}（HTTP {status}），为安全起见不跟随。请检查 {variable}，然后恢复运行（resume）',
    en: 'the server redirects to {host} (HTTP {status}); redirects are never followed. Check {variable}, then resume',
  },
  'stop.certificate': {
    zh: '无法确认服务器的证书（{reason}）。请检查 {variable} 和网络，然后恢复运行（resume）',
    en: 'the server could not prove who it is ({reason}). Check {variable} and the network, then resume',
  },
  'stop.unreachable': {
    zh: '连不上服务器（{reason}）。请检查网络和 {variable}，然后恢复运行（resume）',
    en: 'the server cannot be reached ({reason}). Check the network and {variable}, then resume',
  },
  'stop.longPause': {
    zh: '服务器要求等待 {minutes} 分钟，太久了。请在那之后恢复运行（resume）',
    en: 'the server asks to wait for {minutes} {minutes|minute|minutes}, which is too long. Resume after that',
  },
  'stop.rateLimited': {
    zh: '服务器一直说请求太多（429）。可能有其他程序在用同一账号的额度；请稍后恢复运行（resume），或在作业文件中调低 api.rate',
    en: 'the server keeps answering 429. Something else may be using the quota; resume later, or lower api.rate in the job',
  },
  'stop.failuresInARow': {
    zh: '连续 {count} 行失败，已停止（limits.failuresInARow）。请查看 report.csv 中的原因，然后恢复运行（resume）',
    en: '{count} {count|row|rows} failed one after another (limits.failuresInARow). See {count|its reason|their reasons} in report.csv, then resume',
  },
  'stop.disk': {
    zh: '磁盘写不进去或读不出来（{reason}），已在下一次请求之前停止。请检查磁盘的空间和磁盘本身，然后继续',
    en: 'the disk takes no more, or does not give back what is on it ({reason}); stopped before the next call. Look at the room on the disk and at the disk itself, then go on',
  },
  'stop.cannotOpen': {
    zh: '打不开运行的数据文件（{reason}）：没有权限、磁盘已满或出错，或者打开的文件太多。请检查 WEFENG_LOG_DIR 及其所在的磁盘，然后继续',
    en: 'the data of a run cannot be opened ({reason}): a right is missing, the disk is full or fails, or too many files are open. Check WEFENG_LOG_DIR and its disk, then go on',
  },
  'stop.rights': {
    zh: '没有读写运行文件夹的权限（{reason}）。请检查 WEFENG_LOG_DIR 及其中文件的权限',
    en: 'no right to read or write the run folders ({reason}). Check WEFENG_LOG_DIR and the rights of what is in it',
  },
  'stop.reportDisk': {
    zh: '报告文件写不出来（{reason}），结果已保存在 run.db。请检查磁盘空间和该运行的文件夹，然后运行：wefeng-import report {runId}',
    en: 'the report files cannot be written ({reason}); the results are safe in run.db. Look at the room on the disk and at the folder of the run, then: wefeng-import report {runId}',
  },
  'stop.place': {
    zh: '文件或文件夹不在原处，或不是该有的样子（{reason}：{path}）。请恢复原状，然后再试',
    en: 'a file or folder is not where it was, or not what it should be ({reason}: {path}). Put it right, then try again',
  },
} as const;
