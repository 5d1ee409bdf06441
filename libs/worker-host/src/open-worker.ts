import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { NatsConnection } from '@nats-io/transport-node';
import { openArtifactStore, type ArtifactStore } from '@throughline/artifact-store';
import {
  pokeSubject,
  presenceSubject,
  type EngineNote,
  type ToolNote,
  type WorkerService as ServiceName,
} from '@throughline/contracts';
import {
  AssetCommands,
  AssetKeeper,
  KEEPER_SERVICE,
  StepWorker,
  WorkDispatcher,
  WorkerService,
  type HandlerLookup,
  type Lane,
} from '@throughline/engine';
import { JetStreamDataKeys, JetStreamEventStore } from '@throughline/event-store';
import { JetStreamLeases, JetStreamTimers, JetStreamWorkQueue, verifyMessagingStreams } from '@throughline/messaging';
import { runAfterReconnects, countAppends, failpoint, type Logger, type Metrics } from '@throughline/service-kit';
import { Companions, type Companion, type CompanionParts } from './companions.js';
import { PresenceAnnouncer } from './presence.js';
import { WorkerMetrics } from './worker-metrics.js';
import type { WorkerConfig } from './worker-settings.js';

/** The service whose lanes are the types of destinations. */
const DELIVERS: ServiceName = 'upload';

export interface WorkerDefinition {
  readonly service: ServiceName;
  readonly lanes: readonly Lane[];
  readonly stillAfterMs?: number;
  /** Finds the available programs and engines, for the presence messages. Called once, in the background. */
  readonly tools?: () => Promise<readonly ToolNote[]>;
  readonly engines?: () => Promise<readonly EngineNote[]>;
  /** Creates the handlers of the service's steps. They must not close the connection. */
  readonly handlers: (parts: { artifacts: ArtifactStore; nc: NatsConnection }) => HandlerLookup;
  readonly companions?: (parts: CompanionParts) => readonly Companion[];
}

export interface OpenedWorker {
  readonly service: WorkerService;
  readonly presence: PresenceAnnouncer;
  readonly companions: Companions;
}

export async function openWorker(
  definition: WorkerDefinition,
  config: WorkerConfig,
  over: { nc: NatsConnection; logger: Logger; stopping: AbortSignal; metrics: Metrics },
): Promise<OpenedWorker> {
  const { nc, logger, stopping, metrics } = over;
  const counted = new WorkerMetrics(metrics, definition.service === DELIVERS ? definition.lanes.map(({ lane }) => lane) : []);
  const onProblem = (error: unknown): void => {
    logger.warn({ err: error }, 'NATS reported a problem, continuing');
  };
  await verifyMessagingStreams(nc);
  const keys = new JetStreamDataKeys(nc, { masterKey: Buffer.from(config.masterKey, 'hex') });
  const store = await JetStreamEventStore.open(nc, { keys, onInterrupted: onProblem });
  await keys.verify();
  const queue = new JetStreamWorkQueue(nc, { ackWaitMs: config.ackWaitMs, onProblem });
  const timers = counted.measuring(new JetStreamTimers(nc, { onProblem }));
  const artifacts = await openArtifactStore({ dir: config.artifactsDir, url: config.artifactsUrl, connections: config.s3 });
  const commands = new AssetCommands(countAppends(store, metrics));
  void runAfterReconnects(nc, () => {
    commands.forget();
  });
  keys.whenErased((assetId) => {
    commands.forget(assetId);
  });
  const dispatcher = new WorkDispatcher(queue, timers);
  const name = `${definition.service}-${hostname().slice(0, 20)}-${randomUUID().slice(0, 8)}`;
  const keeper = new AssetKeeper({ commands, dispatcher, timers, artifacts, keys, worker: name, failpoint, log: logger });
  const leases = new JetStreamLeases(nc, { onProblem });
  const worker = new StepWorker({
    service: definition.service,
    worker: name,
    store,
    commands,
    dispatcher,
    leases,
    artifacts,
    handlerFor: definition.handlers({ artifacts, nc }),
    leaseTermMs: config.leaseTermMs,
    ...(definition.stillAfterMs === undefined ? {} : { stillAfterMs: definition.stillAfterMs }),
    failpoint,
    log: logger,
    onAttemptEnd: counted.attemptEnded,
    stopping,
  });
  const onPoke = (handle: (assetId: string) => Promise<void>, signal: AbortSignal): Promise<void> =>
    listenToPokes(nc, definition.service, handle, { signal, onProblem });
  const presence = new PresenceAnnouncer({
    service: definition.service,
    worker: name,
    lanes: definition.lanes,
    everyMs: config.presenceEveryMs,
    say: (bytes) => {
      nc.publish(presenceSubject(definition.service), bytes);
    },
    onProblem,
  });
  void runAfterReconnects(nc, () => {
    presence.announce();
  });
  void definition.tools?.().then((tools) => {
    presence.equip({ tools });
  }, onProblem);
  void definition.engines?.().then((engines) => {
    presence.equip({ engines });
  }, onProblem);
  const service = new WorkerService({
    service: definition.service,
    lanes: definition.lanes,
    store,
    queue: presence.counting(queue),
    timers,
    commands,
    dispatcher,
    worker,
    ...(definition.service === KEEPER_SERVICE ? { keeper } : {}),
    onPoke,
    log: logger,
  });
  const beside = { nc, store, commands, leases, metrics, log: logger, worker: name, leaseTermMs: config.leaseTermMs };
  return { service, presence, companions: new Companions(definition.companions?.(beside) ?? [], logger) };
}

async function listenToPokes(
  nc: NatsConnection,
  service: ServiceName,
  handle: (assetId: string) => Promise<void>,
  options: { signal: AbortSignal; onProblem: (error: unknown) => void },
): Promise<void> {
  // The queue group delivers a poke to one process of the service, which is enough.
  const subscription = nc.subscribe(pokeSubject(service), { queue: service });
  options.signal.addEventListener(
    'abort',
    () => {
      subscription.unsubscribe();
    },
    { once: true },
  );
  for await (const message of subscription) {
    try {
      const { assetId } = message.json<{ assetId: string }>();
      await handle(assetId);
    } catch (error) {
      options.onProblem(error);
    }
  }
}
