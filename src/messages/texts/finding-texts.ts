/** What the check-up of a file has found: what it is, then its likely cause and what to do about it. */
export const findingTexts = {
  'finding.head': {
    zh: '数据体检：{count} 项发现（只作提示，不影响哪些行会发送）',
    en: 'Check-up of the data: {count} {count|finding. It informs, and changes|findings. They inform, and change} nothing that is sent',
  },
  'finding.none': {
    zh: '数据体检：没有发现受损的数据，文件看起来完好',
    en: 'Check-up of the data: the file looks sound',
  },
  'finding.more': {
    zh: '还有 {count} 项，见 summary.json 的 findings',
    en: '{count} more: see findings in summary.json',
  },
  'finding.cells': { zh: '{what}：{count} 格（第 {rows} 行）', en: '{what}: {count} {count|cell|cells}, row {rows}' },
  'finding.examples': { zh: '，如{examples}', en: ', such as {examples}' },
  'finding.example': { zh: '“{value}”', en: '"{value}"' },
  'finding.hintedExample': { zh: '“{value}”（{hint}）', en: '"{value}" ({hint})' },
  'finding.hint.meant': { zh: '原文可能是“{meant}”', en: 'probably "{meant}"' },
  'finding.hint.shape': { zh: '{shape}，{count} 格', en: '{shape}, {count} {count|cell|cells}' },
  'finding.hint.dayNumber': {
    zh: 'Excel 内部的日期序号，{count} 格',
    en: "Excel's own day number, {count} {count|cell|cells}",
  },
  'finding.hint.count': { zh: '{count} 格', en: '{count} {count|cell|cells}' },
  'finding.hint.nearest': {
    zh: '{count} 格，最接近的选项是“{nearest}”',
    en: '{count} {count|cell|cells}, nearest option "{nearest}"',
  },

  'finding.what.lostCharacters': { zh: '乱码，原字已丢失', en: 'characters lost to a wrong encoding' },
  'finding.cure.lostCharacters': {
    zh: '文字在之前某次转换编码时已经损坏，无法还原。请从原系统重新导出',
    en: 'they were destroyed when the text was converted earlier, and cannot be brought back. Export again from the source',
  },
  'finding.what.mojibake': { zh: '乱码，编码认错了', en: 'garbled: read in the wrong encoding' },
  'finding.cure.mojibake': {
    zh: '多半是 UTF-8 的文件曾被当作 GBK（或 Latin-1）打开并另存。请从原系统重新导出；要用 Excel 看 CSV，请用“数据 → 从文本/CSV”并选 UTF-8',
    en: 'most likely a UTF-8 file was opened as GBK (or Latin-1) and saved. Export again from the source; to look at a CSV in Excel use Data > From Text/CSV and choose UTF-8',
  },
  'finding.what.questionMarks': { zh: '只剩问号', en: 'nothing but question marks' },
  'finding.cure.questionMarks': {
    zh: '多半是另存时的编码存不下这些字，原字已丢失。请从原系统重新导出（CSV UTF-8 或 xlsx）',
    en: 'most likely saved in an encoding that lacks these characters; they are lost. Export again from the source (CSV UTF-8 or xlsx)',
  },
  'finding.what.scientific': { zh: '科学计数法', en: 'scientific notation' },
  'finding.cure.scientific': {
    zh: 'Excel 把长数字显示成了科学计数法，导出时后面的数字就丢了。请把该列设为“文本”，从原系统重新导出',
    en: 'Excel shows long numbers so, and what it exported has lost the last digits. Format the column as Text and export again from the source',
  },
  'finding.what.rounded': {
    zh: '长数字从第 16 位起全是 0（超过 15 位的共 {long} 格）',
    en: 'long numbers that are all zeros from the 16th digit on (of {long} that are so long)',
  },
  'finding.cure.rounded': {
    zh: 'Excel 只保留 15 位，后面的都变成 0，在表里无法还原，发送后就是错的号码。请把该列设为“文本”，从原系统重新导出',
    en: 'Excel keeps 15 digits and makes zeros of the rest; the file cannot tell what they were, and other numbers would be sent. Format the column as Text and export again from the source',
  },
  'finding.what.leadingZeros': {
    zh: '位数不齐：{usual} 格是 {length} 位，没有一格以 0 开头，这些只有 {range} 位',
    en: 'uneven lengths: {usual} {usual|cell has|cells have} {length} {length|digit|digits}, none begins with 0, and these have only {range}',
  },
  'finding.cure.leadingZeros': {
    zh: '如果这一列是固定位数的编号（如邮编、工号），多半是 Excel 把它当数字，去掉了开头的 0。请把该列设为“文本”，从原系统重新导出',
    en: 'if these are codes of a fixed length, Excel has most likely taken them for numbers and dropped leading zeros. Format the column as Text and export again from the source',
  },
  'finding.what.areaCodeZeros': {
    zh: '座机号的区号像是少了开头的 0',
    en: 'landlines whose area code seems to lack its 0',
  },
  'finding.cure.areaCodeZeros': {
    zh: '多半是 Excel 把号码当数字，去掉了开头的 0。请把该列设为“文本”，从原系统重新导出，或补上 0',
    en: 'Excel has most likely taken them for numbers. Format the column as Text and export again from the source, or put the 0 back',
  },
  'finding.what.errorCell': { zh: '表格错误值', en: 'spreadsheet errors' },
  'finding.cure.errorCell': {
    zh: '公式出错，或引用的表已不在。请在表格中修正公式，并“粘贴为数值”后再导出',
    en: 'a formula failed, or what it refers to is gone. Mend it, paste the results as values, and export again',
  },
  'finding.what.uncalculated': { zh: '公式没有算出的值', en: 'formulas without a stored value' },
  'finding.cure.uncalculated': {
    zh: '文件由程序生成，公式还没有算过。请用 Excel 打开并保存一次，或把公式“粘贴为数值”',
    en: 'a program wrote the file and never computed them. Open it in Excel and save it, or paste the results as values',
  },
  'finding.what.mergedCell': { zh: '被合并单元格盖住', en: 'covered by a merged cell' },
  'finding.cure.mergedCell': {
    zh: '合并区域只有左上角有值，其余行没有。请取消合并，并给每一行填上自己的值',
    en: 'only the top left cell of a merged area has a value. Unmerge, and fill in each row',
  },
  'finding.what.onlyHashes': { zh: '只有 # 号', en: 'nothing but # signs' },
  'finding.cure.onlyHashes': {
    zh: 'Excel 的列太窄、或数字不是有效的日期时显示成这样。请把该列加宽或改成“常规”格式，看清原值，改正后重新导出',
    en: 'Excel shows this where a column is too narrow, or a number is no date. Widen the column or set it to General, correct what you then see, and export again',
  },
  'finding.what.dayMonthOrder': {
    zh: '日期有时“日”在前，有时“月”在前：{shapes}。与最常见写法不同的',
    en: 'dates with the day first here and the month first there: {shapes}. Unlike the commonest',
  },
  'finding.cure.dayMonthOrder': {
    zh: '3/4 是三月四日还是四月三日，从文件里看不出来。请从原系统按 年-月-日 重新导出',
    en: 'whether 3/4 is in March or in April cannot be told from the file. Export again as year-month-day',
  },
  'finding.what.mixedDates': {
    zh: '日期有 {kinds} 种写法：{shapes}。与最常见写法不同的',
    en: 'dates spelled in {kinds} {kinds|way|ways}: {shapes}. Unlike the commonest',
  },
  'finding.cure.mixedDates': {
    zh: '多半是手工录入，或一部分是文字、一部分是日期。请在作业的 format 中列出这些写法，或在表格中把整列改成同一种',
    en: 'most likely typed by hand, or some are text and some are dates. List these spellings under format in the job, or give the whole column one of them',
  },
  'finding.what.unmatchedLabel': {
    zh: '{kinds} 种写法不是允许的选项',
    en: '{kinds} {kinds|label that matches|labels that match} no option',
  },
  'finding.cure.unmatchedLabel': {
    zh: '请改成选项的写法；若每次都这样写，在作业的 values 中列出它对应的选项；若是新选项，先在系统中添加',
    en: 'write the option as it is; if the file always says it so, list it under values in the job; if it is a new option, add it to the account first',
  },
  'finding.what.controlCharacters': { zh: '看不见的控制字符', en: 'invisible control characters' },
  'finding.cure.controlCharacters': {
    zh: '多半是从 Word、网页或聊天记录复制时带上的。请在表格中用 CLEAN 函数去掉，或重新输入',
    en: 'copied along from a document, a web page or a chat. Remove them with CLEAN, or type the text again',
  },
  'finding.what.idSpaces': {
    zh: '里面有空格或看不见的字符（␣ 是普通空格）',
    en: 'spaces or invisible characters in it (␣ is a plain space)',
  },
  'finding.cure.idSpaces': {
    zh: '多半是复制时带上的，有的看不见。请在表格中用“替换”去掉，或从系统中重新复制',
    en: 'most likely copied along, some of them invisible. Remove them with Replace, or copy the ids again from the system',
  },
  'finding.what.onlySpaces': { zh: '看似空白，其实有空格', en: 'they look empty, but hold spaces' },
  'finding.cure.onlySpaces': {
    zh: '多半是录入或导出时留下的。请选中这些单元格按 Delete 清空',
    en: 'left by typing or by an export. Select the cells and press Delete',
  },
  'finding.what.outerSpaces': {
    zh: '值的前后有空格或看不见的字符（␣ 是普通空格）',
    en: 'spaces or invisible characters around the value (␣ is a plain space)',
  },
  'finding.cure.outerSpaces': {
    zh: '多半是复制或导出时带上的；文本会连空格一起写入系统，其他类型多半被拒绝。请在作业中给这一列设 trim: true，或在表格中去掉',
    en: 'most likely copied along. A text is sent with them, other types mostly refuse them. Set trim: true for the column in the job, or remove them from the file',
  },
  'finding.what.textMark': { zh: '带着防止 Excel 改数字的符号', en: 'numbers with the mark that keeps Excel off them' },
  'finding.cure.textMark': {
    zh: '有些系统导出时在数字前加 \' 或写成 ="…"，它会成为值的一部分。请用“替换”去掉，只留数字',
    en: 'some systems export numbers as \'123 or ="123", and the mark would be part of the value. Remove it with Replace',
  },
  'finding.what.fullWidthDigits': { zh: '全角数字', en: 'full-width digits' },
  'finding.cure.fullWidthDigits': {
    zh: '中文输入法全角状态下录入的，与半角数字不是同一个字。请在作业中给这一列设 digits: true，或在表格中改成半角',
    en: 'typed with a Chinese keyboard; they are not the same characters as 0 to 9. Set digits: true for the column in the job, or type plain digits',
  },
  'finding.what.spacedDigits': {
    zh: '数字之间有空格（␣ 是普通空格）',
    en: 'spaces between the digits (␣ is a plain space)',
  },
  'finding.cure.spacedDigits': {
    zh: '多半是为了好读而分段，或从通讯录复制。请用“替换”去掉空格',
    en: 'written so to be read, or copied from an address book. Remove them with Replace',
  },
  'finding.what.thousands': { zh: '带千分位、货币符号或“元”', en: 'thousands separators, currency signs or units' },
  'finding.cure.thousands': {
    zh: '是 Excel 的显示格式，被原样导出了。请把该列的格式改为“常规”，再导出',
    en: "Excel's display format, exported as it looks. Set the column's format to General and export again",
  },
  'finding.what.privateUse': { zh: '自造字或专用字符', en: 'private characters' },
  'finding.cure.privateUse': {
    zh: '多半是老系统的生僻字或图标字体，在别的电脑上显示成方框。请找到对应的标准字，重新输入',
    en: 'rare characters of an old system, or an icon font: elsewhere they show as a box. Type the standard character instead',
  },
  'finding.what.alikeHeaders': {
    zh: '作业用的是这一列，文件里还有名字很像的：{names}',
    en: 'the job uses this column, and there are others of a similar name: {names}',
  },
  'finding.cure.alikeHeaders': {
    zh: '请确认没有取错列；若取错了，在作业中改列名',
    en: 'make sure that it is the right one, or name the other in the job',
  },
  'finding.what.unmapped': {
    zh: '有 {count} 列有数据，但作业没有用到：{names}',
    en: '{count} {count|column|columns} with data that the job does not use: {names}',
  },
  'finding.cure.unmapped': {
    zh: '这些列不会导入。若要导入，在作业的 fields 或 customFields 中写上',
    en: 'they are not imported. To import them, add them under fields or customFields in the job',
  },
} as const;
