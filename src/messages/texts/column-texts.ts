/** What is wrong with the settings of a column in a job file. */
export const columnTexts = {
  'job.expect.column': {
    zh: '应为列名，或带有 column（或 join）的若干设置；写的是 {received}',
    en: 'expected the name of a column, or settings with column (or join) among them; found {received}',
  },
  'job.expect.columnOrJoin': {
    zh: 'column（一列）和 join（合并几列）必须写一个，也只能写一个',
    en: 'expected either column (one) or join (several columns), and not both',
  },
  'job.expect.joinColumns': {
    zh: '应为至少两个列名的列表，如 [省, 市]；写的是 {received}',
    en: 'expected a list of at least two columns, such as [first, second]; found {received}',
  },
  'job.expect.anyText': {
    zh: '应为文字，可以是 ""；写的是 {received}',
    en: 'expected a text, which may be ""; found {received}',
  },
  'job.expect.format': {
    zh: '应为一种日期写法，或不空的列表，如 [yyyy/M/d, yyyy-MM-dd]；写的是 {received}',
    en: 'expected a format, or a list of them that is not empty, such as [yyyy/M/d, yyyy-MM-dd]; found {received}',
  },
  'job.expect.value': {
    zh: '应为文字、选项键（整数）或选项键的列表；写的是 {received}',
    en: 'expected a text, an option key (a whole number) or a list of option keys; found {received}',
  },
  'job.expect.path': { zh: '选项路径不能为空', en: 'a path of option keys cannot be empty' },
  'job.expect.separator': {
    zh: '应为 1 到 3 个标点符号，如 / 、 ,；写的是 {received}',
    en: 'expected one to three punctuation characters, such as / or ,; found {received}',
  },
  'job.misplaced': { zh: '此类型的字段不能设置 {setting}', en: 'a field of this type takes no {setting}' },
  'job.format.day': {
    zh: '用这个格式无法确切读出日期：要有四位的年（yyyy）、月和日，不能有时区',
    en: 'a date cannot be read for certain with this format: it needs a four-digit year (yyyy), month and day, and no zone',
  },
  'job.format.minute': {
    zh: '用这个格式无法确切读出日期时间：要有四位的年（yyyy）、月、日、时（H，或 h 加 a）和分，不能有时区',
    en: 'a date and time cannot be read for certain with this format: it needs a four-digit year (yyyy), month, day, hour (H, or h with a) and minute, and no zone',
  },
  'job.sameFormat': {
    zh: '“{format}”写了两次。请只保留一个',
    en: '"{format}" stands here twice. Keep one of them',
  },
  'job.sameColumn': {
    zh: '“{column}”列写了两次。请只保留一个',
    en: 'the column "{column}" stands here twice. Keep one of them',
  },
  'job.defaultAndEmpty': {
    zh: '已经用 empty 说明空单元格的含义，不能再写 default。请只保留一个',
    en: 'empty already says what an empty cell means. Keep one of the two',
  },
  'job.defaultClears': {
    zh: 'default 不能是 clearWith 的清空标记。若空单元格要清空字段，请写 empty: clear',
    en: 'a default cannot be the clearWith mark. If an empty cell is to clear the field, write empty: clear',
  },
  'job.unreachable': {
    zh: '设了 trim 或 digits 之后，没有单元格会是“{text}”，这里永远不会用到。请写成“{tidied}”，或去掉 trim 或 digits',
    en: 'with trim or digits no cell can ever read "{text}", and this would never be met. Write "{tidied}", or take the setting away',
  },
  'job.value': { zh: '这个取值不符合字段的类型', en: 'the field does not take this value' },
  'job.labelWithSeparator': {
    zh: '名称中有分隔符“{separator}”，表格中的单元格永远无法匹配它。请换一个 separator',
    en: 'the label holds the separator "{separator}", so that no cell could ever match it. Choose another separator',
  },
  'job.valuePath': {
    zh: '应为从根到叶的选项键列表，如 [4, 5]',
    en: 'expected the list of option keys from root to leaf, such as [4, 5]',
  },
} as const;
