import { describe, expect, test } from 'vitest';
import type { AccountLease, Held } from '../../../src/store/account-lease.js';

/** The accounts of one installation. */
export interface LeaseSetting {
  readonly leases: AccountLease;
  /** Takes an account in another process; gives what kills that process. */
  takeElsewhere(accountId: string, runId: string): Promise<() => Promise<void>>;
}

/** Declares what every AccountLease does. Each test gets accounts that nobody has taken yet. */
export function declareAccountLeaseTests(setUp: () => Promise<LeaseSetting>): void {
  describe('an account', () => {
    test('is held by one at a time; who comes next learns who has it, since when and for what', async () => {
      const { leases } = await setUp();
      const before = Date.now();
      const held = await taken(leases, 'account', 'first');
      const refused = await leases.take('account', 'second');
      expect(refused).toEqual({
        heldBy: { pid: String(process.pid), host: expect.any(String), runId: 'first', since: expect.any(String) },
      });
      const { since } = 'heldBy' in refused ? refused.heldBy : { since: '' };
      expect(Math.abs(Date.parse(since) - before)).toBeLessThan(60_000);
      await held.release();
      await (await taken(leases, 'account', 'second')).release();
    });

    test('shows its holder to whoever looks, and looking takes nothing away', async () => {
      const { leases } = await setUp();
      expect(await leases.holder('account')).toBeNull();
      const held = await taken(leases, 'account', 'mine');
      expect(await leases.holder('account')).toMatchObject({ runId: 'mine' });
      expect(await leases.holder('account')).toMatchObject({ runId: 'mine' });
      await held.release();
      expect(await leases.holder('account')).toBeNull();
    });

    test('does not keep another account from being taken', async () => {
      const { leases } = await setUp();
      const one = await taken(leases, 'one', 'a');
      const other = await taken(leases, 'other', 'b');
      expect(await leases.holder('one')).toMatchObject({ runId: 'a' });
      await one.release();
      expect(await leases.holder('other')).toMatchObject({ runId: 'b' });
      await other.release();
    });

    test('is held across processes, and is free when its holder is killed', async () => {
      const { leases, takeElsewhere } = await setUp();
      const kill = await takeElsewhere('account', 'elsewhere');
      expect(await leases.holder('account')).toMatchObject({ runId: 'elsewhere' });
      expect(await leases.take('account', 'mine')).toMatchObject({ heldBy: { runId: 'elsewhere' } });
      await kill();
      await expect.poll(() => leases.holder('account'), { timeout: 60_000 }).toBeNull();
      await (await taken(leases, 'account', 'mine')).release();
    });
  });

  describe('the gate of an account', () => {
    test('lets one stand there at a time', async () => {
      const { leases } = await setUp();
      const first = await leases.enterGate('account');
      expect(first).not.toBeNull();
      expect(await leases.enterGate('account')).toBeNull();
      await first?.release();
      const second = await leases.enterGate('account');
      expect(second).not.toBeNull();
      await second?.release();
    });

    test('is apart from the account, and from the gates of other accounts', async () => {
      const { leases } = await setUp();
      const held = await taken(leases, 'account', 'a');
      const [gate, other] = [await leases.enterGate('account'), await leases.enterGate('other')];
      expect([gate, other]).not.toContain(null);
      await held.release();
      expect(await leases.holder('account')).toBeNull();
      await gate?.release();
      await other?.release();
    });
  });
}

async function taken(leases: AccountLease, accountId: string, runId: string): Promise<Held> {
  const held = await leases.take(accountId, runId);
  if ('heldBy' in held) throw new Error(`held by ${held.heldBy.runId}`);
  return held;
}
