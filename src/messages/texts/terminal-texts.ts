/** What the program says on the terminal. */
export const terminalTexts = {
  'help.program': {
    zh: '把客户数据批量导入微丰（wefeng）：逐行签名、限速、重试，并逐行报告结果。',
    en: 'Bulk import of customer data into 微丰 (wefeng): one signed, rate-limited, retried call a row, and a result for every row.',
  },
  'help.run': { zh: '读取、校验、发送并生成报告', en: 'read, plan, send, report' },
  'help.plan': {
    zh: '读取客户原值并制定计划：会改什么、要多久；不发送任何内容',
    en: 'read the contacts and plan: what would change, how long it takes; send nothing',
  },
  'help.apply': { zh: '发送一个计划，与计划完全一致', en: 'send a planned run, just as it was planned' },
  'help.rollback': {
    zh: '撤销一次导入：只恢复它写过、而且此后没有被改动的字段',
    en: 'take a run back: restore the fields that it wrote, where they still hold what it wrote',
  },
  'help.check': {
    zh: '离线读取并校验，不访问网络；报告所有问题',
    en: 'read and validate, offline; report every problem',
  },
  'help.resume': { zh: '从中断处继续一个运行', en: 'go on where an interrupted run stopped' },
  'help.report': { zh: '重新生成一个运行的报告文件', en: 'make the report files of a run again' },
  'help.init': {
    zh: '根据文件的表头和前几行（以及账号的自定义字段）写一个作业文件；已有的文件从不覆盖',
    en: "write a job file for this file, from its header and first rows, and the account's custom fields; never overwrites",
  },
  'help.initFile': { zh: '要导入的文件（.xlsx 或 .csv）', en: 'the file to be imported (.xlsx or .csv)' },
  'help.out': {
    zh: '写到哪里；默认是 jobs 文件夹（没有则是当前文件夹）里与文件同名的 .yaml',
    en: 'where to write; by default a .yaml of the same name in the folder jobs, or here where there is none',
  },
  'help.encoding': { zh: '文件的编码，认不出来时用', en: 'the encoding of the file, where it cannot be told' },
  'help.account': {
    zh: '账号的名称（读取 WEFENG_名称_BASE_URL 等变量），会写进作业；不写就用没有名称的那个账号',
    en: 'the name of the account (of WEFENG_<NAME>_BASE_URL and so on), which the job is given; without it the one that has no name',
  },
  'help.sheet': { zh: '工作表的名称，有多张时用', en: 'the name of the sheet, where there are several' },
  'help.schedule': {
    zh: '按作业中的时间自动运行，直到被停止；断电、重启后自动恢复',
    en: 'fire jobs at their times until it is stopped; goes on by itself after a restart',
  },
  'help.jobs': {
    zh: '作业文件或文件夹；默认是 jobs 文件夹里所有写了 schedule 的作业',
    en: 'job files or folders; by default all jobs of the folder jobs that have a schedule',
  },
  'help.healthPort': {
    zh: '在这个端口提供 /healthz 和 /metrics；0 表示任选一个空闲端口',
    en: 'tell of health and metrics at /healthz and /metrics on this port; 0 takes any free one',
  },
  'help.healthHost': { zh: '上述端口所在的地址', en: 'the address of that port' },
  'help.once': {
    zh: '现在把每个作业触发一次，然后结束（用于系统的 cron 或 systemd 定时器）',
    en: 'fire each job once, now, and end: for cron and timers of the system',
  },
  'help.sandbox': { zh: '启动演练用的本地接口', en: 'start the rehearsal API on this machine' },
  'help.job': { zh: '作业文件（YAML）', en: 'the job file (YAML)' },
  'help.runArgument': { zh: '运行编号或运行文件夹', en: 'a run id or a run folder' },
  'help.file': {
    zh: '要导入的文件，代替作业文件中的 source.file',
    en: "the file to import, instead of the job's source.file",
  },
  'help.yes': { zh: '不询问，直接发送', en: 'send without asking' },
  'help.json': {
    zh: '在标准输出打印一行 JSON 摘要，其余内容都到标准错误',
    en: 'print the summary as one JSON line on stdout, all else on stderr',
  },
  'help.contacts': { zh: '客户数据文件（JSON）', en: 'the contacts to begin with (JSON)' },
  'help.port': { zh: '端口；0 表示任选一个空闲端口', en: 'the port; 0 takes any free one' },
  'help.limit': { zh: '每个时间窗内每个接口允许的请求数', en: 'calls that each endpoint takes within a window' },
  'help.per': { zh: '时间窗，如 500ms、1s、1m', en: 'the window, such as 500ms, 1s or 1m' },
  'help.fault': {
    zh: '注入故障，可重复，如 serverError=0.05、latency=20..80、clockSkew=600（时钟快 600 秒）',
    en: 'a fault to make, repeatable, such as serverError=0.05, latency=20..80 or clockSkew=600 (its clock 600 s ahead)',
  },
  'help.seed': { zh: '故障的随机种子', en: 'the seed of the faults' },
  'help.examples': {
    zh: `
示例：
  wefeng-import init 客户.xlsx                          写一个作业文件
  wefeng-import check jobs/vip.yaml                     先检查，不发送
  wefeng-import plan jobs/vip.yaml                      看会改什么，不发送
  wefeng-import apply 20261122-020000-1a2b              发送这个计划
  wefeng-import run jobs/vip.yaml --file 客户.csv       导入
  wefeng-import rollback 20261122-020000-1a2b           撤销一次导入
  wefeng-import resume 20261122-020000-1a2b             继续中断的运行
  wefeng-import sandbox --contacts samples/contacts.json --port 0

退出码：0 全部更新或无需更新 · 1 调用前被拒绝 · 2 完成但有行未成功 · 3 提前停止，可恢复 · 4 账号被占用 · 130/143 被中断，可恢复`,
    en: `
Examples:
  wefeng-import init customers.xlsx                     write a job file
  wefeng-import check jobs/vip.yaml                     look first, send nothing
  wefeng-import plan jobs/vip.yaml                      see what would change, send nothing
  wefeng-import apply 20261122-020000-1a2b              send that plan
  wefeng-import run jobs/vip.yaml --file customers.csv  import
  wefeng-import rollback 20261122-020000-1a2b           take an import back
  wefeng-import resume 20261122-020000-1a2b             go on with an interrupted run
  wefeng-import sandbox --contacts samples/contacts.json --port 0

Exit codes: 0 every row updated or unchanged · 1 refused before any call · 2 finished, some rows not done
3 stopped early, resumable · 4 another run holds the account · 130/143 interrupted, resumable`,
  },
  'cli.unexpected': {
    zh: '程序内部错误（{name}），这是缺陷，请反馈。已保存的结果不受影响，可用 resume 恢复',
    en: 'an internal error ({name}): a defect, please report it. What was saved is safe; use resume to go on',
  },
  'cli.stopping': {
    zh: '正在停止：等已发出的请求结束（最多 {seconds} 秒）。再按一次立即退出',
    en: 'stopping: finishing the calls under way ({seconds} s at most). Press again to exit at once',
  },
  'phase.read': { zh: '读取', en: 'read' },
  'phase.baseline': { zh: '读取原值', en: 'baseline' },
  'phase.plan': { zh: '校验', en: 'check' },
  'phase.send': { zh: '发送', en: 'send' },
  'progress.open': { zh: '{phase} {done} 行', en: '{phase} {done} {done|row|rows}' },
  'progress.line': {
    zh: '{phase} {done}/{total} 行（{percent}%），每分钟 {rate} 行，约剩 {left}。{statuses}',
    en: '{phase} {done}/{total} {total|row|rows} ({percent} %), {rate} a minute, about {left} left. {statuses}',
  },
  'duration.seconds': { zh: '{seconds} 秒', en: '{seconds} s' },
  'duration.minutes': { zh: '{minutes} 分钟', en: '{minutes} min' },
  'duration.hours': { zh: '{hours} 小时 {minutes} 分钟', en: '{hours} h {minutes} min' },
  'plan.rows': { zh: '计划：共 {total} 行：{counts}', en: 'Plan: {total} {total|row|rows}: {counts}' },
  'plan.count': { zh: '{name} {count}', en: '{count} {name}' },
  'plan.calls': {
    zh: '{calls} 次请求，每{per} {limit} 次：约 {duration}，约 {ends} 结束',
    en: '{calls} {calls|call|calls} at {limit}/{per}: {duration}, ends about {ends}',
  },
  'window.minute': { zh: '分钟', en: 'min' },
  'window.second': { zh: '秒', en: 's' },
  'plan.fields': { zh: '各字段（设置 / 修改 / 清空）：', en: 'Fields (set / changed / cleared):' },
  'plan.field': { zh: '{field}：{set} / {changed} / {cleared}', en: '{field}: {set} / {changed} / {cleared}' },
  'plan.examples': { zh: '前几行：', en: 'The first rows:' },
  'plan.example': { zh: '第 {row} 行 {contact}：{changes}', en: 'row {row} {contact}: {changes}' },
  'plan.checksum': { zh: '计划校验码：{checksum}', en: 'Checksum of the plan: {checksum}' },
  'ask.send': { zh: '现在发送吗？[y/N] ', en: 'Send now? [y/N] ' },
  'ask.replaceAll': {
    zh: '这些客户未发送的自定义字段会被清空（replaceAll: true）。',
    en: 'Custom fields of these contacts that are not sent will be cleared (replaceAll: true).',
  },
  'status.toSend': { zh: '要发送', en: 'to send' },
  'status.passed': { zh: '检查通过', en: 'passed' },
  'status.updated': { zh: '已更新', en: 'updated' },
  'status.unverified': { zh: '未核实', en: 'unverified' },
  'status.unchanged': { zh: '无需更新', en: 'unchanged' },
  'status.invalid': { zh: '无效', en: 'invalid' },
  'status.failed': { zh: '失败', en: 'failed' },
  'status.unknown': { zh: '结果未知', en: 'unknown' },
  'status.drifted': { zh: '已被他人修改', en: 'drifted' },
  'status.pending': { zh: '未处理', en: 'pending' },
  'summary.head': { zh: '运行 {runId}：{title}', en: 'Run {runId}: {title}' },
  'summary.next': { zh: '接下来：', en: 'What to do:' },
  'summary.counts': { zh: '结果：{counts}', en: 'Outcome: {counts}' },
  'summary.blank': {
    zh: '另有 {count} 行完全空白，未计入',
    en: '{count} {count|row without a single value is|rows without a single value are} not counted',
  },
  'summary.calls': {
    zh: '请求：修改 {put} 次，读取 {get} 次，列表 {list} 次（其中重试 {retries} 次，被限流 {rateLimited} 次）',
    en: 'Calls: {put} put, {get} get, {list} list ({retries} of them {retries|a retry|retries}, {rateLimited} rate-limited)',
  },
  'summary.stopped': { zh: '停止原因：{reason}', en: 'Why: {reason}' },
  'summary.reasons': { zh: '问题与解决办法：', en: 'Problems, and what to do:' },
  'summary.reason': { zh: '第 {row} 行：{reason}', en: 'row {row}: {reason}' },
  'summary.alikeReasons': {
    zh: '{count} 行（第 {rows} 行），例如：{reason}',
    en: '{count} {count|row|rows} ({rows}), for example: {reason}',
  },
  'summary.moreReasons': { zh: '还有 {count} 类，见报告', en: '{count} more {count|kind|kinds} in the report' },
  'summary.page': { zh: '网页（用浏览器打开）：{path}', en: 'Page for the browser: {path}' },
  'summary.book': { zh: '工作簿（用 Excel 打开）：{path}', en: 'Workbook for Excel: {path}' },
  'summary.failed': {
    zh: '需处理的行：{path}（处理后用同一作业再次导入）',
    en: 'Rows to deal with: {path} (then import it again with the same job)',
  },
  'summary.failedCheck': { zh: '有问题的行：{path}', en: 'Rows with problems: {path}' },
  'summary.failedRollback': {
    zh: '没有恢复的行：{path}',
    en: 'Rows that were not restored: {path}',
  },
  'summary.resume': { zh: '继续运行：{command}', en: 'To go on: {command}' },
  'sandbox.ready': {
    zh: '演练接口已启动。网页：{url}\n在另一个终端设置：\n  WEFENG_BASE_URL={baseUrl}\n  WEFENG_SECRET={secretHint}\n按 Ctrl-C 停止',
    en: 'The rehearsal API is ready. Page: {url}\nIn another terminal set:\n  WEFENG_BASE_URL={baseUrl}\n  WEFENG_SECRET={secretHint}\nCtrl-C stops it',
  },
  'sandbox.ownSecret': { zh: '（与此处环境中的相同）', en: '(the one in this environment)' },
  'option.duration': {
    zh: '{option} {value} 看不懂。请写整数加单位（ms、s、m、h、d 或 w），例如 30s 或 90d',
    en: '{option} {value} is not understood. Write a whole number and its unit (ms, s, m, h, d or w), such as 30s or 90d',
  },
  'sandbox.cannotStart': { zh: '无法启动演练接口：{reason}', en: 'cannot start the rehearsal API: {reason}' },
} as const;
