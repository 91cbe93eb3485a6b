/** The job of the benches that check a file of 12 columns, whatever kind of file it is. */
export const checkJob = `
name: bench
id: id
fields:
  mobile: 手机号
  gender: { column: 性别, values: { 男: 1, 女: 2 } }
  email: 邮箱
  birthday: 生日
  corpFullName: 公司
  address: 地址
customFields:
  CustomField_1: { column: 客户等级, id: 1, type: droplist, values: { 普通: 1, VIP: 2 } }
  CustomField_2: { column: 地区, id: 2, type: chained_droplist, separator: / }
  CustomField_3: { column: 余额, id: 3, type: numeric }
  CustomField_4: { column: 备注, id: 4, type: text }
baseline: none
replaceAll: true
`;
