import { causesNothing, kindOf, type AssetEvent, type WorkerService as ServiceName } from '@throughline/contracts';
import { serviceOf } from '@throughline/domain';
import type { EventStore, StoredCommit } from '@throughline/event-store';
import type { Timers, WorkQueue } from '@throughline/messaging';
import type { AssetCommands } from '../commands/asset-commands.js';
import type { WorkDispatcher } from '../dispatch/work-dispatcher.js';
import type { AssetKeeper } from '../keeper/asset-keeper.js';
import type { PreviewRequests } from '../previews/preview-requests.js';
import type { WorkerLog } from '../worker/worker-log.js';
import type { StepWorker } from '../worker/step-worker.js';
import { keepRunning } from './keep-running.js';
import { LaneSlots, type Lane } from './lane-slots.js';

export interface WorkerServiceParts {
  readonly service: ServiceName;
  readonly lanes: readonly Lane[];
  readonly store: EventStore;
  readonly queue: WorkQueue;
  readonly timers: Timers;
  readonly commands: AssetCommands;
  readonly dispatcher: WorkDispatcher;
  readonly worker: StepWorker;
  /** Set only in the `ingest` service. */
  readonly keeper?: AssetKeeper;
  /** Set only in the service that makes previews. */
  readonly previews?: PreviewRequests;
  /** Subscribes to external hints that an asset needs attention. */
  readonly onPoke: (handle: (assetId: string) => Promise<void>, signal: AbortSignal) => Promise<void>;
  readonly log: WorkerLog;
}

const DAMAGED: ReadonlySet<string> = new Set(['undecodable', 'history-gap']);

/** A discarded commit may have closed any step. */
const opensWork = (event: AssetEvent, service: ServiceName): boolean =>
  event.type === 'CommitDiscarded' || (event.type === 'StepScheduled' && serviceOf(event.data.step) === service);

/**
 * Runs a worker service: follows the log, listens to timers and pokes, and takes work from its lanes. When the signal fires, it
 * hands running attempts back and stops.
 */
export class WorkerService {
  #running: Promise<unknown> = Promise.resolve();

  readonly #places: LaneSlots;

  constructor(private readonly parts: WorkerServiceParts) {
    this.#places = new LaneSlots((delivery, letPass) => parts.worker.onWork(delivery, letPass), parts.log, parts.lanes);
  }

  start(stopping: AbortSignal): void {
    const { parts } = this;
    const look = (assetId: string): Promise<void> => this.#dispatch(assetId);
    const keep = (what: string, loop: (signal: AbortSignal) => Promise<void>): Promise<void> =>
      keepRunning(what, loop, { stopping, log: parts.log });
    this.#running = Promise.all([
      keep('dispatcher', (signal) => this.#follow(signal)),
      keep('timers', (signal) => parts.timers.consume({ service: parts.service, onDue: (timer) => look(timer.assetId), signal })),
      keep('pokes', (signal) => parts.onPoke(look, signal)),
      keep('waiting work', (signal) => this.#closePlaces(signal)),
      ...parts.lanes.map(({ lane, concurrency }) =>
        keep(`lane ${lane}`, (signal) =>
          parts.queue.consume({
            service: parts.service,
            lane,
            concurrency,
            onWork: (delivery) => this.#places.take(delivery),
            onUndecodable: (undecodable) => parts.worker.onUndecodable(undecodable),
            signal,
          }),
        ),
      ),
    ]);
  }

  async ended(): Promise<void> {
    await this.#running;
    await this.#places.ended();
  }

  async #closePlaces(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    await this.#places.close();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    await this.parts.store.follow({
      durable: `dispatch_${this.parts.service}`,
      onCommit: (recorded) => this.#ifReadable(recorded.assetId, () => this.#attend(recorded)),
      signal,
    });
  }

  async #attend({ assetId, commit }: Pick<StoredCommit, 'assetId' | 'commit'>): Promise<void> {
    const { service, keeper, commands, previews } = this.parts;
    // The steps of an imported commit happened elsewhere. A later sweep would find none of them either.
    if (causesNothing(commit)) return this.#lookAfterImport(assetId, commit);
    if (commit.events.some((event) => opensWork(event, service))) await this.#dispatch(assetId);
    if (previews?.concerns(commit.events) === true) await previews.afterCommit(assetId, commit);
    if (keeper?.concerns(commit.events) !== true) return;
    const asset = await commands.load(assetId);
    if (asset !== undefined) await keeper.afterCommit(assetId, asset, commit.events);
  }

  /** The retention date of a deleted item counts here too. */
  async #lookAfterImport(assetId: string, { events }: StoredCommit['commit']): Promise<void> {
    const { keeper, commands } = this.parts;
    if (keeper?.concerns(events) !== true) return;
    const asset = await commands.load(assetId);
    if (asset !== undefined) await keeper.look(assetId, asset);
  }

  /**
   * A damaged history holds up only its own asset. The operator's decision about it is a commit too, and triggers another look.
   */
  async #ifReadable(assetId: string, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (!DAMAGED.has(kindOf(error) ?? '')) throw error;
      this.parts.log.error({ err: error, asset: assetId }, 'cannot read the history of an asset, its steps wait');
    }
  }

  async #dispatch(assetId: string): Promise<void> {
    const loaded = await this.parts.commands.load(assetId);
    if (loaded === undefined) return;
    const asset = await this.parts.worker.skipEarly(assetId, loaded);
    await this.parts.dispatcher.poke(this.parts.service, assetId, asset, assetId);
    await this.parts.keeper?.look(assetId, asset);
  }
}
