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
import { CREDENTIAL_STORE, MIRROR_STORE, NOTE_STORE, SOURCE_CREDENTIAL_STORE } from '@throughline/contracts';

export const streamOf = (store: string): string => `KV_${store}`;
export const subjectOf = (store: string, name: string): string => `$KV.${store}.${name}`;

const DAY_MS = 24 * 3_600_000;

const common = {
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  max_msgs_per_subject: 1,
  // A removed or replaced record leaves no copy.
  allow_rollup_hdrs: true,
  max_msg_size: 64 * 1024,
  duplicate_window: nanos(1_000),
} satisfies Partial<StreamConfig>;

/** Configured as KV clients expect, except for `deny_delete`: records may be deleted. */
const stores = [
  {
    ...common,
    name: streamOf(CREDENTIAL_STORE),
    description: 'What the upload service needs to come in elsewhere, sealed under the master key',
    subjects: [subjectOf(CREDENTIAL_STORE, '>')],
    discard: DiscardPolicy.New,
    // Direct reads name one record each, so permissions can be limited to one kind of record.
    allow_direct: true,
  },
  {
    ...common,
    name: streamOf(SOURCE_CREDENTIAL_STORE),
    description: 'The accounts that sources of the ingest service read from, sealed under the master key',
    subjects: [subjectOf(SOURCE_CREDENTIAL_STORE, '>')],
    discard: DiscardPolicy.New,
    allow_direct: true,
  },
  {
    ...common,
    name: streamOf(NOTE_STORE),
    description: 'What the upload service has begun elsewhere: secrets of upload sessions, sealed',
    subjects: [subjectOf(NOTE_STORE, '>')],
    discard: DiscardPolicy.Old,
    // Far longer than the life of any upload session.
    max_age: nanos(30 * DAY_MS),
    allow_direct: false,
  },
  {
    ...common,
    name: streamOf(MIRROR_STORE),
    description: 'What is shown on pages of others: channels, what is to be sent again, and how each page stands',
    subjects: [subjectOf(MIRROR_STORE, '>')],
    discard: DiscardPolicy.Old,
    allow_direct: true,
  },
] as const satisfies readonly Partial<StreamConfig>[];

async function ensure(manager: JetStreamManager, store: (typeof stores)[number], replicas: number | undefined): Promise<void> {
  try {
    const { config } = await manager.streams.info(store.name);
    if (replicas !== undefined && config.num_replicas !== replicas)
      await manager.streams.update(store.name, { num_replicas: replicas });
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.StreamNotFound) throw error;
    await manager.streams.add({ ...store, num_replicas: replicas ?? 1 });
  }
}

/** Creates missing stores. Needs an administrator's connection. */
export async function ensureKeyValueStores(nc: NatsConnection, { replicas }: { replicas?: number } = {}): Promise<void> {
  const manager = await jetstreamManager(nc);
  for (const store of stores) await ensure(manager, store, replicas);
}
