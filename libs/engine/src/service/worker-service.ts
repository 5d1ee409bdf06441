import { setTimeout as delay } from 'node:timers/promises';
import { kindOf, type WorkerService as ServiceName } from '@throughline/contracts';
import type { EventStore, Recorded } from '@throughline/event-store';
import type { Timers, WorkQueue } from '@throughline/messaging';
import type { AssetCommands } from '../commands/asset-commands.js';
import type { WorkDispatcher } from '../dispatch/work-dispatcher.js';
import type { AssetKeeper } from '../keeper/asset-keeper.js';
import type { WorkerLog } from '../worker/worker-log.js';
import type { StepWorker } from '../worker/step-worker.js';
import { LanePlaces, type Lane } from './lane-places.js';

export interface WorkerServiceParts {
  readonly service: ServiceName;
  readonly lanes: readonly Lane[];
  readonly store: EventStore;
  readonly queue: WorkQueue;
  readonly timers: Timers;
  readonly commands: AssetCommands;
  readonly dispatcher: WorkDispatcher;
  readonly worker: StepWorker;
  /** In the one service that looks after items as a whole. */
  readonly keeper?: AssetKeeper;
  /** Hints from outside that an asset should be looked at. */
  readonly onPoke: (handle: (assetId: string) => Promise<void>, signal: AbortSignal) => Promise<void>;
  readonly log: WorkerLog;
}

const OPENS_WORK: ReadonlySet<string> = new Set(['StepScheduled', 'CommitDiscarded']);
const DAMAGED: ReadonlySet<string> = new Set(['undecodable', 'history-gap']);

/**
 * A worker service at work: it follows the log for steps of its own, listens to timers and pokes,
 * and takes work from its lanes. Everything ends when the signal fires; attempts in hand are handed back first.
 */
export class WorkerService {
  #running: Promise<unknown> = Promise.resolve();

  readonly #places: LanePlaces;

  constructor(private readonly parts: WorkerServiceParts) {
    this.#places = new LanePlaces((delivery, letPass) => parts.worker.onWork(delivery, letPass), parts.log, parts.lanes);
  }

  start(stopping: AbortSignal): void {
    const { parts } = this;
    const look = (assetId: string): Promise<void> => this.#look(assetId);
    this.#running = Promise.all([
      this.#keep('dispatcher', stopping, (signal) => this.#follow(signal)),
      this.#keep('timers', stopping, (signal) =>
        parts.timers.consume({ service: parts.service, onDue: (timer) => look(timer.assetId), signal }),
      ),
      this.#keep('pokes', stopping, (signal) => parts.onPoke(look, signal)),
      ...parts.lanes.map(({ lane, concurrency }) =>
        this.#keep(`lane ${lane}`, stopping, (signal) =>
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

  /** Resolves when everything has ended. */
  async ended(): Promise<void> {
    await this.#running;
    await this.#places.ended();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    await this.parts.store.follow({
      durable: `dispatch_${this.parts.service}`,
      onCommit: (recorded) => this.#ifReadable(recorded.assetId, () => this.#attend(recorded)),
      signal,
    });
  }

  async #attend({ assetId, commit }: Pick<Recorded, 'assetId' | 'commit'>): Promise<void> {
    const { keeper, commands } = this.parts;
    if (commit.events.some(({ type }) => OPENS_WORK.has(type))) await this.#look(assetId);
    if (keeper?.concerns(commit.events) !== true) return;
    const asset = await commands.load(assetId);
    if (asset !== undefined) await keeper.afterCommit(assetId, asset, commit.events);
  }

  /** A damaged history holds up its asset alone. Its release is a commit too, and is looked at again. */
  async #ifReadable(assetId: string, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (!DAMAGED.has(kindOf(error) ?? '')) throw error;
      this.parts.log.error({ err: error, asset: assetId }, 'the history of an asset cannot be read; its work waits');
    }
  }

  async #look(assetId: string): Promise<void> {
    const asset = await this.parts.commands.load(assetId);
    if (asset === undefined) return;
    await this.parts.dispatcher.poke(this.parts.service, assetId, asset, assetId);
    await this.parts.keeper?.look(assetId, asset);
  }

  /** A loop that breaks is started again: trouble with one dependency must not silence a service that looks healthy. */
  async #keep(what: string, stopping: AbortSignal, loop: (signal: AbortSignal) => Promise<void>): Promise<void> {
    // Each loop listens on a signal of its own: a service has more loops than Node expects listeners on one.
    const signal = AbortSignal.any([stopping]);
    const stopped = (): boolean => signal.aborted;
    while (!stopped()) {
      try {
        await loop(signal);
        if (!stopped()) this.parts.log.warn({ what }, 'a loop ended by itself; starting it again');
      } catch (error) {
        if (!stopped()) this.parts.log.error({ err: error, what }, 'a loop broke; starting it again');
      }
      if (!stopped()) await pause(RESTART_AFTER_MS, signal);
    }
  }
}

const RESTART_AFTER_MS = 1_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal }).catch(() => undefined);
