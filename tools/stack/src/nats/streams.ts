import { connect } from '@nats-io/transport-node';
import { ensureEventStreams } from '@throughline/event-store';
import { ensureKeyValueStores, ensureMessagingStreams } from '@throughline/messaging';

export interface StreamSettings {
  readonly user?: string;
  readonly replicas?: number;
}

/** Creates or updates the streams as the only user with that right. `servers`: one address, or several separated by commas. */
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
    await ensureKeyValueStores(nc, copies);
  } finally {
    await nc.close();
  }
}
