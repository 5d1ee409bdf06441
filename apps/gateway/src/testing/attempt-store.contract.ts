import { newSecret } from '../people/sign-in/session.js';
import { hashOf } from '../people/tokens/token.js';
import type { AttemptStore } from '../people/passkeys/attempt-store.js';

interface Harness {
  readonly store: AttemptStore;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export function attemptStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the AttemptStore contract`, () => {
    let harness: Harness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());
    const aKey = (): string => hashOf(newSecret());

    it('counts every failure of each key, also simultaneous ones', async () => {
      const [one, other] = [aKey(), aKey()];
      await Promise.all([1, 2, 3, 4].map(() => harness.store.addFailure([one, other], HOUR_MS)));
      await harness.store.addFailure([one], HOUR_MS);
      const counts = await harness.store.countsOf([one, other, aKey()]);
      expect([...counts].map(([key, { failures }]) => [key, failures]).sort()).toEqual(
        [
          [one, 5],
          [other, 4],
        ].sort(),
      );
    });

    it('keeps the end of a window, and starts a new one after it', async () => {
      const [present, past] = [aKey(), aKey()];
      await harness.store.addFailure([present], HOUR_MS);
      const { until } = (await harness.store.countsOf([present])).get(present) ?? {};
      await harness.store.addFailure([present], 9 * HOUR_MS);
      expect((await harness.store.countsOf([present])).get(present)).toEqual({ failures: 2, until });
      await harness.store.addFailure([past], -1_000);
      await harness.store.addFailure([past], -1_000);
      expect((await harness.store.countsOf([past])).size).toBe(0);
      await harness.store.addFailure([past], HOUR_MS);
      expect((await harness.store.countsOf([past])).get(past)?.failures).toBe(1);
    });

    it('removes past windows only', async () => {
      const [present, past] = [aKey(), aKey()];
      await harness.store.addFailure([present], HOUR_MS);
      await harness.store.addFailure([past], -1_000);
      expect(await harness.store.removeExpired()).toBe(1);
      expect((await harness.store.countsOf([present])).size).toBe(1);
    });
  });
}
