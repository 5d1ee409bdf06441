import { MAX_EXTERNAL_EVENT_BYTES, STREAMS, SUBJECTS } from '@throughline/contracts';
import { DiscardPolicy, RetentionPolicy, StorageType, type StreamConfig } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { Broker } from './broker/broker.js';
import { BROKER_CODES, InfrastructureError, brokerCodeOf } from './broker/failure.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HEADER_BYTES = 4_096;

const streamConfigs = [
  {
    name: STREAMS.work,
    description: 'Attempts that wait for a worker: one subject and one message for each',
    subjects: [SUBJECTS.work],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    max_msgs_per_subject: 1,
    discard: DiscardPolicy.New,
    discard_new_per_subject: true,
    // Short, because message ids do not matter here, and a reconciler must be able to queue a lost attempt again at once.
    duplicate_window: nanos(1_000),
  },
  {
    name: STREAMS.leases,
    description: 'Heartbeat and progress of running attempts: the last value of each step',
    subjects: [SUBJECTS.leases],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_msgs_per_subject: 1,
    discard: DiscardPolicy.Old,
    allow_direct: true,
    max_age: nanos(7 * DAY_MS),
    duplicate_window: nanos(1_000),
  },
  {
    name: STREAMS.timers,
    description: 'What is due later: a new timer replaces the old one of its subject',
    subjects: [SUBJECTS.timers],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    max_msgs_per_subject: 1,
    discard: DiscardPolicy.Old,
    duplicate_window: nanos(1_000),
  },
  {
    name: STREAMS.deadLetters,
    description: 'Messages that nobody can read, as they came',
    subjects: [SUBJECTS.deadLetters],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: nanos(90 * DAY_MS),
    max_msgs: 100_000,
    // Covers retries with the same id after a lost confirmation.
    duplicate_window: nanos(HOUR_MS),
  },
] as const satisfies readonly Partial<StreamConfig>[];

/** Only the gateway and other systems use these, so workers neither need nor see them. */
const inboxConfigs = [
  {
    name: STREAMS.inbox,
    description: 'Events of other systems that wait for a decision: one subject for each sender',
    subjects: [SUBJECTS.inbox],
    retention: RetentionPolicy.Workqueue,
    storage: StorageType.File,
    // A sender that is too fast gets errors for its own events. There is no limit that several senders share.
    max_msgs_per_subject: 1_000,
    discard: DiscardPolicy.New,
    discard_new_per_subject: true,
    max_msg_size: MAX_EXTERNAL_EVENT_BYTES + HEADER_BYTES,
    // The shortest possible. Message ids are shared by all senders, and one could use up those of another.
    duplicate_window: nanos(100),
  },
  {
    name: STREAMS.answers,
    description: 'Verdicts on events of other systems: the last one for each event',
    subjects: [SUBJECTS.answers],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_msgs_per_subject: 1,
    discard: DiscardPolicy.Old,
    allow_direct: true,
    // A sender that was away longer sends the event again, and gets the verdict again.
    max_age: nanos(HOUR_MS),
    duplicate_window: nanos(1_000),
  },
] as const satisfies readonly Partial<StreamConfig>[];

type OwnConfig = (typeof streamConfigs)[number] | (typeof inboxConfigs)[number];

const differences = (wanted: object, found: object): readonly string[] => {
  const actual = new Map<string, unknown>(Object.entries(found));
  return Object.entries(wanted)
    .filter(([setting, value]) => JSON.stringify(actual.get(setting)) !== JSON.stringify(value))
    .map(([setting, value]) => `${setting} is ${JSON.stringify(actual.get(setting))}, not ${JSON.stringify(value)}`);
};

async function find(broker: Broker, name: string): Promise<StreamConfig | undefined> {
  try {
    return (await broker.admin(`describe the stream ${name}`, (manager) => manager.streams.info(name))).config;
  } catch (error) {
    if (brokerCodeOf(error) === BROKER_CODES.streamNotFound) return undefined;
    throw error;
  }
}

async function ensure(broker: Broker, config: OwnConfig, replicas: number): Promise<void> {
  const found = await find(broker, config.name);
  const wanted = { ...config, subjects: [...config.subjects], num_replicas: replicas };
  if (found === undefined) {
    await broker.admin(`create the stream ${config.name}`, (manager) => manager.streams.add(wanted));
  } else if (differences(wanted, found).length > 0) {
    await broker.admin(`update the stream ${config.name}`, (manager) => manager.streams.update(config.name, wanted));
  }
}

/** Creates or updates the streams of this library. Needs an administrator's connection. */
export async function ensureMessagingStreams(admin: NatsConnection, options: { readonly replicas?: number } = {}): Promise<void> {
  const broker = Broker.over(admin);
  for (const config of [...streamConfigs, ...inboxConfigs]) await ensure(broker, config, options.replicas ?? 1);
}

/** Removes settings that may differ, because this library does not rely on them. */
const selectGuardedSettings = ({ description: _, ...rules }: OwnConfig): object => rules;

/** Checks the streams at the start of a service, which may not create them. Reports all problems at once. */
export async function verifyMessagingStreams(connection: NatsConnection): Promise<void> {
  const broker = Broker.over(connection);
  const problems: string[] = [];
  for (const config of streamConfigs) {
    const found = await find(broker, config.name);
    if (found === undefined) problems.push(`${config.name} does not exist`);
    else problems.push(...differences(selectGuardedSettings(config), found).map((difference) => `${config.name}: ${difference}`));
  }
  if (problems.length === 0) return;
  throw new InfrastructureError(
    `The message streams are not as needed; set them up with ensureMessagingStreams:\n  ${problems.join('\n  ')}`,
  );
}
