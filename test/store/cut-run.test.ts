import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createPatient, type Stage } from '../helpers/damage.js';

test.each<Stage>(['planned', 'stopped'])(
  'a run that is %s is refused by name wherever run.db ends too early',
  async (stage) => {
    const patient = await createPatient(stage);
    const sound = patient.files.get('run.db') ?? Buffer.alloc(0);
    const pages = sound.length / 4096;
    for (let page = 1; page < pages; page++) {
      for (const bytes of [page * 4096, page * 4096 + 100]) {
        await patient.putBack();
        writeFileSync(patient.path('run.db'), sound.subarray(0, bytes));
        const { code, puts, stderr } = await patient.goOn();
        expect([bytes, code, puts]).toEqual([bytes, 1, []]);
        expect(stderr).toContain(`the data of run ${patient.runId} is damaged`);
      }
    }
  },
);
