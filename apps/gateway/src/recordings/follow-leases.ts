import type { NatsConnection } from '@nats-io/transport-node';
import type { Leases } from '@throughline/messaging';
import type { LiveProgress } from './live-progress.js';
import type { StallWatch } from './stall-watch.js';

interface Followers {
  readonly nc: NatsConnection;
  readonly leases: Leases;
  readonly live: LiveProgress;
  readonly stalls: StallWatch;
  readonly signal: AbortSignal;
}

/** Hands every heartbeat to those who show progress and tell who has died. Resolves once what is held now has been told. */
export async function followLeases({ nc, leases, live, stalls, signal }: Followers): Promise<void> {
  void tellOfBreaks(nc, stalls);
  await leases.watch({
    onLease: (lease) => {
      live.record(lease);
      stalls.record(lease);
    },
    onRemoved: (lease) => {
      live.remove(lease.assetId, lease.step);
      stalls.remove(lease.assetId, lease.step);
    },
    signal,
  });
  stalls.start(signal);
}

async function tellOfBreaks(nc: NatsConnection, stalls: StallWatch): Promise<void> {
  for await (const { type } of nc.status()) if (type === 'disconnect') stalls.lostSight();
  stalls.lostSight();
}
