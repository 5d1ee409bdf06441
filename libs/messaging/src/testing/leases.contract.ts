import type { Lease } from '@throughline/contracts';
import type { LeaseExpiry, LeaseHandle, LeaseToken, Leases, WatchedLease } from '../lease/leases.js';
import type { TestTime } from './passing-time.js';
import { aLease } from './samples.js';

export interface LeasesHarness {
  readonly leases: Leases;
  readonly others: Leases;
  readonly time: TestTime;
  /** Stops the broker for a while and restarts it with its data. Resolves when both sides are connected again. */
  restartBroker(awayMs: number): Promise<void>;
  readonly close: () => Promise<void>;
}

const conflict = { kind: 'lease-conflict' };

export function leasesContract(name: string, openHarness: () => Promise<LeasesHarness>): void {
  describe(`${name} fulfils the Leases contract`, () => {
    let harness: LeasesHarness;
    let leases: Leases;
    let others: Leases;
    beforeAll(async () => {
      harness = await openHarness();
      ({ leases, others } = harness);
    });
    afterAll(() => harness.close());
    const tokenOf = async (lease: Pick<Lease, 'assetId' | 'step'>): Promise<LeaseToken | undefined> =>
      (await others.read(lease.assetId, lease.step))?.token;
    const takeOver = async (lease: ReturnType<typeof aLease>): Promise<LeaseHandle> =>
      others.claim({ ...lease, worker: 'worker-2' }, await tokenOf(lease));
    const expiry = (lease: Pick<Lease, 'assetId' | 'step'>): ReturnType<Leases['isExpired']> =>
      others.isExpired(lease.assetId, lease.step);

    it('shows all processes which worker holds which step', async () => {
      const lease = aLease({ progress: { fraction: 0.25, phase: 'extracting-audio', done: 15, total: 60, unit: 's' } });
      const handle = await leases.claim(lease, undefined);
      const seen = await others.read(lease.assetId, lease.step);
      expect(seen?.lease).toEqual({ ...lease, v: 1, state: 'held' });
      expect(seen?.token).toBe(handle.token);
      expect(Date.parse(seen?.storedAt ?? '')).not.toBeNaN();
    });

    it('reports a step that was never claimed as free', async () => {
      const { assetId, step } = aLease();
      expect(await leases.read(assetId, step)).toBeUndefined();
      expect(await leases.isExpired(assetId, step)).toEqual({ expired: true, remainingMs: 0, seen: undefined });
    });

    it('grants the lease to one of several concurrent claims', async () => {
      const lease = aLease();
      const claims = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map((worker, index) => (index % 2 ? leases : others).claim({ ...lease, worker }, undefined)),
      );
      const lost = claims.flatMap((claim) => (claim.status === 'rejected' ? [claim.reason as unknown] : []));
      expect(lost).toMatchObject([conflict, conflict, conflict]);
    });

    it('keeps the leases of different steps of one asset apart', async () => {
      const topics = aLease({ step: 'EXTRACT_TOPICS' });
      const subtitles = { ...topics, step: 'GENERATE_SUBTITLES' };
      const first = await leases.claim(topics, undefined);
      await leases.claim(subtitles, undefined);
      await expect(first.heartbeat({ fraction: 0.5 })).resolves.toBeUndefined();
    });

    it('stores progress with each heartbeat, under a new token', async () => {
      const lease = aLease();
      const handle = await leases.claim(lease, undefined);
      const claimed = handle.token;
      await handle.heartbeat({ fraction: 0.5, phase: 'transcribing' });
      const seen = await others.read(lease.assetId, lease.step);
      expect(seen?.lease.progress).toEqual({ fraction: 0.5, phase: 'transcribing' });
      expect(seen?.token).toBe(handle.token);
      expect(handle.token).not.toBe(claimed);
    });

    it('does not mistake overlapping heartbeats for those of another holder', async () => {
      const handle = await leases.claim(aLease(), undefined);
      const beats = await Promise.allSettled([0.1, 0.2, 0.3, 0.4].map((fraction) => handle.heartbeat({ fraction })));
      expect(beats.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'fulfilled'));
    });

    it('rejects the heartbeat of a stalled holder after a takeover, and leaves the lease to the new holder', async () => {
      const lease = aLease();
      const sleeper = await leases.claim(lease, undefined);
      await sleeper.heartbeat({ fraction: 0.3 });
      const next = await takeOver(lease);
      await expect(sleeper.heartbeat({ fraction: 0.4 })).rejects.toMatchObject(conflict);
      await expect(sleeper.heartbeat({ fraction: 0.5 })).rejects.toMatchObject(conflict);
      await next.heartbeat({ fraction: 0.6 });
      expect((await leases.read(lease.assetId, lease.step))?.lease).toMatchObject({
        worker: 'worker-2',
        progress: { fraction: 0.6 },
      });
    });

    it('ignores a release by a holder that was taken over', async () => {
      const lease = aLease();
      const sleeper = await leases.claim(lease, undefined);
      await takeOver(lease);
      await sleeper.release();
      expect((await leases.read(lease.assetId, lease.step))?.lease).toMatchObject({ state: 'held', worker: 'worker-2' });
    });

    it('rejects a takeover with a token from before the last heartbeat', async () => {
      const lease = aLease();
      const handle = await leases.claim(lease, undefined);
      const seen = await tokenOf(lease);
      await handle.heartbeat({ fraction: 0.1 });
      await expect(others.claim(lease, seen)).rejects.toMatchObject(conflict);
      await expect(handle.heartbeat({ fraction: 0.2 })).resolves.toBeUndefined();
    });

    it('grants a takeover to one of two workers with the same token', async () => {
      const lease = aLease();
      await leases.claim(lease, undefined);
      const token = await tokenOf(lease);
      const claims = await Promise.allSettled([leases.claim(lease, token), others.claim(lease, token)]);
      expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('is free at once after its release', async () => {
      const lease = aLease({ termMs: 600_000 });
      const handle = await leases.claim(lease, undefined);
      await handle.release();
      await handle.release();
      expect(await expiry(lease)).toMatchObject({ expired: true, remainingMs: 0, seen: { lease: { state: 'released' } } });
      await expect(handle.heartbeat({ fraction: 1 })).rejects.toMatchObject(conflict);
      await expect(takeOver(lease)).resolves.toBeDefined();
    });

    it('rejects a claim without a token once there was a lease, held or released', async () => {
      const lease = aLease();
      const handle = await leases.claim(lease, undefined);
      await expect(others.claim(lease, undefined)).rejects.toMatchObject(conflict);
      await handle.heartbeat({ fraction: 0.5 });
      await handle.release();
      await expect(others.claim(lease, undefined)).rejects.toMatchObject(conflict);
      expect((await leases.read(lease.assetId, lease.step))?.lease).toMatchObject({ state: 'released' });
    });

    it('lives while its holder sends heartbeats, and expires a term after the last one', async () => {
      const lease = aLease({ termMs: 900 });
      const handle = await leases.claim(lease, undefined);
      const begun = harness.time.now();
      let beatAt = begun;
      let last: LeaseExpiry | undefined;
      await harness.time.eventually('three terms with a beat', async () => {
        beatAt = harness.time.now();
        await handle.heartbeat({ fraction: 0.5 });
        last = await expiry(lease);
        // Only a machine that has stopped for a whole term may see the lease expire.
        const isInTime = harness.time.now() - beatAt < lease.termMs;
        expect(last.expired && isInTime).toBe(false);
        return isInTime && harness.time.now() - begun > 2_700;
      });
      expect(last?.silentMs).toBeLessThan(900);
      expect(last?.remainingMs).toBeGreaterThan(0);
      expect(last?.remainingMs).toBeLessThanOrEqual(900);
      await harness.time.eventually('dead', async () => (await expiry(lease)).expired);
      // The beat was stored after `beatAt`. The two clocks may differ by milliseconds.
      expect(harness.time.now() - beatAt).toBeGreaterThan(850);
      expect((await expiry(lease)).silentMs).toBeGreaterThanOrEqual(900);
      expect(await expiry(lease)).toMatchObject({ remainingMs: 0, seen: { lease: { worker: 'worker-1', state: 'held' } } });
    });

    it('grants every lease a full term after the broker was away for longer than that', async () => {
      // Long enough for a slow machine to connect and ask.
      const lease = aLease({ termMs: 5_000 });
      const handle = await leases.claim(lease, undefined);
      await harness.restartBroker(5_500);
      const back = harness.time.now();
      const { expired, remainingMs } = await expiry(lease);
      // Only a machine that has stopped for a whole term may see the lease expire.
      const isInTime = harness.time.now() - back < lease.termMs;
      expect([isInTime && expired, isInTime && remainingMs === 0]).toEqual([false, false]);
      await handle.heartbeat({ fraction: 0.7 });
      await harness.time.eventually('dead after all', async () => (await expiry(lease)).expired);
    });

    it('reports held leases, then each change, to a watcher, across a restart of the broker', async () => {
      const held = aLease();
      const handedBack = aLease();
      const holder = await leases.claim(held, undefined);
      await (await leases.claim(handedBack, undefined)).release();
      const reports: WatchedLease[] = [];
      const removed: WatchedLease[] = [];
      const abort = new AbortController();
      await others.watch({
        onLease: (lease) => reports.push(lease),
        onRemoved: (lease) => removed.push(lease),
        signal: abort.signal,
      });
      const fractions = (): number[] =>
        reports.filter(({ assetId }) => assetId === held.assetId).map(({ progress }) => progress.fraction);
      expect(fractions()).toEqual([0]);
      expect(reports.map(({ replayed }) => replayed)).not.toContain(false);
      expect(reports.map(({ assetId }) => assetId)).not.toContain(handedBack.assetId);
      expect(Date.parse(reports[0]?.storedAt ?? '')).not.toBeNaN();
      await holder.heartbeat({ fraction: 0.4 });
      await harness.time.eventually('the change', () => fractions().at(-1) === 0.4);
      expect(reports.at(-1)).toMatchObject({ replayed: false });
      await harness.restartBroker(0);
      await holder.heartbeat({ fraction: 0.8 });
      await harness.time.eventually('the change after the restart', () => fractions().at(-1) === 0.8);
      await holder.release();
      await harness.time.eventually('handed back', () => removed.some(({ assetId }) => assetId === held.assetId));
      abort.abort();
    });

    it('reports nothing to a watcher that has stopped', async () => {
      const assetIds: string[] = [];
      const abort = new AbortController();
      await others.watch({ onLease: ({ assetId }) => assetIds.push(assetId), signal: abort.signal });
      abort.abort();
      const late = aLease();
      await leases.claim(late, undefined);
      const staying: string[] = [];
      const stay = new AbortController();
      await others.watch({ onLease: ({ assetId }) => staying.push(assetId), signal: stay.signal });
      stay.abort();
      expect(staying).toContain(late.assetId);
      expect(assetIds).not.toContain(late.assetId);
    });
  });
}
