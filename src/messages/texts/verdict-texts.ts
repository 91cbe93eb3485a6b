/** What a person asks first of a run, in the words of every report and of the terminal: did it work, what must I do. */
export const verdictTexts = {
  'verdict.fine': { zh: '全部完成', en: 'All done' },
  'verdict.fineText': {
    zh: '{total} 行都已处理：{updated} 行已更新并核实，{unchanged} 行无需更新。',
    en: '{total|The|All} {total} {total|row is|rows are} dealt with: {updated} updated and verified, {unchanged} needed no change.',
  },
  'verdict.someLeft': { zh: '已完成，{count} 行需要处理', en: 'Finished; rows that need attention: {count}' },
  'verdict.someLeftText': {
    zh: '共 {total} 行，{done} 行已更新或无需更新，{count} 行没有成功。',
    en: 'Of {total} {total|row|rows}, {done} {done|is|are} updated or needed no change; {count} {count|is|are} not done.',
  },
  'verdict.stopped': { zh: '提前停止，可以继续', en: 'Stopped early, and can go on' },
  'verdict.interrupted': { zh: '被中断，可以继续', en: 'Interrupted, and can go on' },
  'verdict.stoppedText': {
    zh: '共 {total} 行：{done} 行已更新或无需更新，{pending} 行还没有处理。已有的结果都已保存，继续时不会漏行，也不会重复。',
    en: 'Of {total} {total|row|rows}, {done} {done|is|are} updated or needed no change; {pending} {pending|was|were} not tried. What was done is saved: going on leaves no row out and sends none twice over.',
  },
  'verdict.stoppedEarlyText': {
    zh: '还没有一行可以发送，没有发送任何内容。',
    en: 'No row was ready to be sent; nothing was sent.',
  },
  'verdict.checkHalted': { zh: '检查没有做完', en: 'The check was not finished' },
  'verdict.checkHaltedText': {
    zh: '还不知道哪些行有问题。没有发送任何内容。',
    en: 'Which rows have problems is not known yet. Nothing was sent.',
  },
  'verdict.empty': { zh: '文件里没有数据行', en: 'The file has no rows' },
  'verdict.emptyText': {
    zh: '没有一行有内容，没有发送任何内容。',
    en: 'There is not a row with a value in it; nothing was sent.',
  },
  'verdict.checked': { zh: '检查通过', en: 'The check found no problem' },
  'verdict.checkedText': {
    zh: '{total} 行都通过了检查。没有访问网络，也没有发送任何内容。',
    en: '{total|The|All} {total} {total|row has|rows have} passed. Nothing was sent, and the network was not used.',
  },
  'verdict.checkedBad': { zh: '检查完毕，{count} 行有问题', en: 'Checked; rows with problems: {count}' },
  'verdict.checkedBadText': {
    zh: '共 {total} 行，{pending} 行通过。没有发送任何内容。',
    en: '{pending} of {total} {total|row|rows} {pending|has|have} passed. Nothing was sent.',
  },
  'verdict.plan': { zh: '计划已做好，等待核对', en: 'The plan is ready for review' },
  'verdict.planText': {
    zh: '要更新 {count} 行（共 {total} 行）。到目前为止没有发送任何内容。',
    en: '{count} of {total} {total|row|rows} would be updated. Nothing has been sent so far.',
  },
  'verdict.planReplaces': {
    zh: '注意：发送会清空没有列出的自定义字段',
    en: 'Caution: sending clears custom fields that are not listed',
  },
  'verdict.replacesText': {
    zh: '没有读取原值（baseline: none）：这 {count} 行客户没有发送的自定义字段都会被清空，有多少无从得知；此后别人的修改会被覆盖；也不能用 rollback 恢复。',
    en: 'The contacts were not read (baseline: none): every custom field of {count|this|these} {count} {count|row|rows} that is not sent will be cleared, nobody knows how many; edits in the meantime are overwritten; and rollback cannot restore them.',
  },
  'verdict.replacedText': {
    zh: '没有读取原值（baseline: none）：已更新的客户，没有发送的自定义字段都已清空，不能用 rollback 恢复。',
    en: 'The contacts were not read (baseline: none): of those that were updated, the custom fields that were not sent have been cleared, and rollback cannot restore them.',
  },
  'verdict.restored': {
    zh: '已全部恢复',
    en: 'All restored',
  },
  'verdict.restoredText': {
    zh: '{total} 行都已处理：{updated} 行已恢复并核实，{unchanged} 行无需恢复。',
    en: '{total|The|All} {total} {total|row is|rows are} dealt with: {updated} restored and verified, {unchanged} needed nothing.',
  },
  'verdict.someNotRestored': {
    zh: '共 {total} 行，{done} 行已恢复或无需恢复，{count} 行没有恢复。',
    en: 'Of {total} {total|row|rows}, {done} {done|is|are} restored or needed nothing; {count} {count|is|are} not restored.',
  },
  'verdict.planHeld': { zh: '超过了限制，计划没有发送', en: 'Held back by a limit' },
  'verdict.planNothing': { zh: '没有要更新的内容', en: 'Nothing to update' },
  'verdict.planNothingText': {
    zh: '共 {total} 行，没有一行需要发送。',
    en: '{total|The|None of the} {total} {total|row does not need|rows needs} to be sent.',
  },

  'step.nothing': { zh: '不需要做什么。', en: 'There is nothing left to do.' },
  'step.resume': {
    zh: '排除上面的停止原因，然后继续运行：',
    en: 'Deal with what stopped it, then go on:',
  },
  'step.resumeOnly': { zh: '继续运行：', en: 'Go on:' },
  'step.failed': {
    zh: '打开报告文件夹里的 {file}，按“原因”列处理 {count} 行（改正，或稍后重试），再用同一作业导入。',
    en: 'Open {file} in the folder of the report, do as the last column of its rows ({count}) says (correct them, or wait), and import it with the same job.',
  },
  'step.failedCheck': {
    zh: '按下面的原因在原文件中改正 {count} 行，再检查一次。',
    en: 'Correct the rows in the file ({count}), as said below, and check it again.',
  },
  'step.failedRollback': {
    zh: '有 {count} 行没有恢复，原因见下；请在系统中逐个核对。',
    en: 'Rows that were not restored: {count}, for the reasons below. Look at them in the CRM.',
  },
  'step.doubt': {
    zh: '有 {count} 行已被别人修改，或不能确定是否写入：先在系统中核对，{file} 里只留下仍要导入的行。',
    en: 'For {count} of the rows somebody has edited the contact, or nobody can say what was written: look at them in the CRM, and leave in {file} only those that are still to be imported.',
  },
  'step.checkAgain': { zh: '再检查一次。', en: 'Check the file again.' },
  'step.checkAfter': {
    zh: '排除上面的停止原因，再检查一次。',
    en: 'Deal with what stopped it, then check the file again.',
  },
  'step.import': { zh: '可以导入了：', en: 'It can be imported:' },
  'step.review': {
    zh: '核对数字和每一处“原值 → 新值”，特别是清空的值（见 plan.html 或 plan.xlsx）。',
    en: 'Review the numbers and every value before → after, cleared ones above all (plan.html or plan.xlsx).',
  },
  'step.apply': {
    zh: '没有问题就发送；之后被别人改过的客户不会被覆盖：',
    en: 'If all is well, send it. Contacts that are edited in the meantime are not overwritten:',
  },
  'step.heldFile': {
    zh: '如果文件有误：改正文件，重新做计划（plan）。',
    en: 'If the file is wrong: correct it, and plan again.',
  },
  'step.heldLimit': {
    zh: '如果确实要这样改：放宽作业中的限制，再发送：',
    en: 'If it is meant so: widen the limit in the job, and send the plan:',
  },
  'step.reviewReplaces': {
    zh: '确认文件带有这些客户要保留的全部自定义字段。不确定就在作业中去掉 baseline: none 和 replaceAll，重新做计划。',
    en: 'Make sure that the file carries every custom field that these contacts are to keep. If in doubt take baseline: none and replaceAll out of the job, and plan again.',
  },
  'step.applyReplaces': {
    zh: '确认可以清空其余字段，再发送：',
    en: 'If the other fields may be cleared, send it:',
  },
  'step.empty': {
    zh: '如果不该是空的，请检查导出的文件，再导入一次。',
    en: 'If it should not be empty, look at the export, and import it again.',
  },
} as const;
