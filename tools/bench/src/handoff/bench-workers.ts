import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import { newAssetId, newId, type RunConfig, type WorkerService as ServiceName } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { AssetCommands, StepWorker, WorkDispatcher, WorkerService, type StepOutcome } from '@throughline/engine';
import { MemoryDataKeys, ensureEventStreams, type DataKeys } from '@throughline/event-store';
import { JetStreamLeases, JetStreamTimers, ensureMessagingStreams } from '@throughline/messaging';
import type { BenchBroker } from '../servers/brokers.js';
import type { Cleanup } from '../servers/cleanup.js';
import { Endings } from './endings.js';
import { ObservedQueue, ObservedStore, type WorkObserver } from './observed.js';

const LANES: Readonly<Record<ServiceName, readonly string[]>> = {
  ingest: ['download'],
  processing: ['media', 'speech', 'text'],
  upload: ['folder'],
};
const SERVICES = ['ingest', 'processing', 'upload'] as const;
export const LEASE_TERM_MS = 20_000;

const nothingDone: StepOutcome = { kind: 'completed', result: {}, artifacts: [], metrics: {} };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });

/** The steps run one after the other, so that only hand-offs happen: topics would run beside the subtitles. */
export const FIVE_STEPS: RunConfig = {
  ...defaultRunConfig,
  transcription: { ...defaultRunConfig.transcription, enable_topics: false },
  outputs: [{ name: 'library', type: 'folder', settings: {} }],
};
export const FOUR_STEPS: RunConfig = {
  ...FIVE_STEPS,
  transcription: { ...FIVE_STEPS.transcription, enable_subtitles: false },
};

export interface BenchWorkersOptions {
  readonly config: RunConfig;
  /** Attempts that each lane runs at once. Each step has a lane of its own. */
  readonly concurrency: number;
  readonly observer: WorkObserver;
}

/** A recording whose run has started. */
export interface BenchRecording {
  readonly assetId: string;
  /** Resolves when the commit that ends the run is confirmed. */
  readonly ended: Promise<void>;
}
const SOURCE = { kind: 'upload', key: 'uploads/bench/source', size: 1, sha256: 'a'.repeat(64), mediaType: 'video/mp4' } as const;

interface Process {
  readonly nc: NatsConnection;
  readonly commands: AssetCommands;
  readonly dispatcher: WorkDispatcher;
}

/** The three worker services with their own connections to a real broker, and with handlers that do nothing. */
export class BenchWorkers {
  readonly #keys: DataKeys = new MemoryDataKeys();
  readonly #artifacts = new MemoryArtifactStore();
  readonly #endings = new Endings();
  #partitions = 0;

  private constructor(
    private readonly broker: BenchBroker,
    private readonly closing: Cleanup,
    private readonly options: BenchWorkersOptions,
  ) {}

  static async open(broker: BenchBroker, closing: Cleanup, options: BenchWorkersOptions): Promise<BenchWorkers> {
    const shop = new BenchWorkers(broker, closing, options);
    shop.#partitions = (await ensureEventStreams(broker.nc)).partitions;
    await ensureMessagingStreams(broker.nc);
    for (const service of SERVICES) await shop.#hire(service);
    return shop;
  }

  /** Registers a recording with its run, and queues the first step. */
  async register(): Promise<BenchRecording> {
    const { commands, dispatcher } = await this.#front();
    const assetId = newAssetId();
    const ended = this.#endings.await(assetId);
    const outcome = await commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        now: new Date().toISOString(),
        assetId,
        owner: 'bench',
        title: 'A talk',
        language: 'auto',
        isMapped: true,
        source: SOURCE,
        run: { runId: newId(), config: this.options.config, configSources: {} },
      },
      { commandId: newId(), actor: { kind: 'user', id: 'bench' }, correlationId: 'bench' },
    );
    if (outcome.kind !== 'accepted') throw new Error(`A recording was not accepted: ${outcome.kind}`);
    await dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'bench' });
    return { assetId, ended };
  }

  #door: Promise<Process> | undefined;
  #front(): Promise<Process> {
    return (this.#door ??= this.#process().then(({ process }) => process));
  }

  async #process(): Promise<{ process: Process; store: ObservedStore; queue: ObservedQueue; timers: JetStreamTimers }> {
    const nc = await connect({ servers: this.broker.url, noAsyncTraces: true });
    this.closing.add(() => nc.close());
    const { observer } = this.options;
    const onEnd = (assetId: string): void => {
      this.#endings.end(assetId);
    };
    const store = new ObservedStore(nc, { keys: this.#keys, partitions: this.#partitions }, { observer, onEnd });
    const [queue, timers] = [new ObservedQueue(nc, observer), new JetStreamTimers(nc)];
    const process = { nc, commands: new AssetCommands(store), dispatcher: new WorkDispatcher(queue, timers) };
    return { process, store, queue, timers };
  }

  async #hire(service: ServiceName): Promise<void> {
    const { process, store, queue, timers } = await this.#process();
    const { nc, commands, dispatcher } = process;
    const { concurrency, observer } = this.options;
    const stopping = new AbortController();
    const { signal } = stopping;
    const worker = new StepWorker({
      service,
      worker: `${service}-bench`,
      store,
      commands,
      dispatcher,
      leases: new JetStreamLeases(nc),
      artifacts: this.#artifacts,
      handlerFor: (step) => ({
        run: () => {
          observer.started?.(step);
          return Promise.resolve(nothingDone);
        },
      }),
      leaseTermMs: LEASE_TERM_MS,
      failpoint: (name, step) => {
        if (name === 'work.received' && step !== undefined) observer.received?.(step);
        return Promise.resolve();
      },
      log: silent,
      stopping: signal,
    });
    const lanes = LANES[service].map((lane) => ({ lane, concurrency }));
    const onPoke = (_: (assetId: string) => Promise<void>, until: AbortSignal): Promise<void> => untilAborted(until);
    const host = new WorkerService({ service, lanes, store, queue, timers, commands, dispatcher, worker, onPoke, log: silent });
    host.start(signal);
    this.closing.add(async () => {
      stopping.abort();
      await host.ended();
    });
  }
}
