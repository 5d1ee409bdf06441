import { connect } from '@nats-io/transport-node';
import { ensureCredentialBuckets } from '@throughline/credentials';
import { ensureEventStreams } from '@throughline/event-store';
import { ensureMessagingStreams } from '@throughline/messaging';

export interface StreamSettings {
  readonly user?: string;
  /** Servers that hold a copy of each stream. */
  readonly replicas?: number;
}

/** Makes the streams, or brings them up to date, as the one user who may. `servers`: one address, or several with commas between. */
export async function ensureStreams(servers: string, adminPassword: string, settings: StreamSettings = {}): Promise<void> {
  const { user = 'admin', ...copies } = settings;
  const nc = await connect({
    servers: servers.split(','),
    name: 'throughline-stack',
    user,
    pass: adminPassword,
    reconnect: false,
    timeout: 5_000,
  });
  try {
    await ensureEventStreams(nc, copies);
    await ensureMessagingStreams(nc, copies);
    await ensureCredentialBuckets(nc, copies);
  } finally {
    await nc.close();
  }
}
