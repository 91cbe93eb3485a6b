import { describe, expect, test } from 'vitest';
import { proposeId } from '../../src/init/id-column.js';

const ids = Array.from({ length: 10 }, (_, index) => `wmDEMO4dWQP6sWPQbjTqazjh4UJ${index}`);
const numbers = Array.from({ length: 10 }, (_, index) => `1000${index}`);
const unionIds = ids.map((id) => `o${id.slice(1)}`);

function idOf(columns: Record<string, readonly string[]>) {
  const { column, questions } = proposeId(Object.entries(columns).map(([name, texts]) => ({ name, texts })));
  return [column?.name ?? null, ...questions.map(({ why }) => why.code)];
}

describe('the column of the id', () => {
  test.each<[string, Record<string, readonly string[]>, (string | null)[]]>([
    ['has its name and its values', { 姓名: ['王'], 企微客户ID: ids }, ['企微客户ID']],
    ['may have no values yet', { external_userid: [], 手机: [] }, ['external_userid']],
    ['may have a few bad cells', { externalUserId: [...ids, '', 'wm 1', '张三'] }, ['externalUserId']],
    ['goes by a vague name where the values show it', { 客户ID: ids, 手机: ['1'] }, ['客户ID']],
    ['goes by its values alone, and is to be checked', { 编码: ids, unionid: unionIds }, ['编码', 'init.idByValues']],
    ['is to be checked where its values are strange', { 外部联系人ID: numbers }, ['外部联系人ID', 'init.idShape']],
    ['is the one of two names that has the values', { 外部联系人ID: numbers, 企微客户ID: ids }, ['企微客户ID']],
    ['is not chosen among two', { 外部联系人ID: ids, 企微客户ID: ids }, [null, 'init.idSeveral']],
    ['is not chosen among two by values', { 推荐人: ids, 客户: ids }, [null, 'init.idSeveral']],
    ['goes by its name where another has such values', { 推荐人: ids, 客户ID: ids }, ['客户ID']],
    ['is not one whose values cannot be ids', { 企微客户ID: ['张三', '李 四', '王五'] }, [null, 'init.idValues']],
    ['is not any column of numbers called ID', { ID: numbers }, [null, 'init.idValues']],
    ['is not that of the unionid', { unionid: unionIds, 手机: ['1'] }, [null, 'init.idNone']],
    ['is not any words that begin alike', { 部门: ['workshop', 'women-wear'] }, [null, 'init.idNone']],
    ['may not be there', { 姓名: ['王'] }, [null, 'init.idNone']],
  ])('%s', (_, columns, expected) => {
    expect(idOf(columns)).toEqual(expected);
  });
});
