/** What is said of the list of contacts while it is read. */
export const listTexts = {
  'list.smallerPages': {
    zh: '客户列表每页 {from} 个客户的数据太大（至少 {mebibytes} MiB），以后每页只读取 {to} 个。若要一开始就这样读取，请在作业中设 api.list.pageSize: {to}',
    en: 'the list is large (at least {mebibytes} MiB for a page of {from} {from|contact|contacts}): from now on a page is {to} {to|contact|contacts}. To begin like that, set api.list.pageSize: {to} in the job',
  },
  'list.sizeKept': {
    zh: '没能从服务器读到每页 {from} 个客户的列表，改回每页 {to} 个',
    en: 'no page of {from} {from|contact|contacts} was to be had from the server: a page is {to} {to|contact|contacts} again',
  },
  'list.brokenPages': {
    zh: '客户列表的第 {pages} 页读不出可信的内容（{reason}），已跳过，继续读取其余各页。请联系管理员检查这一页上客户的数据',
    en: 'page {pages} of the list gives nothing that can be believed ({reason}); the list was read on without it. Have the data of the contacts on it checked',
  },
  'list.strays': {
    zh: '客户列表的第 {pages} 页上有不是客户的记录（{reason}），无法知道它们是哪些客户。请联系管理员检查列表接口',
    en: 'page {pages} of the list holds entries that are no contacts ({reason}); nobody can say which contacts they stand for. Have the list interface checked',
  },
  'list.lookUp': {
    zh: '文件中有 {count} 个客户没有在列表中看到，再逐个读取',
    en: 'the list did not show {count} {count|contact|contacts} of the file; {count|it is|they are} read one by one',
  },
  'stop.pageTooLong': {
    zh: '客户列表的第 {pageNum} 页（{pageSize} 个客户）太大，没有读取（{reason}），程序也无法再减少每页的客户数。请在作业中把 api.list.pageSize 设为服务器接受的更小的值，然后恢复运行（resume）；或用 baseline: get 重新运行',
    en: 'page {pageNum} of the list, of {pageSize} {pageSize|contact|contacts}, is too long and was not read ({reason}), and smaller pages are not to be had. Set api.list.pageSize in the job to a smaller size that the server takes, then resume; or start a new run with baseline: get',
  },
} as const;
