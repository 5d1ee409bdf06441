import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import {
  LANES,
  newAssetId,
  newId,
  type AssetEvent,
  type RunConfig,
  type WorkMessage,
  type WorkerService as ServiceName,
} from '@throughline/contracts';
import {
  currentWork,
  defaultRunConfig,
  isPresent,
  isRunActive,
  renderStatus,
  type ActorCommand,
  type Command,
} from '@throughline/domain';
import { MemoryDataKeys } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { type WorkQueue } from '@throughline/messaging';
import { MemoryLeases, MemoryTimers, MemoryWorkQueue } from '@throughline/messaging/testing';
import { AssetCommands, type CommandOutcome, type LoadedAsset } from '../commands/asset-commands.js';
import { WorkDispatcher } from '../dispatch/work-dispatcher.js';
import { AssetKeeper, KEEPER_SERVICE } from '../keeper/asset-keeper.js';
import { WorkerService } from '../service/worker-service.js';
import type { StepWorkerParts } from '../worker/parts.js';
import type { WorkerLog } from '../worker/worker-log.js';
import type { StepHandler, StepOutcome } from '../worker/step-handler.js';
import { StepWorker } from '../worker/step-worker.js';
import { DisconnectableLeases } from './disconnectable-leases.js';

type CommandInput<C> = C extends unknown ? Omit<C, 'now' | 'by'> : never;
/** A person's command without its time and its actor. */
export type PersonCommand = CommandInput<Extract<Command, ActorCommand>>;

/** The outcome of a handler that does nothing. */
export const done: StepOutcome = { kind: 'completed', result: {}, artifacts: [], metrics: {} };

const waitUntilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });

/** No pause of this process may look like the death of a worker. */
const LEASE_TERM_MS = 60_000;
/** For a worker whose lease is to expire. */
export const SHORT_LEASE = { leaseTermMs: 300 };
const quiet: WorkerLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

const WORKER_LANES: Readonly<Record<ServiceName, readonly string[]>> = {
  ...LANES,
  upload: ['folder'],
};

export interface WorkshopProcess {
  readonly leases: DisconnectableLeases;
  leave(): Promise<void>;
}

/** A complete installation in memory: the real rules and loops, in-memory adapters, and the handlers that a spec provides. */
export class Workshop {
  readonly keys = new MemoryDataKeys();
  /** The search of this workshop, which has to remove texts. */
  readonly search = { forget: (_assetId: string): Promise<void> => Promise.resolve() };
  readonly store = new MemoryEventStore({ keys: this.keys });
  readonly artifacts = new MemoryArtifactStore();
  readonly commands = new AssetCommands(this.store);
  readonly queue = new MemoryWorkQueue({ ackWaitMs: 150 });
  readonly timers = new MemoryTimers();
  readonly dispatcher = new WorkDispatcher(this.queue, this.timers);
  readonly leases = new MemoryLeases();
  readonly #hired: WorkshopProcess[] = [];
  #named = 0;

  worker(
    service: ServiceName,
    handlers: Readonly<Record<string, StepHandler>> = {},
    given: Partial<StepWorkerParts> = {},
  ): StepWorker {
    this.#named += 1;
    return new StepWorker({
      service,
      worker: `${service}-${String(this.#named)}`,
      store: this.store,
      commands: new AssetCommands(this.store),
      dispatcher: this.dispatcher,
      leases: this.leases,
      artifacts: this.artifacts,
      handlerFor: (step) => handlers[step] ?? { run: () => Promise.resolve(done) },
      leaseTermMs: LEASE_TERM_MS,
      failpoint: () => Promise.resolve(),
      log: quiet,
      stopping: new AbortController().signal,
      ...given,
    });
  }

  /** Starts a process of a service. Steps without a handler complete at once. */
  hire(
    service: ServiceName,
    handlers: Readonly<Record<string, StepHandler>> = {},
    given: Partial<StepWorkerParts> = {},
  ): WorkshopProcess {
    const stopping = new AbortController();
    const commands = new AssetCommands(this.store);
    const leases = new DisconnectableLeases(this.leases);
    const log = given.log ?? quiet;
    const worker = this.worker(service, handlers, { commands, leases, stopping: stopping.signal, ...given });
    const { store, timers, dispatcher } = this;
    const queue = this.#queueOver(leases, stopping.signal);
    const onPoke = (_handle: (assetId: string) => Promise<void>, signal: AbortSignal): Promise<void> => waitUntilAborted(signal);
    const lanes = WORKER_LANES[service].map((lane) => ({ lane, concurrency: 2 }));
    const keeper = new AssetKeeper({
      commands,
      dispatcher,
      timers,
      artifacts: this.artifacts,
      keys: this.keys,
      forgetTexts: (assetId) => this.search.forget(assetId),
      worker: service,
      log,
    });
    const process = new WorkerService({
      service,
      lanes,
      store,
      queue,
      timers,
      commands,
      dispatcher,
      worker,
      ...(service === KEEPER_SERVICE ? { keeper } : {}),
      onPoke,
      log,
    });
    process.start(stopping.signal);
    const hired: WorkshopProcess = {
      leases,
      leave: async () => {
        stopping.abort();
        await process.ended();
      },
    };
    this.#hired.push(hired);
    return hired;
  }

  /** While the connection is cut, deliveries get no answer and come back to another worker. */
  #queueOver(line: DisconnectableLeases, stopping: AbortSignal): WorkQueue {
    const { queue } = this;
    return {
      publish: (message) => queue.publish(message),
      consume: (options) =>
        queue.consume({ ...options, onWork: (delivery) => (line.cut ? waitUntilAborted(stopping) : options.onWork(delivery)) }),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#hired.map((one) => one.leave()));
  }

  async start(
    config: Partial<RunConfig> = {},
    {
      owner = 'owner',
      language = 'auto',
      terms = [],
      ...run
    }: { owner?: string; language?: string; terms?: string[]; metered?: true } = {},
  ): Promise<string> {
    const assetId = newAssetId();
    const now = new Date().toISOString();
    const key = `uploads/${assetId}/source`;
    const { size, sha256 } = await this.artifacts.put(key, Buffer.from('media'));
    const outputs = [{ name: 'library', type: 'folder', settings: {} }];
    const retry = { max_attempts: 3, backoff_ms: [20], max_crashes: 3 };
    const outcome = await this.commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        now,
        assetId,
        owner,
        title: 'A talk',
        language,
        isMapped: true,
        source: { kind: 'upload', key, size, sha256, mediaType: 'video/mp4' },
        run: {
          runId: newId(),
          config: { ...defaultRunConfig, outputs, retry, ...config },
          configSources: {},
          vocabulary: { own: terms, library: [] },
          ...run,
        },
      },
      { commandId: newId(), actor: { kind: 'user', id: 'spec' }, correlationId: 'spec' },
    );
    if (outcome.kind !== 'accepted') throw new Error(`not registered: ${outcome.kind}`);
    await this.dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'spec' });
    return assetId;
  }

  /** Sends a command as the gateway does. Only the followers of the log see its commit. */
  async ask(assetId: string, command: PersonCommand): Promise<CommandOutcome> {
    const meta = { commandId: newId(), actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' } as const;
    return this.commands.execute(assetId, { now: new Date().toISOString(), by: 'owner', ...command }, meta);
  }

  async files(assetId: string): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const { key } of this.artifacts.list(assetId)) found.push(key);
    return found;
  }

  async message(assetId: string, step: string): Promise<WorkMessage> {
    const published: WorkMessage[] = [];
    const publish: WorkQueue['publish'] = (message) => {
      published.push(message);
      return Promise.resolve('queued');
    };
    const queue: WorkQueue = { publish, consume: () => Promise.resolve() };
    const { state, revision } = await this.asset(assetId);
    const service = currentWork(state, step)?.planStep.service;
    if (service === undefined) throw new Error(`${step} has no current attempt`);
    await new WorkDispatcher(queue, this.timers).poke(service, assetId, { state, revision }, 'spec');
    const message = published.find((each) => each.step === step);
    if (message === undefined) throw new Error(`${step} is not due`);
    return message;
  }

  async asset(assetId: string): Promise<LoadedAsset> {
    const asset = await new AssetCommands(this.store).load(assetId);
    if (asset === undefined) throw new Error('no such asset');
    return asset;
  }

  async status(assetId: string): Promise<string> {
    return renderStatus((await this.asset(assetId)).state);
  }

  async isOver(assetId: string): Promise<boolean> {
    const { state } = await this.asset(assetId);
    return isPresent(state) && !isRunActive(state);
  }

  async recorded(assetId: string, type: AssetEvent['type'], step?: string): Promise<readonly AssetEvent[]> {
    const { commits } = await this.store.load(assetId);
    return commits
      .flatMap(({ commit }) => commit.events)
      .filter((event) => event.type === type && (step === undefined || ('step' in event.data && event.data.step === step)));
  }
}
