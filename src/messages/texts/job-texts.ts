/** What is wrong with a job file or with the environment. */
export const jobTexts = {
  'job.unreadable': {
    zh: '无法读取作业文件 {file}（{reason}）。请检查路径',
    en: 'cannot read the job file {file} ({reason}). Check the path',
  },
  'job.encoding': {
    zh: '作业文件 {file} 不是 UTF-8 编码。请用 UTF-8 另存',
    en: 'the job file {file} is not UTF-8. Save it as UTF-8',
  },
  'job.invalid': {
    zh: '作业文件 {file} 有 {count} 处问题，未发送任何请求：',
    en: '{count} {count|problem|problems} in the job file {file}; nothing was sent:',
  },
  'job.syntax': { zh: 'YAML 写法有误：{reason}', en: 'not valid YAML: {reason}' },
  'job.reservedKey': { zh: '不能用这个名称作键', en: 'this name cannot be a key' },
  'job.list': { zh: '这里不能写列表', en: 'a list does not belong here' },
  'job.unknownKey': {
    zh: '没有这个设置。您是否想写 “{nearest}”？可用的有：{valid}',
    en: 'unknown key. Did you mean "{nearest}"? Valid here: {valid}',
  },
  'job.missing': { zh: '缺少这个设置，它是必填的', en: 'this key is missing, and required' },
  'job.expected': {
    zh: '应为 {expected}，而写的是 {received}',
    en: 'expected {expected}, found {received}',
  },
  'job.expect.name': {
    zh: '应为由字母（含汉字）、数字、下划线和连字符组成的名称，最多 64 个字符；写的是 {received}',
    en: 'expected a name of letters, digits, underscores and hyphens, at most 64; found {received}',
  },
  'job.expect.text': {
    zh: '应为文字，不能为空；写的是 {received}',
    en: 'expected a text, not empty; found {received}',
  },
  'job.expect.boolean': {
    zh: '应为 true 或 false；写的是 {received}',
    en: 'expected true or false; found {received}',
  },
  'job.expect.settings': {
    zh: '应为若干“设置: 值”；写的是 {received}',
    en: 'expected settings, each as "key: value"; found {received}',
  },
  'job.expect.count': {
    zh: '应为 1 或更大的整数；写的是 {received}',
    en: 'expected a whole number of 1 or more; found {received}',
  },
  'job.expect.countOrNone': {
    zh: '应为 0 或更大的整数；写的是 {received}',
    en: 'expected a whole number of 0 or more; found {received}',
  },
  'job.expect.optionKey': {
    zh: '应为整数的选项键；写的是 {received}',
    en: 'expected an option key, a whole number; found {received}',
  },
  'job.expect.duration': {
    zh: '应为时长，如 500ms、30s、2m、1h，最长 24h；写的是 {received}',
    en: 'expected a duration such as 500ms, 30s, 2m or 1h, at most 24h; found {received}',
  },
  'job.expect.percentOrCount': {
    zh: '应为百分比（如 10%）或整数；写的是 {received}',
    en: 'expected a percentage such as 10% or a whole number; found {received}',
  },
  'job.expect.webAddress': {
    zh: '应为 https:// 开头的地址，或写在 $ 和花括号里的环境变量名',
    en: 'expected an https:// address, or an environment variable written as $ and its name in braces',
  },
  'job.expect.account': {
    zh: '应为小写字母、数字和连字符组成的名称，以字母开头，如 shop-2；写的是 {received}',
    en: 'expected a name of lower-case letters, digits and hyphens that begins with a letter, such as shop-2; found {received}',
  },
  'job.cron': {
    zh: 'cron 表达式“{cron}”不会触发（{reason}）。应为“分 时 日 月 周”五段（前面可加“秒”），如 0 2 * * * 表示每天 2 点',
    en: 'the cron expression "{cron}" never fires ({reason}). Expected five fields: minute, hour, day, month, weekday (six with seconds before them), such as 0 2 * * * for each day at 2',
  },
  'job.timezone': {
    zh: '没有“{timezone}”这个时区。请写 IANA 名称，如 Asia/Shanghai',
    en: 'there is no time zone "{timezone}". Write an IANA name, such as Asia/Shanghai',
  },
  'job.inboxWithoutPattern': {
    zh: '只有 source.file 是通配模式（如 ../inbox/*.xlsx）时才有收件箱',
    en: 'there is an inbox only where source.file is a pattern, such as ../inbox/*.xlsx',
  },
  'job.nobody': {
    zh: '没有写通知谁。请写 wecomRobot（企业微信群机器人的地址）或 webhook',
    en: 'nobody is named. Write wecomRobot (the address of a WeCom group robot) or webhook',
  },
  'job.expect.limit': { zh: '最多 100000；写的是 {received}', en: 'at most 100000; found {received}' },
  'job.expect.concurrency': { zh: '最多 64；写的是 {received}', en: 'at most 64; found {received}' },
  'job.expect.attempts': { zh: '最多 20；写的是 {received}', en: 'at most 20; found {received}' },
  'job.expect.code': {
    zh: '应为服务器的数字代码；写的是 {received}',
    en: 'expected a numeric code of the server; found {received}',
  },
  'job.placeholder': {
    zh: '没有 {placeholder} 可填。可用的有：{valid}',
    en: 'nothing goes by {placeholder}. Valid here: {valid}',
  },
  'job.replaceAll': {
    zh: '接口会清空每个客户所有未发送的自定义字段。本作业只发送：{fields}；其余自定义字段的内容都会丢失。若确实要这样，请写 replaceAll: true',
    en: 'the API clears every custom field of a contact that is not sent. This job sends only: {fields}; what all other custom fields hold would be lost. If that is what you want, write replaceAll: true ("all other custom fields will be cleared")',
  },
  'job.noFields': {
    zh: '没有映射任何字段。请在 fields 或 customFields 中至少写一个',
    en: 'no field is mapped. Name at least one in fields or customFields',
  },
  'job.fieldCode': {
    zh: '没有 baseline 时应为 fieldCode，如 CustomField_2485；读取账号（baseline: auto）后才可以用字段名称',
    en: 'without a baseline this must be a fieldCode such as CustomField_2485; a field can be named by its name when the account is read (baseline: auto)',
  },
  'job.idAndType': {
    zh: '没有 baseline 时，自定义字段必须写明 column、id 和 type（{types}）',
    en: 'without a baseline a custom field needs its column, id and type ({types})',
  },
  'job.replaceAllNeedless': {
    zh: 'replaceAll: true 只能与 baseline: none 一起写。读取原值后，没有提到的自定义字段会保留，不会清空。请删除它',
    en: 'replaceAll: true goes with baseline: none alone. With a baseline, custom fields that the file does not name are kept, not cleared. Remove it',
  },
  'job.noBaseline': {
    zh: 'baseline: none 时不读取客户，{setting} 不起作用。请删除它，或改用 baseline: auto',
    en: 'with baseline: none no contact is read, and {setting} could do nothing. Remove it, or use baseline: auto',
  },
  'job.expect.duration0': {
    zh: '应为时长，如 0s、30s、5m、1h，最长 24h；写的是 {received}',
    en: 'expected a duration such as 0s, 30s, 5m or 1h, at most 24h; found {received}',
  },
  'job.expect.endpoint': {
    zh: '应为以 / 开头的路径，如 /externalContact/list；写的是 {received}',
    en: 'expected a path that begins with /, such as /externalContact/list; found {received}',
  },
  'job.expect.contactPath': {
    zh: '应为含有 :externalUserID 的路径，如 /externalContact/:externalUserID；写的是 {received}',
    en: 'expected a path with :externalUserID in it, such as /externalContact/:externalUserID; found {received}',
  },
  'job.expect.pageSize': { zh: '最多 1000；写的是 {received}', en: 'at most 1000; found {received}' },
  'job.contradicts': {
    zh: '作业文件 {file} 与账号不一致（{count} 处），未写入任何客户：',
    en: '{file} and the account contradict each other ({count}); nothing was written:',
  },
  'field.unknown': {
    zh: '读到的客户都没有这个自定义字段。最接近的有：{nearest}。若确有这个字段，请写 fieldCode，并写明 id 和 type',
    en: 'no contact that was read has such a custom field. The nearest are: {nearest}. If it is there all the same, write its fieldCode with id and type',
  },
  'field.ambiguous': {
    zh: '账号中有几个字段叫这个名称：{codes}。请写 fieldCode',
    en: 'several fields of the account go by this name: {codes}. Write the fieldCode',
  },
  'field.id': {
    zh: '作业中写的 id 是 {written}，账号中是 {found}。请改正，或不写 id',
    en: 'the job says id {written}, the account {found}. Correct it, or leave id out',
  },
  'field.idTaken': {
    zh: '账号中 id {id} 是另一个字段：{owner}。请改正键名或 id',
    en: 'in the account, id {id} is another field: {owner}. Correct the key or the id',
  },
  'field.type': {
    zh: '作业中写的 type 是 {written}，账号中是 {found}。请改正，或不写 type',
    en: 'the job says type {written}, the account {found}. Correct it, or leave type out',
  },
  'field.unsupported': {
    zh: '此版本不会写 {found} 类型的字段。请从作业中删除它；它的内容会原样保留',
    en: 'this version cannot write a field of the type {found}. Remove it from the job; what it holds is kept as it is',
  },
  'field.option': {
    zh: 'values 中“{label}”的键不是账号中此字段的选项。请改正，或不写 values（用账号的选项名称）',
    en: 'the key of "{label}" in values is no option of this field in the account. Correct it, or leave values out to use the account\'s labels',
  },
  'field.same': { zh: '与 {other} 是同一个字段。请只保留一个', en: '{other} is the same field. Keep one of them' },
  'field.labelWithSeparator': {
    zh: '账号中的选项“{label}”含有分隔符“{separator}”，单元格无法确切拆分。请换一个 separator',
    en: 'the account\'s option "{label}" holds the separator "{separator}", so that no cell could be split for certain. Choose another separator',
  },
  'job.sameId': { zh: '与 {other} 的 id 相同', en: '{other} has the same id' },
  'env.missing': {
    zh: '缺少环境变量 {name}。请在 .env 文件中设置（参见 .env.example）',
    en: 'the environment variable {name} is missing. Set it in .env (see .env.example)',
  },
  'env.accountMissing': {
    zh: '缺少账号 {account} 的环境变量 {name}。请在 .env 文件中设置（参见 .env.example），或改正 account 的名称',
    en: 'of the account {account} the environment variable {name} is missing. Set it in .env (see .env.example), or correct the name of the account',
  },
  'env.notifyMissing': {
    zh: '作业的 {setting} 要用环境变量 {name}，但没有设置。请在 .env 文件中写上地址，或从作业中删除 {setting}',
    en: '{setting} in the job needs the environment variable {name}, which is missing. Set it to the address in .env, or remove {setting} from the job',
  },
  'env.notifyAddress': {
    zh: '{name} 应为 https:// 开头的完整地址（本机可以用 http）。请重新复制',
    en: '{name} must be a whole address that begins with https:// (http to this machine alone). Copy it again',
  },
  'env.exposed': {
    zh: '.env 文件里有密钥，而这台机器上的其他用户也有权访问它（权限 {mode}）。请运行：chmod 600 .env',
    en: 'the .env file holds secrets, and other users of this machine have rights to it (mode {mode}). Run: chmod 600 .env',
  },
  'env.conflict': {
    zh: '{name} 在环境变量和 .env 文件中不一致。请只保留一处',
    en: '{name} differs between the environment and the .env file. Keep one of them',
  },
  'env.secret': {
    zh: '{name} 的首尾有空格、引号或换行，可能是复制时带上的。请重新填写',
    en: '{name} begins or ends with a space or quote, or holds a line break: most likely a copying mistake. Enter it again',
  },
  'env.baseUrl': {
    zh: '{name} 应形如 https://子域名.wefeng360.com/api/v1：须为 https（本机除外），不能带账号、? 或 #',
    en: '{name} must look like https://sub.wefeng360.com/api/v1: https (but for this machine itself), no credentials, no ? and no #',
  },
  'env.signFormat': {
    zh: '{name} 必须包含 {placeholders}',
    en: '{name} must contain {placeholders}',
  },
  'env.tlsOff': {
    zh: 'NODE_TLS_REJECT_UNAUTHORIZED=0 会关闭证书校验，不允许运行。请取消该变量',
    en: 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off: refused. Unset it',
  },
  'env.debug': {
    zh: '{name} 会让 Node 写出带签名的请求，不允许运行。请取消该变量',
    en: '{name} would make Node write out requests with their signatures: refused. Unset it',
  },
  'env.file': {
    zh: '无法读取 .env 文件（{reason}）',
    en: 'cannot read the .env file ({reason})',
  },
} as const;
