import { randomUUID } from 'node:crypto';
import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  jetstreamManager,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { DEFAULT_PARTITIONS, KEY_STORE, MAX_COMMIT_BYTES, PARTITION_HASH, STREAMS, SUBJECTS } from '@throughline/contracts';
import { EventStreamMismatchError } from '../errors/errors.js';
import { requireServer } from './server-version.js';

export const META = { partitions: 'tl.partitions', hash: 'tl.hash', incarnation: 'tl.incarnation' } as const;

export interface EventStreamOptions {
  readonly partitions?: number;
  /** The number of replicas. Without it new streams get one, and existing ones keep theirs. */
  readonly replicas?: number;
}
export interface EventStreamFacts {
  readonly partitions: number;
  readonly incarnation: string;
}

export const KEY_STREAM = `KV_${KEY_STORE}`;
export const keySubject = (assetId: string): string => `$KV.${KEY_STORE}.${assetId}`;

/** Covers a client that returns after a restart. Later repeats conflict by the expected revision. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
const HEADER_ROOM = 16 * 1024;

/** Settings that keep the log append-only: commits are neither removed nor overwritten. */
const eventSettings = {
  subjects: [SUBJECTS.events],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  // A full stream refuses new messages instead of dropping old ones.
  discard: DiscardPolicy.New,
  max_age: 0,
  max_msgs: -1,
  max_bytes: -1,
  max_msgs_per_subject: -1,
  max_msg_size: MAX_COMMIT_BYTES + HEADER_ROOM,
  deny_delete: true,
  deny_purge: true,
  allow_rollup_hdrs: false,
  allow_direct: true,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
} satisfies Partial<StreamConfig>;

const keySettings = {
  subjects: [`$KV.${KEY_STORE}.>`],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  max_age: 0,
  max_msgs: -1,
  max_bytes: -1,
  max_msgs_per_subject: 1,
  // Overwriting a destroyed key on disk needs both settings.
  deny_delete: false,
  allow_rollup_hdrs: true,
  // Only the leader may answer, because on a lagging replica a new asset's personal data would look erased.
  allow_direct: false,
} satisfies Partial<StreamConfig>;

const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound;

async function infoOf(manager: JetStreamManager, stream: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(stream);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const differences = (wanted: Partial<StreamConfig>, found: StreamConfig): string[] =>
  Object.entries(wanted).flatMap(([name, value]) => {
    const actual: unknown = Object.entries(found).find(([key]) => key === name)?.[1];
    // The server omits false and zero values.
    const same = JSON.stringify(actual ?? (typeof value === 'boolean' ? false : 0)) === JSON.stringify(value);
    return same ? [] : [`${name} is ${JSON.stringify(actual ?? null)}, not ${JSON.stringify(value)}`];
  });

/** Settings that an operator may choose. All others must stay as created. */
const CHOSEN = new Set(['max_bytes', 'duplicate_window', 'max_msg_size']);

function structureProblems({ config }: StreamInfo): string[] {
  const settings = Object.fromEntries(Object.entries(eventSettings).filter(([name]) => !CHOSEN.has(name)));
  const problems = differences(settings, config);
  if (config.sealed) problems.push('it is sealed: nothing can be appended');
  if (config.mirror !== undefined || (config.sources ?? []).length > 0) problems.push('it copies another stream');
  return problems;
}

function metadataProblems(metadata: Readonly<Record<string, string>>, wanted: number | undefined): string[] {
  const partitions = Number(metadata[META.partitions]);
  const problems: string[] = [];
  if (metadata[META.hash] !== PARTITION_HASH)
    problems.push(`its subjects were made with hash ${metadata[META.hash] ?? '(none)'}, not ${PARTITION_HASH}`);
  if (!Number.isInteger(partitions) || partitions < 1) problems.push('its number of partitions is not recorded');
  else if (wanted !== undefined && wanted !== partitions)
    problems.push(`it has ${String(partitions)} partitions, not ${String(wanted)}: the number cannot be changed later`);
  if ((metadata[META.incarnation] ?? '') === '') problems.push('it has no incarnation id');
  return problems;
}

function factsOf(info: StreamInfo, wanted?: EventStreamOptions): EventStreamFacts {
  const { metadata = {} } = info.config;
  const problems = [...structureProblems(info), ...metadataProblems(metadata, wanted?.partitions)];
  if (problems.length > 0) throw new EventStreamMismatchError(`JetStream stream ${STREAMS.events}`, problems);
  return { partitions: Number(metadata[META.partitions]), incarnation: metadata[META.incarnation] ?? '' };
}

/** Changes the number of replicas, the only setting that may change later, e.g. when an installation grows into a cluster. */
async function replicate(manager: JetStreamManager, stream: StreamInfo | undefined, replicas: number | undefined): Promise<void> {
  if (stream === undefined || replicas === undefined || stream.config.num_replicas === replicas) return;
  await manager.streams.update(stream.config.name, { num_replicas: replicas });
}

/**
 * Creates the log and the store of data keys if they are missing, with an administrator's connection. Existing streams are
 * verified and, except for replicas, never changed. Another number of partitions would split an asset's commits over two
 * subjects.
 */
export async function ensureEventStreams(nc: NatsConnection, options: EventStreamOptions = {}): Promise<EventStreamFacts> {
  requireServer(nc);
  const manager = await jetstreamManager(nc);
  const replicas = options.replicas ?? 1;
  const [events, keys] = [await infoOf(manager, STREAMS.events), await infoOf(manager, KEY_STREAM)];
  // A log without its keys has lost all personal data. Creating a new store would hide that.
  if (events !== undefined && keys === undefined && events.state.last_seq > 0)
    throw new EventStreamMismatchError(`KV bucket ${KEY_STORE}`, [
      'it is missing although the log has commits: restore it together with the log',
    ]);
  if (keys === undefined) await manager.streams.add({ name: KEY_STREAM, ...keySettings, num_replicas: replicas });
  if (events === undefined) {
    const metadata = {
      [META.partitions]: String(options.partitions ?? DEFAULT_PARTITIONS),
      [META.hash]: PARTITION_HASH,
      [META.incarnation]: randomUUID(),
    };
    await manager.streams.add({ name: STREAMS.events, ...eventSettings, num_replicas: replicas, metadata });
  }
  const facts = await verifyEventStream(nc, options);
  for (const stream of [keys, events]) await replicate(manager, stream, options.replicas);
  return facts;
}

/** Throws if this release must not write to the log. Every service calls it at its start. */
export async function verifyEventStream(nc: NatsConnection, wanted?: EventStreamOptions): Promise<EventStreamFacts> {
  requireServer(nc);
  const manager = await jetstreamManager(nc, { checkAPI: false });
  const events = await infoOf(manager, STREAMS.events);
  if (events === undefined)
    throw new EventStreamMismatchError(`JetStream stream ${STREAMS.events}`, [
      'it does not exist: run the provisioning of streams first',
    ]);
  return factsOf(events, wanted);
}
