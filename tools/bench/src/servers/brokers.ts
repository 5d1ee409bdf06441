import { connect, type NatsConnection } from '@nats-io/transport-node';
import { startNats } from '@throughline/stack/testing';
import type { Closing } from './closing.js';

/** When an acknowledged message is on the disk: before its acknowledgement, or within two minutes, as the server has it by default. */
export const DURABILITIES = { always: 'always', default: '2m' } as const;
export type Durability = keyof typeof DURABILITIES;

export interface BenchBroker {
  readonly durability: Durability;
  readonly url: string;
  readonly version: string;
  readonly nc: NatsConnection;
}

/** A server of its own, with a connection that may do everything. */
export async function startBroker(durability: Durability, closing: Closing): Promise<BenchBroker> {
  const server = await startNats({ syncInterval: DURABILITIES[durability] });
  closing.add(() => server.stop());
  const nc = await connect({ servers: server.url });
  closing.add(() => nc.close());
  return { durability, url: server.url, version: server.version, nc };
}

export const describeSync = ({ durability, version }: BenchBroker): string =>
  `nats-server ${version}, sync_interval ${DURABILITIES[durability]}`;
