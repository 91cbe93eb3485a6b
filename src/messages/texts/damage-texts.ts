/** What is wrong with the data of a run, and what to do about it. */
export const damageTexts = {
  'run.damaged': {
    zh: '运行 {runId} 的数据已损坏：不再使用这些数据，也不会再据此发送任何内容。文件夹：{folder}',
    en: 'the data of run {runId} is damaged: it is not used any more, and nothing more is sent from it. It lies in {folder}',
  },
  'damage.pages': { zh: '数据库文件读不通（{reason}）', en: 'the database file makes no sense ({reason})' },
  'damage.record': {
    zh: '表 {table} 中编号 {row} 的记录与写入时不同（校验和不符）',
    en: 'record {row} of the table {table} is not as it was written (its checksum does not agree)',
  },
  'damage.text': {
    zh: '表 {table} 中编号 {row} 的记录不可能是写入时的内容（不是有效的文字）',
    en: 'record {row} of the table {table} cannot be what was written (it is no valid text)',
  },
  'damage.total': {
    zh: '表 {table} 有 {found} 条记录，与写入的 {written} 条不一致',
    en: 'the table {table} has {found} {found|record, and this is|records, and they are} not the {written} that {written|was|were} written',
  },
  'damage.more': { zh: '还有更多问题，没有一一列出', en: 'there is more, which is not listed' },
  'damage.chain': {
    zh: '把各条记录连起来的总账（表 chain）缺失，或与写入时不同',
    en: 'the record that holds all others together (the table chain) is missing, or not as it was written',
  },
  'damage.plan': {
    zh: '计划校验码现在是 {found}，做计划时是 {written}',
    en: 'the checksum of the plan is {found} now; it was {written} when the plan was made',
  },
  'damage.behind': {
    zh: '最后写入的内容不见了：run.db 比 run.head 旧（run.db-wal 可能被删除或截断，或者 run.db 换成了旧的副本）',
    en: 'the last of what was written is missing: run.db is older than run.head (run.db-wal may have been deleted or cut short, or run.db replaced by an older copy)',
  },
  'damage.noHead': {
    zh: '文件不见了。没有它，无法知道 run.db 是否完整',
    en: 'the file is missing; without it nobody can tell whether run.db is complete',
  },
  'damage.tornHead': {
    zh: '文件读不通。没有它，无法知道 run.db 是否完整',
    en: 'the file makes no sense; without it nobody can tell whether run.db is complete',
  },
  'damage.otherHead': {
    zh: '它不是这次运行现在的文件：属于另一次运行，或是旧的副本',
    en: 'it is not the file that this run has written last: it is of another run, or an older copy',
  },
  'damage.rescued': {
    zh: '已把能核实的 {rescued} 行写入 {path}，{lost} 行无法核实。以前生成的报告文件没有改动',
    en: '{rescued} {rescued|row that is as it was written is|rows that are as they were written are} in {path}; {lost} {lost|row is|rows are} not. The report files made before are as they were',
  },
  'damage.rescuedSome': {
    zh: '已把能核实的 {rescued} 行写入 {path}；还有多少行，已无法得知。以前生成的报告文件没有改动',
    en: '{rescued} {rescued|row that is as it was written is|rows that are as they were written are} in {path}; how many more there were is not known. The report files made before are as they were',
  },
  'damage.noneRescued': {
    zh: '没有一行可以核实，因此没有写出这个文件。以前生成的报告文件没有改动',
    en: 'not written: of no row can it be shown that it is as it was written. The report files made before are as they were',
  },
  'damage.notRescued': {
    zh: '没能写出这个文件（{reason}）。以前生成的报告文件没有改动',
    en: 'could not be written ({reason}). The report files made before are as they were',
  },
  'damage.next': {
    zh: '接下来：1. 把上面的文件夹移到别处。2. 用同一作业和同一文件重新做计划：{command} ；已经更新的行会显示为“无需更新”。3. 核对后用 apply 发送',
    en: 'do next: 1. move that folder away. 2. Plan the same file again, with the same job: {command} ; rows that are updated already show as unchanged. 3. Look at the plan, and apply it',
  },
  'damage.nextRollback': {
    zh: '接下来：1. 把上面的文件夹移到别处。2. 重新回滚：{command} ；已经恢复的行会显示为“无需更新”',
    en: 'do next: 1. move that folder away. 2. Roll back again: {command} ; rows that are restored already show as unchanged',
  },
  'stop.damagedFile': {
    zh: '数据文件已损坏，或磁盘读不出来（{reason}），无法继续。请检查磁盘；若是 .accounts 中的文件损坏，可以删除后重试',
    en: 'a data file is damaged, or the disk does not give it back ({reason}), and the run cannot go on. Look at the disk; a damaged file in .accounts may be deleted',
  },
} as const;
