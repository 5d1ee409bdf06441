import { newAssetId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { ClaimResult, Claim, IdempotencyStore, RequestKey } from '../kit/http/idempotency/idempotency-store.js';

interface Harness {
  readonly store: IdempotencyStore;
  /** Advances the store's clock. Milliseconds. */
  readonly advance: (ms: number) => Promise<void>;
  close(): Promise<void>;
}

const LEASE = 3_600_000;
const ANSWER = { status: 202, headers: { location: '/somewhere' }, body: '{"title":"Überraschung"}' };

const claimOf = (begun: ClaimResult): Claim => {
  if (begun.state !== 'claimed') throw new Error(`expected a claim, got ${begun.state}`);
  return begun.claim;
};

export function idempotencyStoreContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} fulfils the IdempotencyStore contract`, () => {
    let harness: Harness;
    let request: RequestKey;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());
    beforeEach(() => {
      request = { owner: ulid(), key: 'a key', route: 'POST /a' };
    });

    const begin = (lease = LEASE): Promise<ClaimResult> => harness.store.begin(request, lease);

    it('lets exactly one of several requests with a key proceed', async () => {
      const states = (await Promise.all([1, 2, 3, 4, 5].map(() => begin()))).map(({ state }) => state);
      expect(states.sort()).toEqual(['claimed', 'running', 'running', 'running', 'running']);
    });

    it.each(['with a body', 'without a body'])('returns the stored answer %s completely', async (kind) => {
      const answer = kind === 'with a body' ? ANSWER : { ...ANSWER, body: '' };
      const claim = claimOf(await begin());
      expect(await harness.store.bind(claim, 'hash')).toBe(true);
      await harness.store.finish(claim, 'hash', answer);
      expect(await begin()).toEqual({ state: 'done', requestHash: 'hash', answer });
    });

    it('keeps the keys of different users apart', async () => {
      claimOf(await begin());
      request = { ...request, owner: ulid() };
      expect(await begin()).toMatchObject({ state: 'claimed' });
    });

    it('binds a key to one method and path', async () => {
      claimOf(await begin());
      request = { ...request, route: 'POST /b' };
      expect(await begin()).toEqual({ state: 'other-route' });
    });

    it('states how long a running request may still block', async () => {
      claimOf(await begin());
      expect(await begin()).toMatchObject({ state: 'running', retryAfterMs: expect.any(Number) as number });
    });

    it('passes a crashed request’s key to the next request, with its binding', async () => {
      const crashed = claimOf(await begin());
      await harness.store.bind(crashed, 'hash');
      await harness.advance(LEASE + 1_000);
      const next = await begin();
      expect(next).toMatchObject({ state: 'claimed', requestHash: 'hash' });
      expect(await harness.store.bind(claimOf(next), 'another')).toBe(false);
      expect(await harness.store.bind(claimOf(next), 'hash')).toBe(true);
    });

    it('ignores a request that has lost its claim', async () => {
      const crashed = claimOf(await begin());
      await harness.store.bind(crashed, 'hash');
      await harness.advance(LEASE + 1_000);
      const next = claimOf(await begin());
      expect(await harness.store.renew(crashed, LEASE)).toBe(false);
      await harness.store.finish(crashed, 'hash', ANSWER);
      expect(await begin()).toMatchObject({ state: 'running' });
      expect(await harness.store.renew(next, LEASE)).toBe(true);
    });

    it('renews a lease', async () => {
      const claim = claimOf(await begin());
      await harness.advance(LEASE * 0.75);
      expect(await harness.store.renew(claim, LEASE)).toBe(true);
      await harness.advance(LEASE * 0.75);
      expect(await begin()).toMatchObject({ state: 'running' });
    });

    it('releases the key of a request that did nothing, for any body', async () => {
      await harness.store.release(claimOf(await begin()));
      expect(await begin()).toMatchObject({ state: 'claimed', requestHash: undefined });
    });

    it('releases a bound key only for the same body', async () => {
      const claim = claimOf(await begin());
      await harness.store.bind(claim, 'hash');
      await harness.store.release(claim);
      expect(await begin()).toMatchObject({ state: 'claimed', requestHash: 'hash' });
    });

    it('removes every answer that shows the recording, and no other', async () => {
      const [erased, other] = [newAssetId(), newAssetId()];
      const keep = async (key: string, body: object): Promise<void> => {
        request = { ...request, key };
        const claim = claimOf(await begin());
        await harness.store.bind(claim, 'hash');
        await harness.store.finish(claim, 'hash', { ...ANSWER, body: JSON.stringify(body) });
      };
      const answers = { one: { id: erased }, many: { results: [{ recording_id: other }, { recording_id: erased }] } };
      for (const [key, body] of Object.entries({ ...answers, other: { id: other } })) await keep(key, body);
      request = { ...request, key: 'running' };
      claimOf(await begin());
      await harness.store.forget(erased);
      const states: Record<string, string> = {};
      for (const key of ['one', 'many', 'other', 'running']) {
        request = { ...request, key };
        states[key] = (await begin()).state;
      }
      expect(states).toEqual({ one: 'claimed', many: 'done', other: 'done', running: 'running' });
    });

    it('removes a key after a day', async () => {
      const claim = claimOf(await begin());
      await harness.store.bind(claim, 'hash');
      await harness.store.finish(claim, 'hash', ANSWER);
      await harness.advance(24 * 3_600_000 + 1_000);
      expect(await begin()).toMatchObject({ state: 'claimed', requestHash: undefined });
      request = { ...request, key: 'another' };
      claimOf(await begin());
      await harness.advance(24 * 3_600_000 + 1_000);
      expect(await harness.store.removeExpired()).toBeGreaterThanOrEqual(1);
    });
  });
}
