import { expect, test } from 'vitest';
import { rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { robotKey, startReceiver } from '../helpers/receiver.js';

const tells = (more = '') => `notify: { wecomRobot: "\${ROBOT}"${more} }`;
const trigger = ['schedule', '--once', 'jobs/a.yaml'];

test('a service tells those whom a job names how each run ended, and says when it cannot', async () => {
  const { workspace, addJob, put } = await setUpInboxes(4);
  const receiver = await startReceiver();
  addJob('a', tells());
  put('a', '张三-canary.csv', rowsOf('x', 0, 2));
  put('a', 'two.csv', 'id,mobile\nx');
  const { stderr } = await workspace.run(trigger, { ROBOT: receiver.url });
  const told = receiver.markdown().toSorted();
  expect(told).toEqual([
    expect.stringContaining('a: done, all 2 rows updated or unchanged'),
    expect.stringContaining('a: refused, not begun'),
  ]);
  expect(told.join() + stderr).not.toMatch(new RegExp(`canary|张三|${robotKey}`));

  put('a', 'three.csv', rowsOf('y', 2, 4));
  const silent = await workspace.run(trigger, { ROBOT: `http://127.0.0.1:1/${robotKey}` });
  expect(silent).toMatchObject({ code: 0 });
  expect(silent.stderr).toContain('the alert could not be sent (notify.wecomRobot: ECONNREFUSED)');
  expect(silent.stderr).not.toContain(robotKey);
});

test('a job whose address is missing in the environment is not taken', async () => {
  const { workspace, addJob } = await setUpInboxes(1);
  addJob('a', tells());
  const { code, stderr } = await workspace.run(trigger);
  expect(code).toBe(1);
  expect(stderr).toContain('notify.wecomRobot in the job needs the environment variable ROBOT');
});
