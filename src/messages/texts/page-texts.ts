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
  'page.fact.finished': { zh: '结束', en: 'Ended' },
  'page.fact.checksum': { zh: '计划校验码', en: 'Checksum of the plan' },
  'page.fact.took': { zh: '用时', en: 'Took' },
  'page.fact.calls': { zh: '请求', en: 'Calls' },
  'page.fact.quota': { zh: '额度', en: 'Quota' },
  'page.fact.blank': { zh: '空白行', en: 'Blank rows' },
  'page.fact.rollbackOf': { zh: '撤销的运行', en: 'Takes back' },
  'page.fact.callsText': {
    zh: '修改 {put} · 读取 {get} · 列表 {list}（重试 {retries}，被限流 {rateLimited}）',
    en: '{put} put · {get} get · {list} list ({retries} {retries|retry|retries}, {rateLimited} rate-limited)',
  },
  'page.fact.quotaText': { zh: '每{per} {limit} 次', en: '{limit} per {per}' },
  'page.fact.blankText': { zh: '{count} 行，未计入', en: '{count}, not counted' },

  'page.leftOut': {
    zh: '共 {total} 行，本页只收录有问题的 {problems} 行和从其余各行均匀抽取的 {others} 行；全部结果见 report.csv。作业中的 report.pageRows（现为 {most}）决定收录多少行。',
    en: 'Of {total} {total|row|rows} this page holds {problems} with problems, and {others} taken evenly from the others; report.csv has them all. report.pageRows in the job (now {most}) says how many a page may hold.',
  },
} as const;
