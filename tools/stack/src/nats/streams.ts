import { connect } from '@nats-io/transport-node';
import { ensureEventStreams } from '@throughline/event-store';
import { ensureMessagingStreams } from '@throughline/messaging';

/** Makes the streams, or brings them up to date, as the one user who may. */
export async function ensureStreams(servers: string, adminPassword: string): Promise<void> {
  const nc = await connect({
    servers,
    name: 'throughline-stack',
    user: 'admin',
    pass: adminPassword,
    reconnect: false,
    timeout: 5_000,
  });
  try {
    await ensureEventStreams(nc);
    await ensureMessagingStreams(nc);
  } finally {
    await nc.close();
  }
}
