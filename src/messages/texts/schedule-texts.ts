/** What the service says of its jobs and of what it does. Nothing of a customer is among it. */
export const scheduleTexts = {
  'schedule.started': {
    zh: '定时服务已启动，{count} 个作业：{jobs}',
    en: 'the service has started with {count} {count|job|jobs}: {jobs}',
  },
  'schedule.stopping': {
    zh: '正在停止：完成已发出的请求，未完成的运行下次启动时自动恢复',
    en: 'stopping: the calls under way are finished; what is left is resumed at the next start',
  },
  'schedule.ended': { zh: '定时服务已停止', en: 'the service has stopped' },
  'schedule.health': {
    zh: '状态和指标：{url}healthz 和 {url}metrics',
    en: 'health and metrics: {url}healthz and {url}metrics',
  },
  'schedule.noLog': {
    zh: '服务日志写不进去（{reason}），服务照常运行。请检查 WEFENG_LOG_DIR 和磁盘',
    en: 'the service log cannot be written ({reason}); the service goes on. Check WEFENG_LOG_DIR and the disk',
  },
  'schedule.noJobs': {
    zh: '没有可以定时运行的作业。请在作业文件的 schedule 中写 cron: "0 2 * * *"，或用 --once 立即运行指定的作业',
    en: 'there is no job to fire. Write cron: "0 2 * * *" under schedule in a job file, or name the jobs and fire them now with --once',
  },
  'schedule.loaded': { zh: '作业文件 {file}：{times}', en: 'job file {file}: {times}' },
  'schedule.changed': {
    zh: '作业文件 {file} 已更改，从下次触发起生效：{times}',
    en: 'the job file {file} has changed, which counts from the next firing on: {times}',
  },
  'schedule.gone': { zh: '作业文件不在了，不再触发', en: 'its job file is gone; it is not fired any more' },
  'schedule.brokenJob': {
    zh: '作业文件 {file} 有错误，没有采用。改正后自动生效',
    en: 'the job file {file} is wrong, and not used. Once it is corrected it counts',
  },
  'schedule.brokenKept': {
    zh: '作业文件 {file} 改错了，继续按原来的内容运行。改正后自动生效',
    en: 'the job file {file} has become wrong; the job goes on as it was. Once it is corrected it counts',
  },
  'schedule.sameName': {
    zh: '名称 {name} 已由 {owner} 使用。请改名',
    en: 'the name {name} is that of {owner}. Give it another',
  },
  'schedule.sameInbox': {
    zh: '这个收件箱已由 {owner} 使用。两个作业不能共用一个收件箱，请各用一个文件夹',
    en: 'this inbox is that of {owner}. Two jobs cannot share one: give each a folder of its own',
  },
  'schedule.brokenVariables': {
    zh: '作业文件 {file} 缺少环境变量，没有采用。改好 .env 后请重启服务',
    en: 'the job file {file} needs variables, and is not used. Once .env has them, start the service again',
  },
  'schedule.clockBack': {
    zh: '本机时间往回拨了 {seconds} 秒，已按新的时间重新安排触发',
    en: 'the clock was set back by {seconds} s; the times of all jobs are worked out anew',
  },
  'schedule.noCron': {
    zh: '作业 {name} 没有写何时运行。请在 schedule 中写 cron: "0 2 * * *"，或用 --once',
    en: 'the job {name} does not say when it fires. Write cron: "0 2 * * *" under schedule, or use --once',
  },
  'schedule.noFile': {
    zh: '作业 {name} 没有写 source.file，定时运行时不知道导入哪个文件',
    en: 'the job {name} has no source.file: nobody is there to say which file to import',
  },
  'schedule.jobBusy': {
    zh: '作业 {job} 已由另一个定时服务负责（进程 {pid}，主机 {host}，自 {since}）。同一作业只能由一个服务运行',
    en: 'the job {job} is that of another service (process {pid} on {host}, since {since}). A job has one service',
  },
  'schedule.orphan': {
    zh: '作业 {job} 的运行 {runId} 没有完成，而这里没有这个作业文件。请加上它，或手动恢复：wefeng-import resume {runId}',
    en: 'run {runId} of the job {job} is not finished, and there is no such job file here. Add it, or resume the run by hand: wefeng-import resume {runId}',
  },
  'schedule.noInbox': {
    zh: '收件箱 {pattern} 读不了（{reason}）。请检查作业中的 source.file 和文件夹的权限',
    en: 'the inbox {pattern} cannot be read ({reason}). Check source.file in the job, and the rights of the folder',
  },
  'schedule.others': {
    zh: '收件箱中有 {count} 个文件不符合 {pattern}，或是链接，或文件名是乱码，不会导入。请另存为符合的格式、改名，或修改作业中的 source.file',
    en: '{count} {count|file|files} in the inbox {count|does|do} not fit {pattern}, or {count|is a link, or has a garbled name, and is|are links, or have garbled names, and are} not imported. Save {count|it|them} as what fits, rename {count|it|them}, or change source.file in the job',
  },
  'schedule.nothing': {
    zh: '收件箱中没有新文件，没有要导入的内容',
    en: 'there is no new file in the inbox; there is nothing to import',
  },
  'schedule.incomplete': {
    zh: '收件箱中有 {count} 个文件还没写完，下次再看',
    en: '{count} {count|file in the inbox is|files in the inbox are} not complete yet; {count|it is|they are} looked at again next time',
  },
  'schedule.seenBefore': {
    zh: '收件箱中有一个文件的内容已由运行 {runId} 导入过，跳过。确实要再导入时：run 作业 --file 文件',
    en: 'a file in the inbox holds what run {runId} has imported already; it is skipped. To import it all the same: run <job> --file <file>',
  },
  'schedule.cannotMove': {
    zh: '运行 {runId} 的文件移不走（{reason}），留在原处；不会再次导入，每次触发时再试着移走。请检查收件箱文件夹及其中的 done 和 failed',
    en: 'the file of run {runId} cannot be moved ({reason}) and stays; it is not imported again, and each firing tries to move it. Look at the folder of the inbox, and done and failed in it',
  },
  'schedule.fileChanged': {
    zh: '轮到它时，收件箱中的文件已被改动或移走；如果还在，下次再看',
    en: 'when its turn came, the file in the inbox had been changed or taken away; if it is there, it is looked at again next time',
  },
  'schedule.overlaps': {
    zh: '到点了，但上一次（自 {since}）还没结束，这一次跳过；结束前不再提示',
    en: 'due, but the last firing (since {since}) is still under way; this one is skipped, and so are others until it ends',
  },
  'schedule.waits': {
    zh: '账号正被 {runId} 使用，等待轮到（最多 {minutes} 分钟）',
    en: 'the account is in use by {runId}; waiting for its turn, {minutes} {minutes|minute|minutes} at most',
  },
  'schedule.tooLate': {
    zh: '等了太久还没轮到，这一次放弃（schedule.wait）',
    en: 'its turn has not come in time; given up for this time (schedule.wait)',
  },
  'schedule.catchesUp': {
    zh: '{due} 该触发时服务不在，现在补一次（schedule.missed: once）',
    en: 'was due at {due} while nobody was there; caught up now, once (schedule.missed: once)',
  },
  'schedule.missed': {
    zh: '{due} 该触发时服务不在，按设置跳过（schedule.missed: skip）',
    en: 'was due at {due} while nobody was there; skipped, as it is set (schedule.missed: skip)',
  },
  'schedule.outlasts': {
    zh: '运行 {runId} 要发送 {count} 次，约 {ends} 结束，晚于下次触发时间 {next}；到时还没结束就跳过那一次',
    en: 'run {runId} has {count} {count|call|calls} to make and ends about {ends}, after the next firing at {next}, which is skipped if it is still under way then',
  },
  'schedule.begins': { zh: '运行 {runId} 开始', en: 'run {runId} begins' },
  'schedule.resumes': { zh: '运行 {runId} 上次没有完成，现在恢复', en: 'run {runId} was not finished; it goes on' },
  'schedule.progress': { zh: '{done}/{total} 行', en: '{done}/{total} {total|row|rows}' },
  'schedule.completed': {
    zh: '运行 {runId} 已完成：已更新 {updated}，无需更新 {unchanged}，需处理 {left}',
    en: 'run {runId} is completed: {updated} updated, {unchanged} unchanged, {left} to be looked at',
  },
  'schedule.interrupted': {
    zh: '运行 {runId} 被中断：已更新 {updated}，无需更新 {unchanged}，还剩 {left}；下次自动恢复',
    en: 'run {runId} was interrupted: {updated} updated, {unchanged} unchanged, {left} left; it is resumed next time',
  },
  'schedule.held': {
    zh: '运行 {runId} 没有发送（{code}），计划已保留。看过报告后可以发送：wefeng-import apply {runId}',
    en: 'run {runId} was not sent ({code}); its plan is kept. Look at its report; to send it: wefeng-import apply {runId}',
  },
  'schedule.stopped': {
    zh: '运行 {runId} 提前停止（{code}）：已更新 {updated}，无需更新 {unchanged}，还剩 {left}；下次触发时自动恢复',
    en: 'run {runId} stopped early ({code}): {updated} updated, {unchanged} unchanged, {left} left; it is resumed at the next firing',
  },
  'schedule.refused': {
    zh: '运行 {runId} 被拒绝（{code}），没有发送任何内容。原因见该运行文件夹中的 refusal.txt',
    en: 'run {runId} was refused ({code}), nothing was sent. Its reason is in refusal.txt in the folder of the run',
  },
  'schedule.cannotResume': {
    zh: '运行 {runId} 没有完成，又不能恢复（{code}），原因见该运行文件夹中的 refusal.txt。请按其中所说改正，下次触发时会恢复；要放弃它，请删除该运行的文件夹，文件会重新导入。在此之前，这个作业不导入别的文件',
    en: 'run {runId} is not finished and cannot go on ({code}); its reason is in refusal.txt in the folder of the run. Mend that, and it goes on at the next firing; to give it up, delete the folder of the run, and its file is imported anew. Until then this job imports nothing else',
  },
  'schedule.resumeByHand': {
    zh: '运行 {runId} 已导入一部分，没有完成。改正后自动恢复；要放弃它，请删除该运行的文件夹',
    en: 'Run {runId} has imported a part and is not finished. Once that is mended it goes on by itself; to give it up, delete the folder of the run',
  },
  'schedule.folderMoved': {
    zh: '日志文件夹（WEFENG_LOG_DIR）不在服务启动时的位置，或已换成另一个，因此没有开始任何运行。请把它移回原处；若是有意更换，请重启服务',
    en: 'the log folder (WEFENG_LOG_DIR) is not where it was when the service started, or another one is in its place; no run is begun. Move it back; if it was changed on purpose, start the service again',
  },
  'schedule.unfinished': {
    zh: '运行 {runId} 还没有完成，服务会恢复它',
    en: 'run {runId} is not finished yet; the service resumes it',
  },
  'schedule.unmoved': {
    zh: '运行 {runId} 的文件还没有移走，服务会再试',
    en: 'the file of run {runId} has not been moved yet; the service tries again',
  },
  'schedule.takesUp': {
    zh: '收件箱中有一个文件，运行 {runId} 已经开始导入它而没有完成，现在由它继续，不另开新的运行',
    en: 'run {runId} has begun to import a file of the inbox and is not finished; it goes on with it, and no new run is begun',
  },
  'schedule.startsOver': {
    zh: '运行 {runId} 已经发送过一部分，但它的文件夹不在了，视为放弃；它的文件现在重新导入',
    en: 'run {runId} had sent a part, and its folder is gone: it counts as given up, and its file is imported anew now',
  },
  'schedule.unreadable': {
    zh: '收件箱中有一个文件读不了（{reason}），其余文件照常导入。请检查它的权限',
    en: 'a file in the inbox cannot be read ({reason}); the others are imported. Check its rights',
  },
  'schedule.seeRefusal': {
    zh: '完整原因见运行 {runId} 的文件夹中的 refusal.txt',
    en: 'The whole reason is in refusal.txt in the folder of run {runId}',
  },
  'schedule.halted': {
    zh: '运行 {runId} 没有完成，现在无法继续（{code}），下次触发时再试。也可以手动继续：wefeng-import resume {runId}',
    en: 'run {runId} is not finished and cannot go on now ({code}); it is tried again at the next firing. To go on by hand: wefeng-import resume {runId}',
  },
  'schedule.postponed': {
    zh: '运行 {runId} 没能开始（{code}），没有发送任何内容，下次触发时再试',
    en: 'run {runId} could not begin ({code}); nothing was sent, and it is tried again at the next firing',
  },
  'schedule.unseen': {
    zh: '看不到运行 {runId} 做到了哪里（{code}），因此没有继续，它的文件也不会重新导入；下次触发时再试。文件夹若被移走，请移回原处；若 run.db 已损坏，要放弃这次运行，请删除它的文件夹，文件会重新导入',
    en: 'how far run {runId} has come cannot be seen ({code}): it does not go on, and its file is not imported anew; it is tried again at the next firing. If its folder was moved away, move it back; if its run.db is damaged, delete the folder to give the run up, and its file is imported anew',
  },
  'schedule.unreported': {
    zh: '运行 {runId} 已经结束，但报告没有做成（{code}），下次触发时再试。也可以手动生成：wefeng-import report {runId}',
    en: 'run {runId} has ended, but its report could not be made ({code}); it is tried again at the next firing. To make it by hand: wefeng-import report {runId}',
  },
  'schedule.unsettled': {
    zh: '运行 {runId} 的收尾没有做完（{code}），已保存的结果不受影响，它的文件不会重复导入；下次触发时再试。请检查磁盘和 WEFENG_LOG_DIR',
    en: 'run {runId} could not be settled ({code}): what it has done is saved, and its file is not imported twice; it is tried again at the next firing. Look at the disk, and at WEFENG_LOG_DIR',
  },
  'schedule.unforeseen': {
    zh: '运行 {runId} 遇到程序内部错误（{name}，{place}），没有完成。这是缺陷，请反馈。已保存的结果不受影响，下次触发时继续；也可以手动继续：wefeng-import resume {runId}',
    en: 'run {runId} met an internal error ({name} at {place}) and is not finished: a defect, please report it. What was saved is safe, and it goes on at the next firing; to go on by hand: wefeng-import resume {runId}',
  },
  'schedule.unforeseenFile': {
    zh: '运行 {runId} 读取文件时遇到程序内部错误（{name}，{place}），没有发送任何内容，文件不会再自动导入。这是缺陷，请反馈',
    en: 'run {runId} met an internal error ({name} at {place}) while its file was read; nothing was sent, and the file is not imported again by itself: a defect, please report it',
  },
  'schedule.broken': {
    zh: '程序内部错误（{name}，{place}），这是缺陷，请反馈',
    en: 'an internal error ({name} at {place}): a defect, please report it',
  },
} as const;
