import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  jetstreamManager,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { CREDENTIAL_BUCKET, MIRROR_BUCKET, NOTE_BUCKET } from '@throughline/contracts';

export const streamOf = (bucket: string): string => `KV_${bucket}`;
export const subjectOf = (bucket: string, name: string): string => `$KV.${bucket}.${name}`;

const DAY_MS = 24 * 3_600_000;

const common = {
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  max_msgs_per_subject: 1,
  // What is removed or replaced leaves nothing behind.
  allow_rollup_hdrs: true,
  max_msg_size: 64 * 1024,
  duplicate_window: nanos(1_000),
} satisfies Partial<StreamConfig>;

/** As KV clients expect a bucket, but for `deny_delete`: what stands in one is not for ever. */
const buckets = [
  {
    ...common,
    name: streamOf(CREDENTIAL_BUCKET),
    description: 'What the upload service needs to come in elsewhere, sealed under the master key',
    subjects: [subjectOf(CREDENTIAL_BUCKET, '>')],
    discard: DiscardPolicy.New,
    // By name alone: the right to read one kind of record is none to read another.
    allow_direct: true,
  },
  {
    ...common,
    name: streamOf(NOTE_BUCKET),
    description: 'What the upload service has begun elsewhere: secrets of upload sessions, sealed',
    subjects: [subjectOf(NOTE_BUCKET, '>')],
    discard: DiscardPolicy.Old,
    // Far past the life of any session.
    max_age: nanos(30 * DAY_MS),
    allow_direct: false,
  },
  {
    ...common,
    name: streamOf(MIRROR_BUCKET),
    description: 'What is shown on pages of others: channels, what is to be sent again, and how each page stands',
    subjects: [subjectOf(MIRROR_BUCKET, '>')],
    discard: DiscardPolicy.Old,
    allow_direct: true,
  },
] as const satisfies readonly Partial<StreamConfig>[];

async function ensure(manager: JetStreamManager, bucket: (typeof buckets)[number], replicas: number | undefined): Promise<void> {
  try {
    const { config } = await manager.streams.info(bucket.name);
    if (replicas !== undefined && config.num_replicas !== replicas)
      await manager.streams.update(bucket.name, { num_replicas: replicas });
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.StreamNotFound) throw error;
    await manager.streams.add({ ...bucket, num_replicas: replicas ?? 1 });
  }
}

/** Makes the buckets where they are missing; needs an administrator's connection. */
export async function ensureCredentialBuckets(nc: NatsConnection, { replicas }: { replicas?: number } = {}): Promise<void> {
  const manager = await jetstreamManager(nc);
  for (const bucket of buckets) await ensure(manager, bucket, replicas);
}
