/** Why a file is refused; nothing was sent. */
export const sourceTexts = {
  'source.unreadable': {
    zh: '无法读取文件 {file}（{reason}）。请检查路径和权限',
    en: 'cannot read {file} ({reason}). Check the path and its permissions',
  },
  'source.none': {
    zh: '没有指定要导入的文件。请在作业文件中写 source.file，或用 --file',
    en: 'no file to import. Name it with source.file in the job, or with --file',
  },
  'source.notAFile': { zh: '{file} 不是普通文件', en: '{file} is not a regular file' },
  'source.stdin': {
    zh: '此版本还不支持从标准输入读取。请给出文件路径',
    en: 'reading from standard input is not yet in this version. Give the path of a file',
  },
  'source.foreign': {
    zh: '{file} 是 {what} 文件，不是 CSV。请在 Excel 中另存为“CSV UTF-8（逗号分隔）”（此版本还不支持直接读取）',
    en: '{file} is {what}, not CSV. Save it from Excel as "CSV UTF-8 (comma delimited)" (reading it directly is not yet in this version)',
  },
  'source.notUtf8': {
    zh: '{file} 不是 UTF-8 编码：第 {line} 行（第 {byte} 字节）。请在 Excel 中另存为“CSV UTF-8”（此版本还不支持 GBK/gb18030）',
    en: '{file} is not UTF-8: line {line}, byte {byte}. Save it from Excel as "CSV UTF-8" (gb18030 is not yet in this version)',
  },
  'source.noHeader': {
    zh: '{file} 没有表头：文件是空的，或第一行是空白。请检查导出是否完整，并让列名位于第一行',
    en: '{file} has no header: it is empty, or its first line is blank. Check that the export finished, and that the names of the columns stand on its first line',
  },
  'source.header': { zh: '{file} 的表头有 {count} 处问题：', en: '{count} problem(s) in the header of {file}:' },
  'source.blankHeader': {
    zh: '这一列没有列名。请填写列名，或删除这一列',
    en: 'this column has no name. Name it, or delete the column',
  },
  'source.sameHeader': {
    zh: '列名“{name}”与 {other} 列重复。请改名',
    en: 'the name "{name}" also stands in column {other}. Rename one',
  },
  'source.missingColumns': {
    zh: '{file} 缺少作业需要的列：{missing}。文件中有 {count} 列：{found}。缺列的文件多半不是要导入的那个，因此整个导入被拒绝。请改正表头或作业文件（若只有 1 列，可能是分隔符不对）',
    en: '{file} lacks columns that the job needs: {missing}. The file has {count}: {found}. A file that lacks a column is most likely not the one that was meant, so the whole import is refused. Correct the header or the job (a single column often means a wrong delimiter)',
  },
  'source.unmapped': {
    zh: '{file} 有作业没有用到的列：{columns}（unmapped: reject）。请映射、删除这些列，或设 unmapped: ignore',
    en: '{file} has columns that no field uses: {columns} (unmapped: reject). Map them, delete them, or set unmapped: ignore',
  },
  'source.openQuote': {
    zh: '{file} 的第 {line} 行有一个引号一直没有关闭，文件可能不完整。请补上引号或重新导出',
    en: '{file}: a quote that opens on line {line} is never closed; the file may be cut short. Close it, or export again',
  },
  'source.longRecord': {
    zh: '{file} 从第 {line} 行起的一条记录超过 {max} KB，很可能有一个引号没有关闭。请检查该行',
    en: '{file}: the record around line {line} is longer than {max} KB; most likely a quote on that line is never closed',
  },
  'source.strayQuote': {
    zh: '{file} 第 {line} 行的引号用法不对：单元格里的引号要写成两个，并且整格用引号括起来',
    en: '{file}, line {line}: a quote in the wrong place. Quotes inside a cell are doubled, and the whole cell is quoted',
  },
  'source.moved': {
    zh: '{file} 在读取过程中发生了变化，可能还在写入。请等写完后再试',
    en: '{file} changed while it was being read; it may still be being written. Try again when it is complete',
  },
} as const;
