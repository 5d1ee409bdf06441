import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startNats } from '@throughline/stack/testing';
import type { Cleanup } from './cleanup.js';

/**
 * The latest time for an acknowledged message to be on the disk: before its acknowledgement, or after two minutes, the server's
 * default.
 */
export const DURABILITIES = { always: 'always', default: '2m' } as const;
export type Durability = keyof typeof DURABILITIES;

export interface BenchBroker {
  readonly durability: Durability;
  readonly url: string;
  readonly version: string;
  readonly nc: NatsConnection;
}

/** Starts a server without users, and connects to it. */
export async function startBroker(durability: Durability, closing: Cleanup): Promise<BenchBroker> {
  const server = await startNats({ syncInterval: DURABILITIES[durability] });
  closing.add(() => server.stop());
  const nc = await connect({ servers: server.url });
  closing.add(() => nc.close());
  return { durability, url: server.url, version: server.version, nc };
}

export const syncOf = ({ durability }: BenchBroker): string => `sync_interval ${DURABILITIES[durability]}`;
