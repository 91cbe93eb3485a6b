import { writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPatient, type Outcome, type Patient, type Stage } from '../helpers/damage.js';

// FULL=1 runs it at full size.
const numRuns = process.env.FULL ? 600 : 10;

/** What may become of the bytes of a file: a flipped bit, another byte, a range or a page of zeros, or its end cut off. */
const anyDamage = fc.record({
  kind: fc.constantFrom('bit', 'byte', 'zeros', 'page', 'cut'),
  file: fc.nat(),
  // In millionths of its length.
  at: fc.nat(999_999),
  value: fc.nat(255),
  length: fc.integer({ min: 1, max: 600 }),
  report: fc.boolean(),
});

type Damage = typeof anyDamage extends fc.Arbitrary<infer D> ? D : never;

function damage(sound: Buffer, { kind, at, value, length }: Damage): Buffer {
  const start = Math.floor((sound.length * at) / 1_000_000);
  const bytes = Buffer.from(sound);
  const page = start - (start % 4096);
  switch (kind) {
    case 'bit':
      bytes[start] = (bytes[start] ?? 0) ^ (1 << (value & 7));
      return bytes;
    case 'byte':
      bytes[start] = value;
      return bytes;
    case 'zeros':
      return bytes.fill(0, start, Math.min(bytes.length, start + length));
    case 'page':
      return bytes.fill(0, page, Math.min(bytes.length, page + 4096));
    default:
      return bytes.subarray(0, start);
  }
}

/** Whether it is refused by name: as damaged, or, where the number of its version was hit, as one of another. */
const isRefused = ({ code, stderr }: Outcome, { runId }: Patient): boolean =>
  code === 1 &&
  (stderr.includes(`the data of run ${runId} is damaged`) || stderr.includes('was written by another version'));

test.each<Stage>(['planned', 'stopped', 'killed'])(
  'a run that is %s goes on as it would have, or is refused by name, wherever its data is damaged',
  async (stage) => {
    const patient = await createPatient(stage);
    const names = [...patient.files.keys()].filter((name) => name !== 'run.head');
    await patient.putBack();
    const sound = await patient.goOn();
    expect(sound).toMatchObject({ code: 0, puts: { length: stage === 'planned' ? 8 : 5 } });
    await fc.assert(
      fc.asyncProperty(anyDamage, async (what) => {
        await patient.putBack();
        const name = names[what.file % names.length] ?? '';
        writeFileSync(patient.path(name), damage(patient.files.get(name) ?? Buffer.alloc(0), what));
        expect(await patient.workspace.run(['runs'])).toMatchObject({ code: 0 });
        if (what.report) {
          const told = await patient.goOn('report');
          expect(told.code === 0 || isRefused(told, patient)).toBe(true);
        }
        const outcome = await patient.goOn();
        const { code, puts, contacts, stderr } = outcome;
        const strange = puts.filter((put) => !sound.puts.includes(put));
        if (isRefused(outcome, patient)) expect({ puts }).toEqual({ puts: [] });
        // What was lost after the last mark, results alone, is settled by reading.
        else
          expect({ code, strange, contacts, stderr }).toEqual({
            code: 0,
            strange: [],
            contacts: sound.contacts,
            stderr,
          });
      }),
      { numRuns },
    );
  },
);
