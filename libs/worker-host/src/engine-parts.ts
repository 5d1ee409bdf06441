import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { NatsConnection } from '@nats-io/transport-node';
import { openArtifactStore, type ArtifactStore } from '@throughline/artifact-store';
import type { EngineNote, ModelNote, ToolNote, WorkerService as ServiceName } from '@throughline/contracts';
import { AssetCommands, type HandlerLookup, type Lane } from '@throughline/engine';
import { JetStreamDataKeys, JetStreamEventStore, type DataKeys, type EventStore } from '@throughline/event-store';
import {
  JetStreamLeases,
  JetStreamTimers,
  JetStreamWorkQueue,
  verifyMessagingStreams,
  type Leases,
  type Timers,
  type WorkQueue,
} from '@throughline/messaging';
import { runAfterReconnects, countAppends, type Logger, type Metrics } from '@throughline/service-kit';
import type { Companion, CompanionParts } from './companions.js';
import { WorkerMetrics } from './worker-metrics.js';
import type { WorkerConfig } from './worker-settings.js';

/** The service whose lanes are the types of destinations. */
const DELIVERS: ServiceName = 'upload';

export interface EngineDefinition {
  readonly service: ServiceName;
  readonly lanes: readonly Lane[];
  readonly stillAfterMs?: number;
  /** Finds the available programs and engines, for the presence messages. Called once, in the background. */
  readonly tools?: () => Promise<readonly ToolNote[]>;
  /** Later engines go to `announce`. */
  readonly engines?: (announce: (notes: readonly EngineNote[]) => void) => Promise<readonly EngineNote[]>;
  /** Returns the present states of downloaded models, for each presence message. Must be fast. */
  readonly models?: () => readonly ModelNote[];
  /** Puts other handlers before those of the modules, such as scripts of simulated steps. */
  readonly over?: (registered: HandlerLookup) => HandlerLookup;
  readonly companions?: (parts: CompanionParts) => readonly Companion[];
}

/** The connected parts of a worker service, before its steps are known. */
export interface EngineParts {
  readonly definition: EngineDefinition;
  readonly config: Pick<WorkerConfig, 'leaseTermMs' | 'presenceEveryMs'>;
  readonly worker: string;
  readonly nc: NatsConnection;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly counted: WorkerMetrics;
  readonly store: EventStore;
  readonly keys: DataKeys;
  readonly commands: AssetCommands;
  readonly queue: WorkQueue;
  readonly timers: Timers;
  readonly leases: Leases;
  readonly artifacts: ArtifactStore;
  readonly onProblem: (error: unknown) => void;
}

/** Opens log, queue and stores. Fails before it changes anything if they do not belong to this configuration. */
export async function openEngineParts(
  definition: EngineDefinition,
  config: WorkerConfig,
  over: { nc: NatsConnection; logger: Logger; metrics: Metrics },
): Promise<EngineParts> {
  const { nc, logger, metrics } = over;
  const counted = new WorkerMetrics(metrics, definition.service === DELIVERS ? definition.lanes.map(({ lane }) => lane) : []);
  const onProblem = (error: unknown): void => {
    logger.warn({ err: error }, 'NATS reported a problem, continuing');
  };
  await verifyMessagingStreams(nc);
  const keys = new JetStreamDataKeys(nc, { masterKey: Buffer.from(config.masterKey, 'hex') });
  const store = await JetStreamEventStore.open(nc, { keys, onInterrupted: onProblem });
  await keys.verify();
  const commands = new AssetCommands(countAppends(store, metrics));
  void runAfterReconnects(nc, () => {
    commands.forget();
  });
  keys.whenErased((assetId) => {
    commands.forget(assetId);
  });
  return {
    definition,
    config,
    worker: `${definition.service}-${hostname().slice(0, 20)}-${randomUUID().slice(0, 8)}`,
    nc,
    logger,
    metrics,
    counted,
    store,
    keys,
    commands,
    queue: new JetStreamWorkQueue(nc, { ackWaitMs: config.ackWaitMs, onProblem }),
    timers: counted.measuring(new JetStreamTimers(nc, { onProblem })),
    leases: new JetStreamLeases(nc, { onProblem }),
    artifacts: await openArtifactStore({ dir: config.artifactsDir, url: config.artifactsUrl, connections: config.s3 }),
    onProblem,
  };
}
