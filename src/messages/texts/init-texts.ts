/** What `init` says, and what it writes into a job file. */
export const initTexts = {
  'init.exists': {
    zh: '{path} 已存在，没有改动它。请用 --out 写到别处，或先改名、删除它',
    en: '{path} is there already and was left as it is. Write elsewhere with --out, or rename or delete it first',
  },
  'init.cannotWrite': {
    zh: '无法写入 {path}（{reason}）。请检查文件夹和权限，或用 --out 写到别处',
    en: 'cannot write {path} ({reason}). Check the folder and its permissions, or write elsewhere with --out',
  },
  'init.severalSheets': {
    zh: '{file} 有多张工作表：{sheets}。有企微客户ID列的有 {count} 张，不知道要导入哪一张。请用 --sheet 写明',
    en: '{file} has several sheets: {sheets}. {count} of them {count|has|have} a column of ids; which one is to be imported? Say so with --sheet',
  },
  'init.noHeader': {
    zh: '{file} 的开头没有一行像是列名（至少要有两列）。请在表格最上面加一行列名（如企业微信的外部联系人 ID、手机号）后再试',
    en: 'no row at the beginning of {file} looks like names of columns, two at the least. Put a row with the names of the columns on top, then try again',
  },
  'init.noAccount': {
    zh: '没有设置 {baseUrlName} 和 {secretName}，因此没有读取账号的自定义字段。设置后删除这个作业再运行 init，就能按名称映射它们',
    en: '{baseUrlName} and {secretName} are not set, so the custom fields of the account were not read. Set them, delete this job and run init again to have those mapped by their names',
  },
  'init.accountUnread': {
    zh: '没有读到账号的自定义字段：{reason}。只按标准字段写了作业。请检查 {baseUrlName}、{secretName} 和网络，删除这个作业，再运行 init',
    en: 'the custom fields of the account could not be read: {reason}. The job has standard fields alone. Check {baseUrlName}, {secretName} and the network, delete the job, and run init again',
  },
  'init.accountName': {
    zh: '--account 应为小写字母、数字和连字符组成的名称，以字母开头，如 shop-2；写的是 {received}',
    en: '--account takes a name of lower-case letters, digits and hyphens that begins with a letter, such as shop-2; found {received}',
  },
  'init.refusedCells': {
    zh: '“{column}”列有 {count} 格读不了，这些行不会导入；check 会逐行列出原因，请在表格中改正',
    en: '{count} {count|cell|cells} of "{column}" cannot be read and {count|its row|their rows} will be refused; check lists each with its reason. Correct {count|it|them} in the file',
  },
  'init.accountSilent': {
    zh: '读到的客户没有说明账号有哪些自定义字段，因此只按标准字段写了作业',
    en: 'the contacts that were read do not tell which custom fields the account has; the job has standard fields alone',
  },
  'init.readAccount': {
    zh: '读到账号的 {count} 个自定义字段（看了 {contacts} 个客户）',
    en: '{count} custom {count|field of the account was|fields of the account were} read (out of {contacts} {contacts|contact|contacts})',
  },
  'init.written': {
    zh: '已写好作业：映射了 {mapped} 列，没有用到的列有 {unused} 列',
    en: 'The job is written: {mapped} {mapped|column is|columns are} mapped, {unused} {unused|is|are} not used',
  },
  'init.leftToDecide': {
    zh: '有 {count} 处待定，已写在作业文件的注释里：',
    en: '{count} {count|thing|things} left to decide; the comments of the job file have {count|it|them}, too:',
  },
  'init.next': { zh: '下一步：{command}', en: 'Next: {command}' },

  'init.idNone': {
    zh: '没有找到放企微客户ID（externalUserID）的列。请在 id 处写它的列名',
    en: 'no column looks like that of the externalUserID. Write its name at id',
  },
  'init.idSeveral': {
    zh: '这几列都像是企微客户ID（externalUserID）：{columns}。请在 id 处写其中一列',
    en: 'these columns all look like that of the externalUserID: {columns}. Write one of them at id',
  },
  'init.idValues': {
    zh: '“{column}”的列名像是企微客户ID，但 {filled} 个值中有 {strange} 个不像（通常以 wm 或 wo 开头）。请在 id 处写放 externalUserID 的列',
    en: '"{column}" is called like the column of the externalUserID, but {strange} of its {filled} {filled|value|values} {strange|does|do} not look like one (they usually begin with wm or wo). Write the right column at id',
  },
  'init.idByValues': {
    zh: '“{column}”里的值像是企微客户ID（以 wm 或 wo 开头），列名看不出来。请核对',
    en: 'the values of "{column}" look like externalUserIDs (they begin with wm or wo), though its name does not say so. Check it',
  },
  'init.idShape': {
    zh: '“{column}”里的值不是通常的企微客户ID（以 wm 或 wo 开头）。请核对',
    en: 'the values of "{column}" are not the usual externalUserIDs (which begin with wm or wo). Check it',
  },
  'init.severalColumns': {
    zh: '有几列都像是 {field}：{columns}。请留下一行',
    en: 'several columns look like {field}: {columns}. Keep one of the lines',
  },
  'init.severalFields': {
    zh: '“{column}”可能是这些字段：{fields}。请留下一行，或都不要',
    en: '"{column}" may be for {fields}. Keep one of the lines, or none',
  },
  'init.unsupported': {
    zh: '“{column}”对应的字段 {field} 是 {type} 类型，此版本不会写；它的内容会原样保留',
    en: '"{column}" goes by the name of {field}, a field of the type {type}, which this version cannot write; what it holds is kept',
  },
  'init.cells': {
    zh: '“{column}”没有映射到 {field}：看过的 {filled} 个值中有 {refused} 个不符合。请改正文件，或改写下面这一行',
    en: '"{column}" is not mapped to {field}: {refused} of the {filled} {filled|value|values} that {filled|was|were} looked at {refused|does|do} not fit. Correct the file, or this line',
  },
  'init.labels': {
    zh: '“{column}”没有映射到 {field}：看过的 {filled} 个值中有 {refused} 个不是账号中的选项。请在 values 里给每个词写上选项的键，或改正文件。选项有：{options}',
    en: '"{column}" is not mapped to {field}: {refused} of the {filled} {filled|value|values} that {filled|was|were} looked at {refused|is no option|are no options} of the account. Write the key of an option behind each word in values, or correct the file. The options: {options}',
  },
  'init.dayMonth': {
    zh: '“{column}”没有映射到 {field}：日期分不清是“日/月”还是“月/日”。请核对后留下一行',
    en: '"{column}" is not mapped to {field}: its dates do not say whether the day or the month comes first. Find out, and keep one of the lines',
  },
  'init.followUserNames': {
    zh: '“{column}”里是姓名（{count} 个），而 {field} 要的是企业微信的 userId。请在 values 里给每个姓名写上 userId',
    en: '"{column}" holds names ({count}), while {field} takes userIds of WeCom. Write the userId behind each name in values',
  },
  'init.genderZero': {
    zh: '“{column}”里的 0 分不清是“未知”（接口的写法）还是“女”。请核对后留下一行（接口：1 男，2 女，0 未知）',
    en: 'in "{column}", 0 may stand for unknown, as in the API, or for women. Find out, and keep one of the lines (API: 1 male, 2 female, 0 unknown)',
  },
  'init.noFields': {
    zh: '没有一列能映射到字段，作业还不能运行。请在 fields 或 customFields 里至少写一行',
    en: 'no column could be mapped to a field, and the job cannot run yet. Write at least one line in fields or customFields',
  },
  'init.example': { zh: '{question}。例如：{example}', en: '{question}. For example: {example}' },
  'init.fileName': {
    zh: '文件的路径里有 * ? [ ] 或花括号，作业文件里不能写。请改名后写在 source.file，或每次用 --file 指定',
    en: 'the path of the file has * ? [ ] or braces in it, which a job cannot name. Rename it and write it at source.file, or name it with --file each time',
  },

  'job.comment.toDecide': { zh: '待定：{question}', en: 'TO DECIDE: {question}' },
  'job.comment.origin': {
    zh: '由 wefeng-import init 根据 {file} 写成（表头在第 {headerRow} 行，看了 {rows} 行）。请先核对，再运行：',
    en: 'Written by wefeng-import init for {file} (header in row {headerRow}, {rows} {rows|row|rows} looked at). Read it first, then:',
  },
  'job.comment.check': { zh: '先检查，不发送', en: 'look first, send nothing' },
  'job.comment.plan': { zh: '看会改什么，不发送', en: 'see what would change, send nothing' },
  'job.comment.count': {
    zh: '有 {count} 处待定：找下面的“待定”。',
    en: '{count} {count|thing|things} left to decide: look for TO DECIDE.',
  },
  'job.comment.lang': { zh: '提示和报告的语言：zh | en', en: 'the language of messages and reports: zh | en' },
  'job.comment.file': { zh: '相对于本文件', en: 'relative to this file' },
  'job.comment.id': {
    zh: '放企微客户ID（externalUserID）的列',
    en: 'the column that holds the externalUserID',
  },
  'job.comment.idColumn': { zh: '待定-企微客户ID的列名', en: 'TO DECIDE - the column of the externalUserID' },
  'job.comment.fields': {
    zh: '标准字段: 文件的列。values 把单元格里的词换成接口的值；format 是日期的写法',
    en: "standard field: column of the file. values turns the words of cells into the API's; format spells a date",
  },
  'job.comment.customFields': {
    zh: '自定义字段（账号里的名称或 fieldCode）: 文件的列。类型和选项从账号读取；没有写在这里的自定义字段一字不动',
    en: "custom field (its name in the account, or its fieldCode): column of the file. Type and options are the account's; those that are not listed keep what they hold",
  },
  'job.comment.tidying': {
    zh: 'trim: 去掉单元格首尾的空格；digits: 全角数字换成半角',
    en: 'trim takes spaces off both ends of a cell; digits makes full-width digits half-width',
  },
  'job.comment.unused': { zh: '没有用到的列：{columns}', en: 'columns that are not used: {columns}' },
  'job.comment.byName': {
    zh: '没有用到的列。账号里有同名自定义字段的，可以去掉 #（customFields 那一行的也要去掉）：',
    en: 'columns that are not used. Where the account has a custom field of the same name, take the # off (also before customFields):',
  },
  'job.comment.empty': {
    zh: '空单元格：keep 保留原值 | clear 清空 | reject 报错',
    en: 'an empty cell: keep the value | clear it | reject the row',
  },
  'job.comment.duplicates': {
    zh: '同一客户出现多次：reject 都不发送 | last 以最后一行为准 | in-order 依次发送',
    en: 'rows with one id: reject all | last counts | in-order',
  },
  'job.comment.unmapped': { zh: '没有用到的列：ignore 忽略 | reject 报错', en: 'columns not used: ignore | reject' },
  'job.comment.baseline': {
    zh: '先读取客户的原值；没有变化的行不发送',
    en: 'contacts are read first; a row that changes nothing is not sent',
  },
  'job.comment.limits': {
    zh: '无效的行超过 10%，或有任何值会被清空：什么都不发送',
    en: 'over 10% of invalid rows, or any value that would be emptied: nothing is sent',
  },
  'job.comment.canary': {
    zh: '前 3 行逐一发送并核实后，才发送其余的',
    en: '3 rows go alone and must verify before the rest go',
  },
} as const;
