/** How a row ended, and why: what to do about it. */
export const rowTexts = {
  'row.cells': {
    zh: '这一行有 {found} 个单元格，表头有 {expected} 个：各值可能已错位。CSV 请检查多余或缺少的分隔符和引号；Excel 表请清空表头右边（{beyond} 列起）的值，或给那一列写上列名',
    en: 'this row has {found} {found|cell|cells} and the header {expected}: values may have shifted. In a CSV look for a separator or quote too many or too few; in a workbook clear what stands right of the header (from column {beyond} on), or name that column',
  },
  'row.nothing': {
    zh: '映射到的单元格都是空的，没有要导入的内容',
    en: 'all mapped cells are empty, there is nothing to import',
  },
  'row.laterWritten': {
    zh: '同一客户的第 {row} 行在这之后已经写入：再导入这一行会覆盖它。先在系统中核对',
    en: 'row {row} of the same contact was written after it: imported again, this row would overwrite that. Look at the contact first',
  },
  'row.same': { zh: '系统中已经是这些值，无需更新', en: 'the contact already holds these values' },
  'contact.absent': {
    zh: '“{id}”不是此账号的客户。请核对企微客户ID，或先在系统中添加该客户',
    en: '"{id}" is not a contact of this account. Check the id, or add the contact first',
  },
  'contact.untold': {
    zh: '系统没有完整给出这个客户的自定义字段，无法保证不丢失，因此不更新。请联系管理员核对查询接口',
    en: 'the server does not tell all custom fields of this contact, so none could be kept for certain; not updated. Have the query interface checked',
  },
  'contact.twofold': {
    zh: '客户列表里这个客户出现了两次，内容不同，又无法单独读取，因此不更新。请联系管理员核对查询接口',
    en: 'the list shows this contact twice, each time otherwise, and it cannot be read by itself; not updated. Have the query interface checked',
  },
  'contact.partial': {
    zh: '客户列表没有给出作业要用的标准字段：{fields}',
    en: 'the list does not tell standard fields that the job uses: {fields}',
  },
  'contact.refused': {
    zh: '读取这个客户时被服务器拒绝（代码 {serverCode}）：{serverMessage}。没有更新',
    en: 'the server would not let this contact be read (code {serverCode}): {serverMessage}. Not updated',
  },
  'contact.unanswered': {
    zh: '试了 {attempts} 次都没能读取这个客户（{last}），因此没有更新。请稍后用 failed.csv 重新导入',
    en: 'tried {attempts} {attempts|time|times} and could not read this contact ({last}), so it was not updated. Import failed.csv again later',
  },
  'contact.broken': {
    zh: '系统给出的这个客户的数据不可信（{last}，试了 {attempts} 次），无法知道它现在的内容，因此不再写入。请联系管理员检查该客户的数据，之后用 failed.csv 重新导入',
    en: 'what the server tells of this contact cannot be believed ({last}, {attempts} {attempts|attempt|attempts}), so that nobody knows what it holds, and nothing more is sent to it. Have its data checked, then import failed.csv again',
  },
  'contact.gone': {
    zh: '制定计划之后，这个客户已不在此账号中，没有更新',
    en: 'the contact has left the account since the plan was made; not updated',
  },
  'drift.field': {
    zh: '“{field}”在制定计划之后被修改过：计划时是 {planned}，现在是 {found}。没有覆盖。请核对后重新导入',
    en: '"{field}" was edited after the plan was made: {planned} then, {found} now. Not overwritten. Check it, then import again',
  },
  'drift.afterSending': {
    zh: '“{field}”既不是原来的值，也不是要写入的值：要写入 {planned}，现在是 {found}。发送没有得到回答，之后被人或被系统改过。请核对',
    en: '"{field}" holds neither the value before nor ours: {planned} was to be written, {found} is there. The call was never answered, and someone, or the server itself, has changed it since. Check it',
  },
  'drift.rollback': {
    zh: '“{field}”已不是那次导入写入的值：当时写入 {wrote}，现在是 {found}。没有恢复为 {before}',
    en: '"{field}" no longer holds what that import wrote: {wrote} was written, {found} is there now. Not restored to {before}',
  },
  'rollback.unknownBefore': {
    zh: '“{field}”导入之前的值不详，无法恢复',
    en: 'what "{field}" held before that import is not known, so it cannot be restored',
  },
  'send.guard': {
    zh: '发送前的最后检查发现：这次请求会清空或改动没有要求改动的自定义字段 {fields}，因此没有发送。这是程序缺陷，请反馈',
    en: 'the last check before sending found that this call would clear or alter custom fields that nobody asked to change: {fields}. Not sent. This is a defect, please report it',
  },
  'send.unverified': {
    zh: '服务器接受了，但“{field}”与发送的不一致：发送 {sent}，服务器存的是 {stored}。请在系统中核对',
    en: 'accepted, but "{field}" is not as it was sent: sent {sent}, the server stored {stored}. Check the contact',
  },
  'send.settledByReading': {
    zh: '没有收到回答，但读取后确认系统中已经是要写入的值',
    en: 'never answered, but read back: the contact holds what was sent',
  },
  'duplicate.rejected': {
    zh: '第 {rows} 行是同一个客户。请只保留一行（或在作业文件中设置 duplicates）',
    en: 'rows {rows} are one contact. Keep one of them (or set duplicates in the job)',
  },
  'duplicate.superseded': {
    zh: '第 {row} 行是同一个客户，以最后一行为准，此行不发送',
    en: 'row {row} is the same contact and the last row counts; this one is not sent',
  },
  'duplicate.earlierUnknown': {
    zh: '同一客户的第 {row} 行结果未知、未核实或已被他人修改，这一行不能再接着写，没有发送。请核对后重新导入',
    en: 'row {row} of the same contact ended unknown, unverified or drifted, so that this one has nothing certain to go on; not sent. Check the contact, then import again',
  },
  'send.refused': {
    zh: '服务器拒绝了这一行（代码 {serverCode}）：{serverMessage}',
    en: 'the server refused this row (code {serverCode}): {serverMessage}',
  },
  'send.exhausted': {
    zh: '试了 {attempts} 次，服务器一直出错（{last}）。请稍后用 failed.csv 重新导入',
    en: 'tried {attempts} {attempts|time|times}, the server kept failing ({last}). Import failed.csv again later',
  },
  'send.unanswered': {
    zh: '已发送，但没有得到可信的回答（{last}）：可能已写入，也可能没有。请在系统中核对后再决定是否重新导入',
    en: 'sent, but never answered in a way that can be trusted ({last}): it may or may not have been written. Check the contact, then import again if need be',
  },
  'send.lostUnread': {
    zh: '有一次请求发出后没有得到可信的回答，之后又读不到这个客户（{last}）：可能已写入，也可能没有。请在系统中核对后再决定是否重新导入',
    en: 'a call was sent and never answered in a way that can be trusted, and the contact could not be read afterwards ({last}): it may or may not have been written. Check the contact, then import again if need be',
  },
  'send.unsettled': {
    zh: '运行停止时这一行正在发送，结果未知。请恢复运行（resume），它会重新发送',
    en: 'the run stopped while this row was being sent. Resume the run: it is sent again',
  },
  'row.pending': {
    zh: '尚未处理：运行在此之前停止了。请恢复运行（resume）',
    en: 'not tried yet: the run stopped before. Resume the run',
  },
  'row.planned': {
    zh: '待发送（plan 不发送任何内容）。请用 apply 发送这个计划',
    en: 'to be sent (plan sends nothing). Use apply to send this plan',
  },
  'row.unchecked': {
    zh: '还没有检查：检查没有做完。请再检查一次',
    en: 'not checked yet: the check was cut short. Check the file again',
  },
  'row.checked': {
    zh: '检查通过（check 不发送任何内容）',
    en: 'passed the check (check sends nothing)',
  },
} as const;
