/** What those are told whom a job names, and why they could not be. */
export const notifyTexts = {
  'alert.head': { zh: '{job}：{what}', en: '{job}: {what}' },
  'alert.rollback': { zh: '{job}（回滚）', en: '{job} (rollback)' },
  'alert.completed': {
    zh: '已完成，{total} 行全部成功',
    en: 'done, {total|the|all} {total} {total|row|rows} updated or unchanged',
  },
  'alert.empty': { zh: '已完成，文件没有数据行', en: 'done, the file has no rows' },
  'alert.incomplete': {
    zh: '已完成，{left} 行需要处理（共 {total} 行）',
    en: 'done, {left} of {total} {total|row|rows} {left|needs|need} a look',
  },
  'alert.held': { zh: '超过限制，没有发送，计划已保留', en: 'over a limit, nothing sent; the plan is kept' },
  'alert.stopped': { zh: '提前停止', en: 'stopped early' },
  'alert.interrupted': { zh: '被中断', en: 'interrupted' },
  'alert.refused': { zh: '被拒绝，没有开始', en: 'refused, not begun' },
  'alert.busy': { zh: '账号正被占用，没有开始', en: 'the account is in use, not begun' },
  'alert.announced': { zh: '请留意', en: 'please note' },
  'alert.run': { zh: '运行 {runId}', en: 'Run {runId}' },
  'alert.runTook': { zh: '运行 {runId}，用时 {duration}', en: 'Run {runId}, took {duration}' },
  'alert.mend': {
    zh: '下一步：按 failed.csv 中的原因处理各行，再用同一作业导入',
    en: 'Next: do as the reasons in failed.csv say, then import it with the same job',
  },
  'alert.mendRollback': {
    zh: '下一步：没有恢复的行见 failed.csv，请逐一核对',
    en: 'Next: look at the rows in failed.csv, which were not restored',
  },
  'alert.folder': { zh: '报告在 {path}', en: 'Reports: {path}' },
  'alert.cut': { zh: '…（还有 {count} 字）', en: '… ({count} more {count|character|characters})' },
  'notify.failed': {
    zh: '通知没有发出去（{setting}：{reason}）。运行的结果不受影响。请检查作业中的 {setting}（或它的环境变量）和网络',
    en: 'the alert could not be sent ({setting}: {reason}). What the run did is not affected. Check {setting} in the job (or its variable) and the network',
  },
  'notify.robotGone': {
    zh: '通知没有发出去：企业微信不认得这个群机器人（errcode 93000），可能已被移出群。运行的结果不受影响。请在群里重新复制机器人的 Webhook 地址，写到 {setting}（或它的环境变量）',
    en: 'the alert could not be sent: WeCom does not know this robot (errcode 93000); it may have been removed from its group. What the run did is not affected. Copy the address of a robot from the group into {setting} (or its variable)',
  },
  'notify.tooMany': {
    zh: '通知没有发出去：这个群机器人一分钟内的消息太多（errcode 45009，最多 20 条）。运行的结果不受影响。几个作业共用一个机器人时，请错开时间，或在作业中写 when: problems',
    en: 'the alert could not be sent: too many messages of this robot within a minute (errcode 45009, 20 at most). What the run did is not affected. Where jobs share a robot, fire them at different times, or write when: problems',
  },
} as const;
