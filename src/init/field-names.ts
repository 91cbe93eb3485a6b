import { type StandardFieldName, standardFieldNames } from '../fields/field.js';
import { foldLabel } from '../fields/label.js';

/** How well a column's name fits a field: 0 is its own name, 1 another for the same, 2 one that may mean something else. */
export type Rank = 0 | 1 | 2;

export interface NameMatch {
  readonly field: StandardFieldName;
  readonly rank: Rank;
}

/** The standard fields that a column may be for, going by its name. */
export function findStandardFields(columnName: string): readonly NameMatch[] {
  const name = foldName(columnName);
  const found = byName.get(name);
  if (found) return found;
  const bare = byName.get(name.replace(/^(?:客户|联系人|customer|contact)(?:的)?/, '')) ?? [];
  return bare.map(({ field }) => ({ field, rank: 2 }));
}

/** How well a column's name fits the id; null where it does not. */
export function rankIdName(columnName: string): 0 | 1 | null {
  const name = foldName(columnName);
  const rank = idNames.findIndex((names) => names.includes(name));
  return rank === 0 || rank === 1 ? rank : null;
}

/** A name without width, case, spaces, marks, and remarks that only say how the column is to be filled in. */
export const foldName = (name: string): string =>
  foldLabel(name)
    .replace(fillingHint, '')
    .replace(/[*:_.·-]/g, '');

const fillingHint =
  /[([【](?:必填|必填项|选填|非必填|可选|单选|多选|required|optional|\d{1,3}位|岁|男\/女|是\/否|y{2,4}[-/.年]?m{1,2}[-/.月]?d{1,2}日?)[)\]】]/gi;

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** Each field's names by rank, as foldName leaves them. */
const fieldNames: Readonly<Record<StandardFieldName, readonly [string, string, string]>> = {
  mobile: [
    '手机号 手机 手机号码 mobile',
    '移动电话 移动电话号码 联系手机 联系手机号 mobilephone mobilenumber mobileno cellphone cellphonenumber',
    '电话 电话号码 联系电话 联系方式 phone phonenumber phoneno tel telephone contactnumber',
  ],
  majorFollowUser: [
    '跟进人userid 跟进人id 跟进人账号 majorfollowuser majorfollowuserid',
    '跟进人 主跟进人 主要跟进人 跟进员工 跟进成员 跟进人员 followuser',
    '负责人 归属人 所属人 所属员工 所属销售 业务员 owner',
  ],
  position: ['职位 position', '职务 岗位 jobtitle', '职称 title'],
  email: ['邮箱 email', '电子邮箱 电子邮件 邮箱地址 emailaddress', '邮件 mail'],
  age: ['年龄 age', '', ''],
  gender: ['性别 gender', 'sex', ''],
  udeskCustomerId: [
    '客服系统id 客服系统客户id 客服系统中的客户id udeskcustomerid',
    'udesk客户id udeskid 客服系统编号 客服系统客户编号',
    '',
  ],
  corpFullName: [
    '公司全称 企业全称 corpfullname',
    '公司 公司名称 公司名 企业 企业名称 company companyname corpname',
    '单位 单位名称 工作单位 所属公司 所在公司 任职公司 organization employer',
  ],
  remarkName: ['备注名 remarkname', '备注名称 备注姓名', '备注 remark remarks note notes memo'],
  address: [
    '地址 address',
    '联系地址 详细地址 通讯地址 通信地址',
    '住址 家庭住址 家庭地址 居住地址 现住址 homeaddress',
  ],
  birthday: ['生日 birthday', '出生日期 出生年月日 birthdate dateofbirth dob', '出生年月'],
  remarkDesc: ['描述 remarkdesc', '客户描述 描述信息 备注描述 description', '备注 remark remarks note notes memo desc'],
  wxNo: ['微信号 wxno', '微信账号 微信号码 wechatid wechatno wechatnumber', '微信 wechat weixin'],
  wxUserFlag: ['是否微信用户 wxuserflag', '是否为微信用户 微信用户标识 iswechatuser', '微信用户'],
};

const idNames: readonly (readonly string[])[] = [
  words('企微客户id 企业微信客户id 外部联系人id 外部联系人userid 企微外部联系人id 外部客户id externaluserid').concat(
    words('企微客户externaluserid 客户externaluserid wecomexternaluserid externalcontactid'),
  ),
  words('客户id 客户编号 id customerid contactid userid 企微id 企业微信id 外部id externalid'),
];

const byName = collectNames();

function collectNames(): ReadonlyMap<string, readonly NameMatch[]> {
  const found = new Map<string, NameMatch[]>();
  for (const field of standardFieldNames) {
    for (const rank of [0, 1, 2] as const) {
      for (const name of words(fieldNames[field][rank])) found.set(name, [...(found.get(name) ?? []), { field, rank }]);
    }
  }
  return found;
}
