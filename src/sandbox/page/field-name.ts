import type { FieldDefinition } from '../account/account.js';
import { showText } from './show-text.js';

// Section 1.1.2 and the example of 1.1.6.
const NAMES = new Map([
  ['name', '姓名'],
  ['realName', '真实姓名'],
  ['mobile', '手机'],
  ['email', '邮箱'],
  ['majorFollowUser', '跟进人 ID'],
  ['majorFollowUserName', '跟进人'],
  ['corpName', '企业简称'],
  ['corpFullName', '企业全称'],
  ['gender', '性别'],
  ['position', '职位'],
  ['age', '年龄'],
  ['birthday', '生日'],
  ['address', '地址'],
  ['remarkName', '备注名'],
  ['remarkDesc', '备注描述'],
  ['wxNo', '微信号'],
]);

/** Takes a standard field's API name, or a custom field's code and what the account says of it; gives its name as HTML. */
export function showFieldName(code: string, field?: FieldDefinition): string {
  const name = field?.name ?? NAMES.get(code);
  return name === undefined ? showText(code) : `${showText(name)} <small>${showText(code)}</small>`;
}
