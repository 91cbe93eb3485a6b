/** What report.html and plan.html say; what their script says among them. */
export const pageTexts = {
  'page.title.report': { zh: '导入报告：{job}', en: 'Import report: {job}' },
  'page.title.rollback': { zh: '回滚报告：{job}', en: 'Rollback report: {job}' },
  'page.title.check': { zh: '检查报告：{job}', en: 'Check report: {job}' },
  'page.title.plan': { zh: '导入计划：{job}', en: 'Import plan: {job}' },
  'page.title.rollbackPlan': { zh: '回滚计划：{job}', en: 'Rollback plan: {job}' },
  'page.noScript': {
    zh: '此页面需要浏览器允许运行脚本（不访问网络）。每一行的结果也在同一文件夹的 report.csv 中。',
    en: 'This page needs scripts to be allowed in the browser; it never uses the network. Every result is also in report.csv beside it.',
  },

  'page.verdict.fine': { zh: '全部完成', en: 'All done' },
  'page.verdict.fineText': {
    zh: '{total} 行都已处理：{updated} 行已更新并核实，{unchanged} 行无需更新。',
    en: 'All {total} rows are dealt with: {updated} updated and verified, {unchanged} needed no change.',
  },
  'page.verdict.someLeft': { zh: '已完成，{count} 行需要处理', en: 'Finished, {count} rows need attention' },
  'page.verdict.someLeftText': {
    zh: '共 {total} 行，{done} 行已更新或无需更新，{count} 行没有成功。',
    en: 'Of {total} rows, {done} are updated or needed no change; {count} are not done.',
  },
  'page.verdict.stopped': { zh: '提前停止，可以继续', en: 'Stopped early, and can go on' },
  'page.verdict.interrupted': { zh: '被中断，可以继续', en: 'Interrupted, and can go on' },
  'page.verdict.stoppedText': {
    zh: '共 {total} 行：{done} 行已更新或无需更新，{pending} 行还没有处理。已有的结果都已保存，继续时不会漏行，也不会重复。',
    en: 'Of {total} rows, {done} are updated or needed no change; {pending} were not tried. What was done is saved: going on leaves no row out and sends none twice over.',
  },
  'page.verdict.empty': { zh: '文件里没有数据行', en: 'The file has no rows' },
  'page.verdict.emptyText': {
    zh: '文件只有表头，没有发送任何内容。',
    en: 'There is a header and nothing below it; nothing was sent.',
  },
  'page.verdict.checked': { zh: '检查通过', en: 'The check found no problem' },
  'page.verdict.checkedText': {
    zh: '{total} 行都通过了检查。没有访问网络，也没有发送任何内容。',
    en: 'All {total} rows have passed. Nothing was sent, and the network was not used.',
  },
  'page.verdict.checkedBad': { zh: '检查完毕，{count} 行有问题', en: 'Checked, {count} rows have problems' },
  'page.verdict.checkedBadText': {
    zh: '共 {total} 行，{pending} 行通过。没有发送任何内容。',
    en: '{pending} of {total} rows have passed. Nothing was sent.',
  },
  'page.verdict.plan': { zh: '计划已做好，等待核对', en: 'The plan is ready for review' },
  'page.verdict.planText': {
    zh: '要更新 {count} 行（共 {total} 行）。到目前为止没有发送任何内容。',
    en: '{count} of {total} rows would be updated. Nothing has been sent so far.',
  },
  'page.verdict.planHeld': { zh: '超过了限制，计划没有发送', en: 'Held back by a limit' },
  'page.verdict.planNothing': { zh: '没有要更新的内容', en: 'Nothing to update' },
  'page.verdict.planNothingText': {
    zh: '共 {total} 行，没有一行需要发送。',
    en: 'None of the {total} rows needs to be sent.',
  },

  'page.step.nothing': { zh: '不需要做什么。', en: 'There is nothing left to do.' },
  'page.step.resume': {
    zh: '排除上面的停止原因，然后继续运行：',
    en: 'Deal with what stopped it, then go on:',
  },
  'page.step.resumeOnly': { zh: '继续运行：', en: 'Go on:' },
  'page.step.failed': {
    zh: '打开同一文件夹的 failed.csv，按“原因”列改正 {count} 行，再用同一作业导入。',
    en: 'Open failed.csv in the same folder, correct its {count} rows as the last column says, and import it with the same job.',
  },
  'page.step.failedCheck': {
    zh: '按下面的原因在原文件中改正 {count} 行，再检查一次。',
    en: 'Correct the {count} rows in the file, as said below, and check it again.',
  },
  'page.step.failedRollback': {
    zh: '有 {count} 行没有恢复，原因见下；请在系统中逐个核对。',
    en: '{count} rows were not restored, for the reasons below; look at them in the CRM.',
  },
  'page.step.doubt': {
    zh: '有 {count} 行可能已经写入，但不能确定：重新导入之前，请先在系统中核对。',
    en: 'Of {count} rows nobody can say for certain what was written: look at them in the CRM before they are imported again.',
  },
  'page.step.import': { zh: '可以导入了：', en: 'It can be imported:' },
  'page.step.review': {
    zh: '核对下面的数字和“原值 → 新值”，特别是标红的清空。',
    en: 'Look at the numbers and the values before → after below; at what is cleared, in red, above all.',
  },
  'page.step.apply': {
    zh: '没有问题就发送；之后被别人改过的客户不会被覆盖：',
    en: 'If all is well, send it. Contacts that are edited in the meantime are not overwritten:',
  },
  'page.step.held': {
    zh: '按上面的说明改正文件，或放宽作业中的限制后发送：',
    en: 'Correct the file, or widen the limit as said above and send the plan:',
  },

  'page.meaning.updated': { zh: '服务器已接受，并已核实', en: 'accepted, and verified' },
  'page.meaning.unverified': {
    zh: '服务器已接受，但存的与发送的不一致',
    en: 'accepted, but not stored as it was sent',
  },
  'page.meaning.unchanged': { zh: '系统中已是这些值', en: 'the contact holds these values already' },
  'page.meaning.invalid': { zh: '数据有问题，没有发送', en: 'something is wrong with the data; not sent' },
  'page.meaning.failed': { zh: '服务器拒绝，或重试后仍失败', en: 'refused by the server, or out of retries' },
  'page.meaning.unknown': { zh: '已发送，没有得到回答', en: 'sent, and never answered' },
  'page.meaning.drifted': { zh: '计划之后被别人改过，没有覆盖', en: 'edited since the plan; not overwritten' },
  'page.meaning.pending': { zh: '运行停止时还没有处理', en: 'not tried before the run stopped' },
  'page.meaning.toSend': { zh: '发送计划时更新', en: 'updated when the plan is sent' },
  'page.meaning.passed': { zh: '没有发现问题', en: 'no problem was found' },

  'page.fact.runId': { zh: '运行编号', en: 'Run' },
  'page.fact.file': { zh: '文件', en: 'File' },
  'page.fact.started': { zh: '开始', en: 'Began' },
  'page.fact.took': { zh: '用时', en: 'Took' },
  'page.fact.calls': { zh: '请求', en: 'Calls' },
  'page.fact.quota': { zh: '额度', en: 'Quota' },
  'page.fact.blank': { zh: '空白行', en: 'Blank rows' },
  'page.fact.rollbackOf': { zh: '撤销的运行', en: 'Takes back' },
  'page.fact.callsText': {
    zh: '修改 {put} · 读取 {get} · 列表 {list}（重试 {retries}，被限流 {rateLimited}）',
    en: '{put} put · {get} get · {list} list ({retries} retries, {rateLimited} rate-limited)',
  },
  'page.fact.quotaText': { zh: '每{per} {limit} 次', en: '{limit} per {per}' },
  'page.fact.blankText': { zh: '{count} 行，未计入', en: '{count}, not counted' },

  'page.leftOut': {
    zh: '共 {total} 行，本页只收录有问题的 {problems} 行和从其余各行均匀抽取的 {others} 行；全部结果见 report.csv。作业中的 report.pageRows（现为 {most}）决定收录多少行。',
    en: 'Of {total} rows this page holds {problems} with problems, and {others} taken evenly from the others; report.csv has them all. report.pageRows in the job (now {most}) says how many a page may hold.',
  },
} as const;
