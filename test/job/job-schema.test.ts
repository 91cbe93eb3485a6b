import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, test } from 'vitest';
import { standardFieldNames } from '../../src/fields/field.js';
import { jobSchema } from '../../src/job/schema.js';

test('a job has the keys of the contract and no others', () => {
  expect(Object.keys(jobSchema.entries)).toEqual(
    'name account source id fields customFields empty clearWith duplicates unmapped baseline replaceAll api limits canary recheckAfter lang schedule inbox notify report'.split(
      ' ',
    ),
  );
  expect(Object.keys(jobSchema.entries.source.wrapped.entries)).toEqual(
    'file sheet headerRow encoding delimiter'.split(' '),
  );
  expect(Object.keys(jobSchema.entries.limits.wrapped.entries)).toEqual(
    'invalid failuresInARow clears changed'.split(' '),
  );
  expect(Object.keys(jobSchema.entries.fields.wrapped.entries)).toEqual([...standardFieldNames]);
});

test('the schema for editors is made from the schema that loads jobs (vitest -u makes it again)', async () => {
  const { $schema, ...shape } = toJsonSchema(jobSchema, {
    typeMode: 'input',
    errorMode: 'ignore',
    // A check of its own has no words in the editors' schema, unless it is given them.
    overrideAction: ({ valibotAction, jsonSchema }) =>
      'message' in valibotAction && valibotAction.message === 'columnOrJoin'
        ? { ...jsonSchema, oneOf: [{ required: ['column'] }, { required: ['join'] }] }
        : undefined,
  });
  const schema = {
    $schema,
    title: 'wefeng-import job',
    description:
      'A job file of wefeng-import: the file to import, and what each of its columns becomes in 微丰 (wefeng).',
    ...shape,
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../jobs/job.schema.json');
});
