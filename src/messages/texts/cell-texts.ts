/** Why a cell cannot be read, and what to do about it. */
export const cellTexts = {
  'cell.unknownLabel': {
    zh: '“{part}”不是账号中此字段的选项。可以写的有：{allowed}',
    en: '"{part}" is no option of this field in the account. Allowed: {allowed}',
  },
  'cell.ambiguousLabel': {
    zh: '“{part}”对应多个选项：{candidates}。请写完整的名称，或在作业中用 values 指明',
    en: '"{part}" may be any of: {candidates}. Write the label in full, or say which with values in the job',
  },
  'id.empty': { zh: '缺少企微客户ID。请填写后再导入', en: 'the contact id is missing. Fill it in' },
  'id.grammar': {
    zh: '“{value}”不是企微客户ID：只能有字母、数字、下划线和连字符，最多 64 个，没有空格。请从系统中重新复制',
    en: '"{value}" is not a contact id: letters, digits, underscores and hyphens only, at most 64, no spaces. Copy it again from the system',
  },
  'cell.empty': {
    zh: '单元格是空的，而作业要求必填（empty: reject）。请填写',
    en: 'the cell is empty, and the job rejects that (empty: reject). Fill it in',
  },
  'cell.cannotKeep': {
    zh: '单元格是空的，原值无法保留：接口会清空未发送的自定义字段（baseline: none）。请填写；若确要清空，写上作业中 clearWith 的标记，或设 empty: clear',
    en: 'the cell is empty and the present value cannot be kept: the API clears custom fields that are not sent (baseline: none). Fill it in; to clear it on purpose write the clearWith mark, or set empty: clear',
  },
  'cell.onlySpaces': {
    zh: '单元格里只有空格。请填写，或真正清空它',
    en: 'the cell holds only spaces. Fill it in, or make it truly empty',
  },
  'cell.errorValue': {
    zh: '“{value}”是表格的错误值，不是数据。请在表格中修正公式后重新导出',
    en: '"{value}" is a spreadsheet error, not data. Mend the formula and export again',
  },
  'cell.scientific': {
    zh: '“{value}”：Excel 把长数字写成了科学计数法（最多保留 15 位），末尾的数字已经丢失。请把该列设为“文本”格式，从原系统重新导出；若是计算结果，请用 ROUND 取整',
    en: '"{value}" is a long number that Excel has written with an exponent (it keeps 15 digits at most): the last ones are lost. Format the column as Text and export again from the source; round the result of a formula with ROUND',
  },
  'cell.notComputed': {
    zh: '这一格是公式，文件里没有保存它的计算结果。请用 Excel 打开文件，保存一次，再导入',
    en: 'this cell is a formula, and the file does not hold its result. Open the file in Excel, save it, then import',
  },
  'cell.noDate': {
    zh: '这一格设为日期格式，但里面的数字不是日期（Excel 中显示为 ####）。请改正',
    en: 'this cell is formatted as a date, but its number is none (Excel shows ####). Correct it',
  },
  'cell.underMerged': {
    zh: '这一格被合并单元格盖住，值只在合并区域的第一格，是否也属于这一行无法确定。请取消合并，把值填到每一行',
    en: 'this cell lies under a merged one, whose value stands in its first cell alone: whether it is meant for this row nobody can say. Unmerge, and fill the value into every row',
  },
  'cell.cutForSheet': {
    zh: '这一格的原文超过 Excel 单元格的上限（32,767 字），failed.xlsx 放不下，全文在同一文件夹的 failed.csv。请填入正确的内容',
    en: 'the text of this cell is longer than a cell of Excel takes (32,767 characters); it stands in full in the failed.csv of that run. Fill in what is right',
  },
  'cell.askew': {
    zh: '这一行原来的单元格个数与表头不同，各值可能已错位。请对照列名把每个值移到正确的列，再删去“#列数不对!”',
    en: 'this row had not as many cells as the header, so its values may have shifted. Move each under the name of its column, then delete the mark (#…!) before its id',
  },
  'cell.replacementCharacter': {
    zh: '“{value}”里有乱码字符（U+FFFD），原字已丢失。请从原系统重新导出',
    en: '"{value}" holds the replacement character U+FFFD: the original is lost. Export again from the source',
  },
  'cell.controlCharacter': {
    zh: '“{value}”里有看不见的控制字符。请删除后再导入',
    en: '"{value}" holds an invisible control character. Remove it',
  },
  'cell.lineBreak': {
    zh: '“{value}”里有换行或制表符，此字段只能是一行文字。请删除',
    en: '"{value}" holds a line break or tab; this field takes one line. Remove it',
  },
  'cell.tooLong': {
    zh: '文字太长：最多 {max} 个字符（“{value}”）。请缩短，或在作业文件中设置 maxLength',
    en: 'the text is too long: at most {max} {max|character|characters} ("{value}"). Shorten it, or set maxLength in the job',
  },
  'cell.email': {
    zh: '“{value}”不是有效的邮箱地址。请改成 name@example.com 的形式，没有空格',
    en: '"{value}" is not an e-mail address. Write it like name@example.com, with no spaces',
  },
  'cell.phone': {
    zh: '“{value}”不是有效的电话号码：只能有数字、连字符和开头的 +，没有空格；大陆手机号为 11 位',
    en: '"{value}" is not a phone number: digits, hyphens and one leading + only, no spaces; Chinese mobiles have 11 digits',
  },
  'cell.notAllowed': {
    zh: '“{value}”不在允许的取值之内：{allowed}。请改成其中之一（空格也算不同）',
    en: '"{value}" is not one of the allowed values: {allowed}. Use one of them, to the letter',
  },
  'cell.notAllowedPart': {
    zh: '“{value}”中有不允许的选项。用“{separator}”分隔，每项须为其中之一：{allowed}',
    en: '"{value}" holds an option that is not allowed. Separate them with "{separator}"; each must be one of: {allowed}',
  },
  'cell.integer': {
    zh: '“{value}”不是整数：只写数字，不要空格、千分位、小数点或前导 0',
    en: '"{value}" is not a whole number: digits only, no spaces, thousands separators, decimals or leading zeros',
  },
  'cell.outOfRange': {
    zh: '{value} 超出范围：应在 {min} 到 {max} 之间',
    en: '{value} is out of range: {min} to {max}',
  },
  'cell.decimal': {
    zh: '“{value}”不是数字：只写数字和一个小数点，不要空格、千分位或单位',
    en: '"{value}" is not a number: digits and one decimal point, no spaces, thousands separators or units',
  },
  'cell.tooManyDigits': {
    zh: '“{value}”的位数太多：最多 {max} 位',
    en: '"{value}" has too many digits: at most {max}',
  },
  'cell.day': {
    zh: '“{value}”不是 {format} 形式的真实日期。请改正，或在作业文件中用 format 说明表格里的写法',
    en: '"{value}" is not a real date written {format}. Correct it, or declare the file\'s spelling with format in the job',
  },
  'cell.birthdayYear': {
    zh: '生日“{value}”的年份不合理（应在 1900 到 2099 之间）。请改正',
    en: 'the birthday "{value}" has an unlikely year (1900 to 2099 expected). Correct it',
  },
  'cell.date': {
    zh: "“{value}”不是真实日期：应为 yyyy-MM-dd 或 yyyy-MM-dd'T'HH:mm:ss.SSS'Z'。请改正，或用 format 说明表格里的写法",
    en: "\"{value}\" is not a real date: yyyy-MM-dd or yyyy-MM-dd'T'HH:mm:ss.SSS'Z' expected. Correct it, or declare the file's spelling with format",
  },
  'cell.datetime': {
    zh: "“{value}”不是真实的日期时间：应为 yyyy-MM-dd HH:mm:ss 或 yyyy-MM-dd'T'HH:mm:ss.SSS'Z'。请改正，或用 format 说明表格里的写法",
    en: "\"{value}\" is not a real date and time: yyyy-MM-dd HH:mm:ss or yyyy-MM-dd'T'HH:mm:ss.SSS'Z' expected. Correct it, or declare the file's spelling with format",
  },
  'cell.declaredDate': {
    zh: '“{value}”不是作业中 format 所说的 {format} 形式的真实日期。请改正',
    en: '"{value}" is not a real date written {format}, as the job\'s format says. Correct it',
  },
  'cell.ambiguousDate': {
    zh: '“{value}”按作业中的几个 format 会读成不同的日期：{readings}。请改用只有一种读法的写法，或在作业文件中只留下一个 format',
    en: '"{value}" is another date by each format of the job: {readings}. Write it so that only one fits, or leave one format in the job',
  },
  'join.partlyCleared': {
    zh: '有的列写着清空标记“{mark}”，有的列还有内容，无法合并（join）。要清空就每列都写标记或留空，否则请去掉标记',
    en: 'some of the joined columns hold the clearing mark "{mark}" and others a value. To clear the field, leave none but the mark; else remove the mark',
  },
  'join.partlyEmpty': {
    zh: '要合并（join）的列中，{columns} 是空的或只有空格，而其他列有内容，合并的结果会缺一段。请填写，或把这几列都留空',
    en: 'of the joined columns, {columns} is empty or holds only spaces while others hold a value: a part would be missing. Fill it in, or leave them all empty',
  },
  'join.partDivided': {
    zh: '“{value}”里有分隔符，合并（join）后会多出一级或一项。请去掉它，或在作业文件中换一个 with 和 separator',
    en: '"{value}" holds the separator that joins the columns, and would count as several parts. Remove it, or choose another with and separator in the job',
  },
  'cell.hiddenTime': {
    zh: '“{value}”还带有时间，而此字段只有日期。Excel 里可能没有显示出来：请用 =INT(单元格) 去掉时间，或改成只有日期',
    en: '"{value}" also holds a time of day, which this field has no place for. Excel may not show it: take it off with =INT(cell), or write the day alone',
  },
  'cell.dateWithTime': {
    zh: '“{value}”带有时间，而此字段只有日期，时间会丢失。请去掉时间',
    en: '"{value}" has a time of day, which a date field would lose. Remove the time',
  },
  'cell.datetimeMillis': {
    zh: '“{value}”带有毫秒，此字段只到秒，毫秒会丢失。请去掉毫秒',
    en: '"{value}" has milliseconds, which would be lost. Remove them',
  },
  'cell.keyPath': {
    zh: '“{value}”不是从根到叶的选项键：应为用“{separator}”分隔的数字，如 4{separator}5（或在作业中用 values 列出名称）',
    en: '"{value}" is not a path of option keys: numbers separated by "{separator}", such as 4{separator}5 (or list the labels with values in the job)',
  },
  'cell.keys': {
    zh: '“{value}”不是选项键：应为用“{separator}”分隔的数字，如 1{separator}3（或在作业中用 values 列出名称）',
    en: '"{value}" is not a list of option keys: numbers separated by "{separator}", such as 1{separator}3 (or list the labels with values in the job)',
  },
  'cell.repeatedOption': {
    zh: '“{value}”里有重复的选项。请只保留一个',
    en: '"{value}" names an option twice. Keep one',
  },
} as const;
