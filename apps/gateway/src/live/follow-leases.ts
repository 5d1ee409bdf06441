import type { NatsConnection } from '@nats-io/transport-node';
import type { Leases } from '@throughline/messaging';
import { endWith, filter, from } from 'rxjs';
import type { LiveProgress } from './live-progress.js';
import type { StallWatch } from './stall-watch.js';

interface LeaseFollowers {
  readonly nc: NatsConnection;
  readonly leases: Leases;
  readonly live: LiveProgress;
  readonly stalls: StallWatch;
  readonly signal: AbortSignal;
}

/** Passes every heartbeat to live progress and to the stall watch. Resolves once all present leases have been passed on. */
export async function followLeases({ nc, leases, live, stalls, signal }: LeaseFollowers): Promise<void> {
  const disconnections = from(nc.status()).pipe(filter(({ type }) => type === 'disconnect'));
  disconnections.pipe(endWith('closed')).subscribe(() => {
    stalls.lostSight();
  });
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
