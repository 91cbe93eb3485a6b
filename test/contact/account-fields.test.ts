import { describe, expect, test } from 'vitest';
import { collectFields, type FieldCollector } from '../../src/contact/account-fields.js';
import { pathsOf } from '../../src/fields/field-option.js';
import { readJson } from '../../src/fields/json.js';

/** A collector that has seen contacts with these custom fields, each contact's as JSON text. */
function collect(...contacts: string[]): FieldCollector {
  const collector = collectFields(null);
  for (const fields of contacts) collector.observe(readJson(`{"externalUserId":"wm1","customFields":[${fields}]}`));
  return collector;
}

const level = (more: string) => `{"id":2485,"fieldCode":"CustomField_2485","contentType":"droplist",${more}}`;
const options = '"optionList":[{"key":1,"value":"普通"},{"key":2,"value":"VIP"}]';

/** The fields that a collector has found, as plain data. */
const found = (collector: FieldCollector) =>
  collector.fields().fields.map(({ id, ...field }) => ({ id: String(id), ...field }));

describe('fields are gathered out of contacts', () => {
  test('with their ids, types, names and options, each once, in the order that they are met', () => {
    const text = '{"id":"9","fieldCode":"CustomField_9","contentType":"location","content":{"lat":1}}';
    const collector = collect(level(`"name":"客户等级","content":1,${options}`), `${text},${level('"content":2')}`);
    expect(found(collector)).toEqual([
      {
        id: '2485',
        fieldCode: 'CustomField_2485',
        contentType: 'droplist',
        name: '客户等级',
        options: [
          { key: readJson('1'), label: '普通', children: [] },
          { key: readJson('2'), label: 'VIP', children: [] },
        ],
      },
      { id: '9', fieldCode: 'CustomField_9', contentType: 'location', name: null, options: null },
    ]);
  });

  test('with options within options, keys that are long, and keys that are text', () => {
    const list =
      '"optionList":[{"key":9223372036854775807,"value":"湖北省","subOptionList":[{"key":"wh","value":"武汉市","subOptionList":null},{"key":6,"value":"宜昌市","subOptionList":[]}]},{"key":7,"value":"海外"}]';
    const [field] = collect(level(`"content":[4,5],${list}`)).fields().fields;
    const paths = pathsOf(field?.options ?? []).map((path) =>
      path.map(({ key, label }) => `${label} ${key}`).join('/'),
    );
    expect(paths).toEqual(['湖北省 9223372036854775807/武汉市 wh', '湖北省 9223372036854775807/宜昌市 6', '海外 7']);
  });

  test('and what tells no option is none', () => {
    const list = '"optionList":[null,5,"x",{},{"key":1},{"value":"a"},{"key":null,"value":"b"},{"key":2,"value":"c"}]';
    const [field] = collect(level(`"content":1,${list}`)).fields().fields;
    expect(field?.options?.map(({ label }) => label)).toEqual(['c']);
    for (const none of ['"optionList":[]', '"optionList":null', '"optionList":{}', '"content":1']) {
      expect(collect(level(none)).fields().fields[0]?.options).toBeNull();
    }
  });

  test('that have them: a contact that is none, or tells no fields, is no matter', () => {
    const collector = collectFields(null);
    for (const text of ['null', '5', '[]', '{}', '{"customFields":null}', '{"customFields":"[]"}']) {
      collector.observe(readJson(text));
    }
    expect(collector.fields()).toEqual({ fields: [], complete: false });
    const broken = ['null', '5', '{"content":1}', '{"id":1,"content":1}', '{"fieldCode":"C_1","content":1}'];
    const more = [
      '{"id":0,"fieldCode":"C_1","contentType":"text","content":1}',
      '{"id":1,"fieldCode":"C_1","content":1}',
    ];
    expect(found(collect([...broken, ...more].join()))).toEqual([]);
  });

  test('and what a later contact knows better is learnt', () => {
    const learnt = collect(level('"content":1'), level(`"content":1,"name":"客户等级",${options}`));
    expect(found(learnt)).toMatchObject([{ name: '客户等级', options: [{ label: '普通' }, { label: 'VIP' }] }]);
  });

  test('a name that only a later contact tells is learnt', () => {
    expect(found(collect(level('"content":1,"name":null'), level('"content":1,"name":"客户等级"')))).toMatchObject([
      { name: '客户等级' },
    ]);
    expect(found(collect(level(`"content":1,${options}`), level('"content":1,"name":"客户等级"')))).toMatchObject([
      { name: '客户等级', options: [{ label: '普通' }, { label: 'VIP' }] },
    ]);
  });

  test('what was learnt is not forgotten because a later contact tells less', () => {
    const collector = collect(level(`"content":1,"name":"客户等级",${options}`), level('"content":1,"name":null'));
    expect(found(collector)).toMatchObject([{ name: '客户等级', options: [{ label: '普通' }, { label: 'VIP' }] }]);
    const named = collect(level('"content":1,"name":"客户等级"'), level(`"content":1,${options}`));
    expect(found(named)).toMatchObject([{ name: '客户等级', options: [{ label: '普通' }, { label: 'VIP' }] }]);
  });
});

describe('whether all fields are told is known', () => {
  test.each(['"content":null', '"content":""', '"content":[]', '"name":"客户等级"'])(
    'where a contact tells a blank one: %s',
    (blank) => {
      expect(collect(level('"content":1')).fields().complete).toBe(false);
      expect(collect(level('"content":1'), level(blank)).fields().complete).toBe(true);
      expect(collect(level(blank), level('"content":1')).fields().complete).toBe(true);
    },
  );

  test('not by contents that only look blank', () => {
    expect(collect(level('"content":0'), level('"content":" "')).fields().complete).toBe(false);
  });
});

describe('two contacts that contradict each other', () => {
  test.each([
    ['in the type', '{"id":2485,"fieldCode":"CustomField_2485","contentType":"text","content":"1"}', 'id 2485, text'],
    ['in the id', '{"id":2,"fieldCode":"CustomField_2485","contentType":"droplist","content":1}', 'id 2, droplist'],
  ])('%s are told, with what each says', (_, other, second) => {
    expect(collect(level('"content":1'), other).conflict()).toEqual({
      fieldCode: 'CustomField_2485',
      first: 'id 2485, droplist',
      second,
    });
  });

  test('are told by the first contradiction, even where a third agrees again', () => {
    const text = '{"id":2485,"fieldCode":"CustomField_2485","contentType":"text","content":"1"}';
    const collector = collect(level('"content":1'), text, level('"content":2'), text.replace('text', 'date'));
    expect(collector.conflict()).toMatchObject({ second: 'id 2485, text' });
  });

  test('are none where an id is told as a number and as text, or options are told by one alone', () => {
    const collector = collect(level(`"content":1,${options}`), level('"content":2').replace('2485', '"2485"'));
    expect(collector.conflict()).toBeNull();
  });
});

describe('what was gathered can be kept as text, and gone on with', () => {
  const collector = () =>
    collect(
      level(`"name":"客户等级","content":1,${options}`),
      '{"id":9223372036854775807,"fieldCode":"CustomField_9","contentType":"location","content":{"lat":1}}',
    );

  test('with nothing lost, and nothing of what a contact holds', () => {
    const text = collector().describe();
    expect(text).not.toContain('lat');
    const again = collectFields(text);
    expect(again.fields()).toEqual(collector().fields());
    expect(again.describe()).toBe(text);
    expect(again.conflict()).toBeNull();
  });

  test.each([false, true])('whether all are told (%s) included', (complete) => {
    const before = collect(level('"content":1'), ...(complete ? [level('"content":null')] : []));
    const again = collectFields(before.describe());
    expect(again.fields().complete).toBe(complete);
    again.observe(readJson(`{"customFields":[${level('"content":null')}]}`));
    expect(again.fields().complete).toBe(true);
  });

  test('a contact that contradicts what was kept is told', () => {
    const again = collectFields(collector().describe());
    again.observe(
      readJson('{"customFields":[{"id":9,"fieldCode":"CustomField_9","contentType":"text","content":"x"}]}'),
    );
    expect(again.conflict()).toMatchObject({ fieldCode: 'CustomField_9', second: 'id 9, text' });
  });

  test('a contradiction is not forgotten: a run that goes on must not pass it by', () => {
    const before = collect(level('"content":1'), level('"content":1').replace('droplist', 'text'));
    expect(collectFields(before.describe()).conflict()).toEqual(before.conflict());
  });

  test('out of nothing, nothing', () => {
    expect(collectFields(collectFields(null).describe()).fields()).toEqual({ fields: [], complete: false });
  });
});
