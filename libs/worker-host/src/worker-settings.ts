import { artifactsUrlSetting } from '@throughline/artifact-store';
import { connectionsSetting, type Connections } from '@throughline/bucket';
import { integer, optionalText, oneOf, text, wait } from '@throughline/service-kit';

export const workerSettings = {
  natsUrl: text('TL_NATS_URL', 'nats://127.0.0.1:4222'),
  natsUser: optionalText('TL_NATS_USER'),
  natsPassword: optionalText('TL_NATS_PASSWORD'),
  /** 64 hex digits. Wraps the data keys of assets. */
  masterKey: text('TL_MASTER_KEY'),
  /** A folder for the artifacts, or for files in transit if a bucket stores them. */
  artifactsDir: text('TL_ARTIFACTS_DIR'),
  artifactsUrl: artifactsUrlSetting,
  /** S3 connections by name (docs/operating.md). */
  s3: connectionsSetting,
  /** Time without a heartbeat after which a lease expires. Milliseconds. */
  leaseTermMs: wait('TL_LEASE_TERM_MS', { min: 300, fallback: 20_000 }),
  /** Time without an answer after which the broker redelivers a message to another worker. Milliseconds. */
  ackWaitMs: wait('TL_ACK_WAIT_MS', { min: 300, fallback: 15_000 }),
  /** Milliseconds. */
  presenceEveryMs: integer('TL_PRESENCE_EVERY_MS', { min: 50, max: 600_000, fallback: 5_000 }),
  httpHost: text('TL_HTTP_HOST', '127.0.0.1'),
  /** The port for health and metrics. 0 takes any free port. */
  httpPort: integer('TL_HTTP_PORT', { min: 0, max: 65_535, fallback: 0 }),
  logLevel: oneOf('TL_LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error'], 'info'),
};

export interface WorkerConfig {
  readonly natsUrl: string;
  readonly natsUser: string | undefined;
  readonly natsPassword: string | undefined;
  readonly masterKey: string;
  readonly artifactsDir: string;
  readonly artifactsUrl: string | undefined;
  readonly s3: Connections;
  readonly leaseTermMs: number;
  readonly ackWaitMs: number;
  readonly presenceEveryMs: number;
  readonly httpHost: string;
  readonly httpPort: number;
  readonly logLevel: string;
}
