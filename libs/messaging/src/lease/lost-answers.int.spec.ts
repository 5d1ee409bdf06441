import { STREAMS, SUBJECTS, leaseSubject } from '@throughline/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { natsServers, startTcpProxy, type TcpProxy } from '@throughline/stack/testing';
import { realTime } from '../testing/passing-time.js';
import { aLease } from '../testing/samples.js';
import { openTestBroker, type TestBroker } from '../testing/test-broker.js';
import { JetStreamLeases } from './leases.jetstream.js';
import type { LeaseHandle } from './leases.js';

describe.each(await natsServers())('Leases on nats-server $version when answers get lost', ({ name }) => {
  let broker: TestBroker;
  let proxy: TcpProxy;
  let far: JetStreamLeases;
  let near: JetStreamLeases;
  beforeAll(async () => {
    broker = await openTestBroker(name);
    proxy = await startTcpProxy(broker.server.port);
    far = new JetStreamLeases(await broker.connect(proxy.port));
    near = new JetStreamLeases(await broker.connect());
  });
  afterAll(async () => {
    await broker.close();
    await proxy.stop();
  });
  const beatsAgain = async (handle: LeaseHandle, fraction: number): Promise<void> => {
    await realTime.eventually('a confirmed heartbeat', () =>
      handle.heartbeat({ fraction }).then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ kind: 'infrastructure' });
          return false;
        },
      ),
    );
  };

  it('recognise their own stored heartbeat whose confirmation was lost', async () => {
    const lease = aLease();
    const handle = await far.claim(lease, undefined);
    proxy.loseReplies();
    const lost = handle.heartbeat({ fraction: 0.5 }).catch((error: unknown) => error);
    await realTime.eventually(
      'stored',
      async () => (await near.read(lease.assetId, lease.step))?.lease.progress.fraction === 0.5,
    );
    proxy.cut();
    expect(await lost).toMatchObject({ kind: 'infrastructure' });
    await beatsAgain(handle, 0.6);
    const seen = await near.read(lease.assetId, lease.step);
    expect(seen).toMatchObject({ token: handle.token, lease: { progress: { fraction: 0.6 } } });
  });

  it('reject the holder if another took over after the unconfirmed heartbeat', async () => {
    const lease = aLease();
    const handle = await far.claim(lease, undefined);
    proxy.loseReplies();
    const lost = handle.heartbeat({ fraction: 0.5 }).catch((error: unknown) => error);
    await realTime.eventually(
      'stored',
      async () => (await near.read(lease.assetId, lease.step))?.lease.progress.fraction === 0.5,
    );
    await near.claim({ ...lease, worker: 'worker-2' }, (await near.read(lease.assetId, lease.step))?.token);
    proxy.cut();
    expect(await lost).toMatchObject({ kind: 'infrastructure' });
    let refusal: unknown;
    await realTime.eventually('refused', () =>
      handle
        .heartbeat({ fraction: 0.6 })
        .catch((error: unknown) => (refusal = error))
        .then(() => hasKind(refusal, 'lease-conflict')),
    );
    expect((await near.read(lease.assetId, lease.step))?.lease.worker).toBe('worker-2');
  });

  it('are claimed once although the answer to the claim got lost', async () => {
    const lease = aLease();
    proxy.loseReplies();
    const claim = far.claim(lease, undefined);
    await realTime.eventually('stored', async () => (await near.read(lease.assetId, lease.step)) !== undefined);
    proxy.cut();
    const handle = await claim;
    await beatsAgain(handle, 0.1);
    expect((await near.read(lease.assetId, lease.step))?.token).toBe(handle.token);
  });

  it('are released once although the answer to the release got lost', async () => {
    const lease = aLease();
    const isReleased = async (): Promise<boolean> => (await near.read(lease.assetId, lease.step))?.lease.state === 'released';
    const handle = await far.claim(lease, undefined);
    proxy.loseReplies();
    const lost = handle.release().catch((error: unknown) => error);
    await realTime.eventually('stored', isReleased);
    proxy.cut();
    expect(await lost).toMatchObject({ kind: 'infrastructure' });
    await handle.release();
    expect(await isReleased()).toBe(true);
    await expect(handle.heartbeat({ fraction: 1 })).rejects.toMatchObject({ kind: 'lease-conflict' });
  });

  it("depend on the broker's clock alone, whatever the local clock shows", async () => {
    const lease = aLease({ termMs: 60_000 });
    await near.claim(lease, undefined);
    const wrong = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2099-01-01T00:00:00Z'));
    const { expired, remainingMs } = await near.isExpired(lease.assetId, lease.step);
    wrong.mockRestore();
    expect(expired).toBe(false);
    expect(remainingMs).toBeLessThanOrEqual(60_000);
  });

  it('store one message for all probes of a reader', async () => {
    const lease = aLease({ termMs: 60_000 });
    await near.claim(lease, undefined);
    for (let probe = 0; probe < 5; probe += 1) await near.isExpired(lease.assetId, lease.step);
    const manager = await jetstreamManager(broker.admin);
    const { state } = await manager.streams.info(STREAMS.leases, { subjects_filter: SUBJECTS.leases });
    const probes = Object.entries(state.subjects ?? {}).filter(([subject]) => subject.includes('.probe.'));
    expect(probes).toHaveLength(1);
    expect(probes[0]?.[1]).toBe(1);
    expect(state.subjects?.[leaseSubject(lease.assetId, lease.step)]).toBe(1);
  });
});

const hasKind = (error: unknown, kind: string): boolean =>
  typeof error === 'object' && error !== null && 'kind' in error && error.kind === kind;
