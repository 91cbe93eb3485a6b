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
  'run.otherVersion': {
    zh: '{path} 是本程序的另一个版本写的，无法读取。请用那个版本完成它，或开始新的运行',
    en: '{path} was written by another version of this program. Finish it with that version, or start a new run',
  },
  'run.neverBegan': {
    zh: '{runId} 在读完文件之前就中断了，没有可恢复的内容，也未发送任何请求。请重新运行',
    en: '{runId} broke off before its file was read; there is nothing to resume and nothing was sent. Start a new run',
  },
  'run.wasRefused': {
    zh: '{runId} 被拒绝，没有发送任何内容，也没有可恢复的内容。原因见 {file}',
    en: '{runId} was refused: nothing was sent, and there is nothing to resume. Its reason is in {file}',
  },
  'run.notRead': {
    zh: '{runId} 在读取文件时就中断了，未发送任何请求，没有可报告的内容。恢复它会重新读取文件：wefeng-import resume {runId}',
    en: '{runId} broke off while the file was being read; nothing was sent and there is nothing to report. To resume it, which reads the file anew: wefeng-import resume {runId}',
  },
  'run.inputLost': {
    zh: '{runId} 在读完标准输入之前就中断了，没有可恢复的内容，也未发送任何请求。请重新运行',
    en: '{runId} broke off before the end of its standard input; there is nothing to resume and nothing was sent. Start a new run',
  },
  'run.inputDisk': {
    zh: '磁盘存不下标准输入的内容（{reason}），未发送任何请求。请腾出空间，然后重新运行',
    en: 'the disk does not take what is piped in ({reason}); nothing was sent. Make room, then start the run again',
  },
  'run.otherFile': {
    zh: '{runId} 在读取文件时就中断了，而 {file} 现在已不是当时的文件（大小或修改时间不同），因此没有继续，也未发送任何请求。请对现在的文件重新运行',
    en: '{runId} broke off while the file was being read, and {file} is no longer the file of then (its size or time differs); nothing was sent. Start a new run on the file of today',
  },
  'run.busy': {
    zh: '另一个运行正在使用此账号：{runId}（进程 {pid}，主机 {host}，开始于 {since}）。请等它结束',
    en: 'another run holds this account: {runId} (process {pid} on {host}, since {since}). Wait until it ends',
  },
  'run.isBeingDone': {
    zh: '另一个进程正在处理 {runId}。请等它结束',
    en: 'another process is working on {runId}. Wait until it ends',
  },
  'run.isCheck': {
    zh: '{runId} 是一次检查（check），没有可恢复的内容。请用 run 命令导入',
    en: '{runId} was a check; there is nothing to resume. Use "run" to import',
  },
  'run.isDone': {
    zh: '{runId} 已经完成，没有可恢复的内容。要重新生成报告：wefeng-import report {runId}',
    en: '{runId} is finished; there is nothing to resume. To make its report again: wefeng-import report {runId}',
  },
  'run.isUnreported': {
    zh: '{runId} 的每一行都已有结果，没有可恢复的内容，但生成报告时中断了。请生成报告：wefeng-import report {runId}',
    en: 'every row of {runId} has its result and there is nothing to resume, but it broke off before its report was made. Make the report: wefeng-import report {runId}',
  },
  'run.otherAccount': {
    zh: '{runId} 是在另一个账号（{variable} 不是现在的地址）上开始的，不能在此恢复。请把作业中的 account 和 {variable} 改回当时的设置',
    en: '{runId} belongs to another account ({variable} was another address then) and cannot be resumed here. Set account in the job, and {variable}, back to what they were',
  },
  'run.jobChanged': {
    zh: '作业文件 {file} 的内容在运行开始之后改过。请改回来再恢复，或开始新的运行（速率和限制可以改）',
    en: 'the job file {file} has changed since the run began. Restore it to resume, or start a new run (its rate and limits may change)',
  },
  'run.isBegun': {
    zh: '{runId} 已经开始发送，不再是计划。请继续：wefeng-import resume {runId}',
    en: '{runId} has begun to send and is no longer a plan. To go on: wefeng-import resume {runId}',
  },
  'run.isPlan': {
    zh: '{runId} 是一个做完的计划。要发送它：wefeng-import apply {runId}',
    en: '{runId} is a plan, and complete. To send it: wefeng-import apply {runId}',
  },
  'run.planUnreported': {
    zh: '{runId} 的计划已经做完，但生成报告时中断了。请先生成报告并核对：wefeng-import report {runId}',
    en: 'the plan of {runId} is complete, but it broke off before its report was made. Make the report, and look at it before you send: wefeng-import report {runId}',
  },
  'run.overtaken': {
    zh: '注意：{runId} 的数据较旧。同一作业此后已有 {count} 次导入（最近：{newest}），继续发送会用旧数据覆盖它们认为正确的值',
    en: 'note: the data of {runId} is older. {count} later {count|run|runs} of this job (the latest: {newest}) {count|has|have} been sent since, and to go on writes old data over what {count|it|they} found right',
  },
  'run.isOvertaken': {
    zh: '未发送任何请求：{runId} 的数据较旧，同一作业此后已有 {count} 次导入（最近：{newest}）。旧数据不再需要时，不要继续这次运行；仍要发送，请用 apply 或 resume 加 --yes',
    en: 'nothing was sent: the data of {runId} is older, and {count} later {count|run|runs} of this job (the latest: {newest}) {count|has|have} been sent since. If the old data is no longer wanted, do not go on with it; to send it all the same, use apply or resume with --yes',
  },
  'run.noPlan': {
    zh: '{runId} 还没有做完计划。请继续：wefeng-import resume {runId}',
    en: '{runId} has not come to a plan yet. To go on: wefeng-import resume {runId}',
  },
  'rollback.noBaseline': {
    zh: '{runId} 没有读取原值（baseline: none），无法回滚',
    en: '{runId} had no baseline (baseline: none): what it replaced is not known, and cannot be brought back',
  },
  'rollback.cannotBegin': {
    zh: '磁盘写不进去（{reason}），回滚没有开始，未发送任何请求。请腾出空间后重新运行 rollback',
    en: 'the disk takes no more ({reason}); the rollback has not begun and nothing was sent. Make room, then roll back again',
  },
  'rollback.nothing': {
    zh: '{runId} 没有更新任何客户，没有可回滚的内容',
    en: '{runId} changed no contact; there is nothing to roll back',
  },
  'rollback.otherAccount': {
    zh: '{runId} 是在另一个账号（{variable} 不是现在的地址）上运行的，不能在此回滚。请把作业中的 account 和 {variable} 改回当时的设置',
    en: '{runId} belongs to another account ({variable} was another address then) and cannot be rolled back here. Set account in the job, and {variable}, back to what they were',
  },
  'rollback.isCheck': {
    zh: '{runId} 没有发送过任何内容，没有可回滚的',
    en: '{runId} has sent nothing; there is nothing to roll back',
  },
  'baseline.list': {
    zh: '读取原值：列表接口，{total} 个客户共 {pages} 页（逐个读取要 {contacts} 次）',
    en: 'baseline: by list, {pages} {pages|page|pages} for {total} {total|contact|contacts} (reading them one by one would take {contacts} {contacts|call|calls})',
  },
  'baseline.get': {
    zh: '读取原值：逐个读取 {contacts} 个客户（列表接口要 {pages} 页，{total} 个客户）',
    en: 'baseline: by get, {contacts} {contacts|contact|contacts} one by one (the list would take {pages} {pages|page|pages} for {total} {total|contact|contacts})',
  },
  'baseline.getForFields': {
    zh: '读取原值：逐个读取 {contacts} 个客户，因为列表接口没有给出作业要用的 {fields}',
    en: 'baseline: by get, {contacts} {contacts|contact|contacts} one by one, since the list does not tell {fields}',
  },
  'baseline.getOnly': {
    zh: '读取原值：逐个读取 {contacts} 个客户（baseline: get）',
    en: 'baseline: by get, {contacts} {contacts|contact|contacts} one by one (baseline: get)',
  },
  'baseline.listOnly': {
    zh: '读取原值：列表接口，{total} 个客户共 {pages} 页（baseline: list）',
    en: 'baseline: by list, {pages} {pages|page|pages} for {total} {total|contact|contacts} (baseline: list)',
  },
  'baseline.getInstead': {
    zh: '读取原值：逐个读取 {contacts} 个客户，因为列表接口不可用（{reason}）',
    en: 'baseline: by get, {contacts} {contacts|contact|contacts} one by one, since the list is not available ({reason})',
  },
  'baseline.unsteady': {
    zh: '读取列表时客户有增减（{reason}），对没有看到的 {count} 个客户再逐个确认',
    en: 'the list changed while it was read ({reason}); the {count} {count|contact not seen in it is|contacts not seen in it are} looked up one by one',
  },
  'baseline.untold': {
    zh: '列表没有完整给出 {count} 个客户（缺 {fields}），再逐个读取',
    en: 'the list does not tell {count} {count|contact|contacts} whole ({fields}); {count|it is|they are} read one by one',
  },
  'baseline.listAgain': {
    zh: '读取列表时客户有增减（{reason}），重新读取',
    en: 'the list changed while it was read ({reason}); reading it again',
  },
  'limit.invalid': {
    zh: '{count} 行无效（共 {total} 行），超过了 limits.invalid: {limit}，没有发送任何内容。请改正文件；若确实要导入其余的行，把作业中的 limits.invalid 改为 {enough} 或更大，再运行 apply {runId}',
    en: '{count} of {total} {total|row|rows} {count|is|are} invalid, over limits.invalid: {limit}; nothing was sent. Correct the file; or, to import the others all the same, set limits.invalid to {enough} or more in the job, then: apply {runId}',
  },
  'limit.clears': {
    zh: '有 {count} 个值会被清空（共 {total} 行），超过了 limits.clears: {limit}，没有发送任何内容。请核对计划；若确实要清空，把作业中的 limits.clears 改为 {enough} 或更大，再运行 apply {runId}',
    en: '{count} {count|value|values} would be cleared ({total} {total|row|rows}), over limits.clears: {limit}; nothing was sent. Look at the plan; if that is meant, set limits.clears to {enough} or more in the job, then: apply {runId}',
  },
  'limit.changed': {
    zh: '{count} 个客户会被改动（共 {total} 个），超过了 limits.changed: {limit}，没有发送任何内容。请核对计划；若确实要改，把作业中的 limits.changed 改为 {enough} 或更大，再运行 apply {runId}',
    en: '{count} {count|contact|contacts} of {total} would change, over limits.changed: {limit}; nothing was sent. Look at the plan; if that is meant, set limits.changed to {enough} or more in the job, then: apply {runId}',
  },
  'clock.ahead': {
    zh: '本机时间比服务器快 {seconds} 秒。签名按本机时间计算，差得太多会被服务器拒绝。请校准本机时间（打开系统的自动校时）',
    en: "this machine's clock is {seconds} s ahead of the server's. Signatures go by it, and are refused when it is too far off. Set the clock (turn time synchronisation on)",
  },
  'clock.behind': {
    zh: '本机时间比服务器慢 {seconds} 秒。签名按本机时间计算，差得太多会被服务器拒绝。请校准本机时间（打开系统的自动校时）',
    en: "this machine's clock is {seconds} s behind the server's. Signatures go by it, and are refused when it is too far off. Set the clock (turn time synchronisation on)",
  },
  'send.lostWait': {
    zh: '{rows} 行的请求可能稍后才到达服务器（没有收到回答，或同一客户有多行）。{seconds} 秒后读取这些客户，再确定结果',
    en: 'requests of {rows} {rows|row|rows} may still reach the server late (a call had no answer, or the contact has several rows). The contacts are read in {seconds} s, and that settles the rows',
  },
} as const;
