/** Why a file is refused (nothing was sent), and what should be known of how it was read. */
export const sourceTexts = {
  'source.unreadable': {
    zh: '无法读取文件 {file}（{reason}）。请检查路径和权限',
    en: 'cannot read {file} ({reason}). Check the path and its permissions',
  },
  'source.inbox': {
    zh: '这个作业从收件箱 {pattern} 取文件。请用 --file 指定一个文件；要导入收件箱里的全部文件：wefeng-import schedule --once {path}',
    en: 'this job takes its files from the inbox {pattern}. Name one with --file; to import all that are there: wefeng-import schedule --once {path}',
  },
  'source.none': {
    zh: '没有指定要导入的文件。请在作业文件中写 source.file，或用 --file',
    en: 'no file to import. Name it with source.file in the job, or with --file',
  },
  'source.notAFile': {
    zh: '{file} 不是普通文件（是文件夹、管道或设备）。请写要导入的 .xlsx 或 .csv 文件的路径；从管道读取请用 --file -',
    en: '{file} is not a regular file (but a folder, a pipe or a device). Give the path of the .xlsx or .csv to import; to read from a pipe use --file -',
  },
  'source.foreign': {
    zh: '{file} 是 {what} 文件，不是可以导入的表格。请在 Excel 中打开它，另存为 .xlsx 或“CSV UTF-8（逗号分隔）”',
    en: '{file} is {what}, not a table that can be imported. Open it in Excel and save it as .xlsx or "CSV UTF-8 (comma delimited)"',
  },
  'source.xls': {
    zh: '{file} 是旧格式的 {what}。请在 Excel 中打开它，另存为“Excel 工作簿（.xlsx）”',
    en: '{file} is of the old format {what}. Open it in Excel and save it as "Excel Workbook (.xlsx)"',
  },
  'source.password': {
    zh: '{file}（{what}）设有密码，无法读取。请在 Excel 中去掉密码（文件 → 信息 → 保护工作簿），另存为 .xlsx',
    en: '{file} ({what}) is protected with a password. Remove it in Excel (File → Info → Protect Workbook) and save it as .xlsx',
  },
  'source.packed': {
    zh: '{file} 是压缩包（{what}）。请先解压，再导入里面的 .xlsx 或 .csv 文件',
    en: '{file} is a packed archive ({what}). Unpack it, and import the .xlsx or .csv that is in it',
  },
  'source.otherZip': {
    zh: '{file} 的内容是 {what}，不是 .xlsx 工作簿。请在 Excel 或 WPS 中打开它，另存为 .xlsx（若是压缩包，请先解压）',
    en: '{file} holds {what}, not an .xlsx workbook. Open it in Excel and save it as .xlsx (if it is an archive, unpack it first)',
  },
  'source.textAsWorkbook': {
    zh: '{file} 的内容是文本，不是扩展名 {extension} 所说的工作簿。若是 CSV，请把扩展名改为 .csv；否则请在 Excel 中另存为 .xlsx',
    en: '{file} holds text, not the workbook that its ending {extension} says. Rename it to .csv if it is CSV; otherwise save it from Excel as .xlsx',
  },
  'source.zipAsText': {
    zh: '{file} 的内容是 Excel 工作簿或压缩包（zip），不是扩展名 {extension} 所说的文本。若是工作簿，请把扩展名改为 .xlsx；若是压缩包，请先解压',
    en: '{file} holds an Excel workbook or an archive (zip), not the text that its ending {extension} says. Rename a workbook to .xlsx; unpack an archive first',
  },
  'source.broken': {
    zh: '{file} 已损坏或不完整（{part}：{reason}），一行也没有采用。请重新复制、下载或从 Excel 另存一份',
    en: '{file} is damaged or cut short ({part}: {reason}); none of its rows was taken. Copy or download it again, or save it anew from Excel',
  },
  'source.tooMuch': {
    zh: '{file} 里的内容多得不正常（{reason}），为安全起见不读取。请在 Excel 中把要导入的工作表另存为新的 .xlsx',
    en: '{file} holds more than any workbook would ({reason}), and is not read for safety. Save the sheet that is to be imported as a new .xlsx',
  },
  'source.noSheet': {
    zh: '{file} 没有可见的工作表。请在 Excel 中取消隐藏，或在作业文件中用 source.sheet 写明要导入哪一张',
    en: '{file} has no sheet that can be seen. Unhide it in Excel, or name it with source.sheet in the job',
  },
  'source.severalSheets': {
    zh: '{file} 有多张工作表：{sheets}。请在作业文件中用 source.sheet 写明要导入哪一张',
    en: '{file} has several sheets: {sheets}. Say with source.sheet in the job which one is to be imported',
  },
  'source.unknownSheet': {
    zh: '{file} 里没有工作表“{wanted}”。有：{sheets}。请改正作业文件中的 source.sheet',
    en: '{file} has no sheet "{wanted}". It has: {sheets}. Correct source.sheet in the job',
  },
  'source.hiddenSheets': {
    zh: '读取工作表“{sheet}”；另有 {count} 张隐藏的工作表没有读取',
    en: 'reading the sheet "{sheet}"; {count} hidden {count|sheet is|sheets are} left alone',
  },
  'source.hiddenSheet': {
    zh: '工作表“{sheet}”是隐藏的；作业指明了它，照常读取',
    en: 'the sheet "{sheet}" is hidden; the job names it, so it is read',
  },
  'source.hiddenRows': {
    zh: '工作表里有 {count} 行是隐藏的（或被筛选掉的），也一并读取。若不想导入，请删除这些行',
    en: '{count} {count|row of the sheet is|rows of the sheet are} hidden (or filtered out) and {count|is|are} read all the same. Delete {count|it if it is|those that are} not to be imported',
  },
  'source.formulas': {
    zh: '工作表里有 {count} 个公式单元格，采用文件中保存的计算结果',
    en: '{count} {count|cell of the sheet is a formula; the result stored in the file is|cells of the sheet are formulas; the results stored in the file are} taken',
  },
  'source.uncomputed': {
    zh: '这个工作簿要在打开时才重新计算公式，文件中保存的结果可能不是最新的（结果为 0 的不采用）。请在 Excel 中打开、保存，再导入',
    en: 'this workbook is to compute its formulas anew when it is opened, so the stored results may be out of date (those that are 0 are not taken). Open it in Excel, save it, and import it again',
  },
  'source.sheetOfText': {
    zh: '这个文件是文本，没有工作表；作业中的 source.sheet（{sheet}）没有用到',
    en: 'this file is text and has no sheets; source.sheet of the job ({sheet}) is not used',
  },
  'source.notUtf8': {
    zh: '{file} 不是 UTF-8 编码：第 {line} 行（第 {byte} 字节）。若是 GBK，请设 encoding: gb18030 或 auto；或在 Excel 中另存为“CSV UTF-8”',
    en: '{file} is not UTF-8: line {line}, byte {byte}. If it is GBK, set encoding: gb18030 or auto; or save it from Excel as "CSV UTF-8"',
  },
  'source.notEncoded': {
    zh: '{file} 不是 {encoding} 编码：第 {line} 行（第 {byte} 字节）。请改正作业中的 source.encoding（或设为 auto），或在 Excel 中另存为“CSV UTF-8”',
    en: '{file} is not {encoding}: line {line}, byte {byte}. Correct source.encoding in the job (or set it to auto), or save the file from Excel as "CSV UTF-8"',
  },
  'source.brokenMarked': {
    zh: '{file} 开头的标记说明它是 {marked} 编码，但第 {line} 行（第 {byte} 字节）不是：文件可能不完整，或混用了几种编码。请重新导出，或在 Excel 中打开检查后另存为“CSV UTF-8”',
    en: '{file} begins with the mark of {marked}, but line {line} (byte {byte}) is not in it: the file may be cut short, or mix encodings. Export it again, or look at it in Excel and save it as "CSV UTF-8"',
  },
  'source.mixed': {
    zh: '{file} 混用了两种编码：整个文件按 GBK 可以读出，但第 {line} 行是 UTF-8，照 GBK 读会成为乱码。请在 Excel 或编辑器中改正那一行，另存为“CSV UTF-8”（若确实都是 GBK，请设 encoding: gb18030）',
    en: '{file} mixes two encodings: it decodes as GBK, but line {line} is UTF-8 and would come out garbled. Mend that line in Excel or an editor and save the file as "CSV UTF-8" (if all of it is GBK, set encoding: gb18030)',
  },
  'source.missing': {
    zh: '找不到文件 {file}。请检查路径和文件名',
    en: 'there is no file {file}. Check the path and the name',
  },
  'source.neither': {
    zh: '{file} 既不是 UTF-8（第 {line} 行，第 {byte} 字节），也不是 GBK/GB18030（第 {gbLine} 行），可能混用了几种编码或已损坏。请在 Excel 中打开检查，另存为“CSV UTF-8”',
    en: '{file} is neither UTF-8 (line {line}, byte {byte}) nor GBK/GB18030 (line {gbLine}); it may mix encodings, or be damaged. Look at it in Excel and save it as "CSV UTF-8"',
  },
  'source.strangeGb18030': {
    zh: '{file} 不是 UTF-8（第 {line} 行，第 {byte} 字节）；按 GBK/GB18030 读出的多是生僻字，可能是别的编码（如 Big5）。若确实是 GBK，请设 encoding: gb18030（init 用 --encoding）；否则请在 Excel 中另存为“CSV UTF-8”',
    en: '{file} is not UTF-8 (line {line}, byte {byte}), and as GBK/GB18030 it would be mostly characters that hardly anybody writes: it may be of another encoding, such as Big5. If it is GBK, set encoding: gb18030 (--encoding of init); otherwise save it from Excel as "CSV UTF-8"',
  },
  'source.utf8OrGbk': {
    zh: '{file} 里除英文和数字外的字太少，既可能是 UTF-8，也可能是 GBK，无法确定。请在作业文件中设 source.encoding: utf-8 或 gb18030（init 用 --encoding），或在 Excel 中另存为“CSV UTF-8”',
    en: '{file} has so little beyond ASCII that it may be UTF-8 as well as GBK. Set source.encoding to utf-8 or gb18030 in the job (--encoding of init), or save the file from Excel as "CSV UTF-8"',
  },
  'source.isUtf8': {
    zh: '{file} 是 UTF-8 编码，而作业写的是 encoding: gb18030，照此读取会成为乱码。请改为 encoding: auto',
    en: '{file} is UTF-8, while the job says encoding: gb18030; read so, it would come out garbled. Set encoding: auto',
  },
  'source.unmarkedUtf16': {
    zh: '{file} 看起来是没有标记的 {encoding} 编码。请设 encoding: {encoding}，或在 Excel 中另存为“CSV UTF-8”',
    en: '{file} looks like {encoding} without its mark. Set encoding: {encoding}, or save it from Excel as "CSV UTF-8"',
  },
  'source.otherMark': {
    zh: '{file} 开头的标记说明它是 {marked} 编码，而作业写的是 encoding: {wanted}。请改正作业中的 source.encoding（或设为 auto）',
    en: '{file} begins with the mark of {marked}, while the job says encoding: {wanted}. Correct source.encoding in the job (or set it to auto)',
  },
  'source.markWins': {
    zh: '文件开头有 UTF-8 标记，按 UTF-8 读取（作业写的是 encoding: {wanted}）',
    en: 'the file begins with the mark of UTF-8 and is read as such (the job says encoding: {wanted})',
  },
  'source.readAsGb18030': {
    zh: '文件不是 UTF-8，按 GBK/GB18030 编码读取。请看一眼预览或报告中的汉字是否正常',
    en: 'the file is not UTF-8 and is read as GBK/GB18030. Have a look at the characters in the plan or the report',
  },
  'source.noHeader': {
    zh: '{file} 没有表头：文件是空的，或第一行是空白。请检查导出是否完整；若列名不在第一行，请在作业文件中设 source.headerRow',
    en: '{file} has no header: it is empty, or its first line is blank. Check that the export finished; if the names of the columns stand further down, set source.headerRow in the job',
  },
  'source.noRow': {
    zh: '{file} 没有第 {headerRow} 行，或那一行是空白（source.headerRow）。请写列名所在的行号，与 Excel 左侧的行号一致',
    en: '{file} has no row {headerRow}, or it is blank (source.headerRow). Write the number of the row that holds the names of the columns, as Excel shows it',
  },
  'source.header': {
    zh: '{file} 的表头有 {count} 处问题：',
    en: '{count} {count|problem|problems} in the header of {file}:',
  },
  'source.blankHeader': {
    zh: '这一列没有列名，但第 {row} 行有值。请填写列名，或清空这一列',
    en: 'this column has no name, but row {row} has a value in it. Name it, or clear the column',
  },
  'source.sameHeader': {
    zh: '列名“{name}”与 {other} 列重复。请改名',
    en: 'the name "{name}" also stands in column {other}. Rename one',
  },
  'source.missingColumns': {
    zh: '{file} 缺少作业需要的列：{missing}。文件中有 {count} 列：{found}。缺列的文件多半不是要导入的那个，因此整个导入被拒绝。请改正表头或作业文件（若只有 1 列，可能是分隔符不对；若列名不在第一行，请设 source.headerRow）',
    en: '{file} lacks columns that the job needs: {missing}. The file has {count}: {found}. A file that lacks a column is most likely not the one that was meant, so the whole import is refused. Correct the header or the job (a single column often means a wrong delimiter; if the names stand further down, set source.headerRow)',
  },
  'source.nearestHeader': {
    zh: '文件中最像的列是“{nearest}”。如果就是它，请在作业中改列名，或在文件中改表头',
    en: 'the file has "{nearest}". If that is the one, change the name in the job, or the header of the file',
  },
  'source.garbledHeader': {
    zh: '文件中的“{nearest}”像是乱码，原文可能是“{meant}”：编码认错了。请从原系统重新导出为 UTF-8',
    en: 'the "{nearest}" of the file looks garbled, and was probably "{meant}": read in the wrong encoding. Export the file again as UTF-8',
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
    zh: '{file} 第 {line} 行的引号用法不对：用引号括起来的单元格，里面的引号要写成两个，右引号后面不能再有字',
    en: '{file}, line {line}: a quote in the wrong place. Within a quoted cell quotes are doubled, and nothing stands behind the one that closes it',
  },
  'source.moved': {
    zh: '{file} 在读取过程中发生了变化，可能还在写入。请等写完后再试',
    en: '{file} changed while it was being read; it may still be being written. Try again when it is complete',
  },
  'source.manyMerged': {
    zh: '{file} 的数据区里合并单元格太多（超过 {max} 格）。请在 Excel 中全选，取消“合并后居中”，并把值填到每一行',
    en: '{file} has too many merged cells among its data (over {max}). Select all in Excel, unmerge, and fill the value into every row',
  },
  'source.merged': {
    zh: '数据区里有 {count} 处合并单元格（如 {name}）：值只在左上角，被合并的 {cells} 格无法确定，所在的行会被拒绝。请取消合并并填满每一行',
    en: '{count} merged {count|range|ranges} among the data (such as {name}): the value stands in the first cell alone, so the {cells} {cells|cell|cells} under {count|it|them} cannot be read for certain and {cells|its row is|their rows are} refused. Unmerge {count|it|them} and fill every row',
  },
} as const;
