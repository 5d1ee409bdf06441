import { hasQueued, unendedSteps, type Asset, type DurationSample, type ForecastFacts, type LaneRoom } from '@throughline/domain';
import type { Clock } from '@throughline/messaging';
import type { WorkerRegistry } from '../workers/worker-registry.js';
import type { ForecastRows } from './forecast-rows.js';

export interface ForecastPorts {
  readonly rows: ForecastRows;
  readonly workers: Pick<WorkerRegistry, 'laneOf'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly now: () => Date;
  readonly onProblem: (error: unknown) => void;
}

/** As many are asked of a step as can speak for one length of media, several times over. */
const NEWEST = 200;
/** History changes slowly. */
const HISTORY_MS = 60_000;
const QUEUE_MS = 1_000;
/** Reading a long queue takes its time: a small part of the time is spent on it. */
const REST = 20;
/** Whoever asks for an item is not kept waiting for what is only beside it. */
const PATIENCE_MS = 250;

interface Read<T> {
  readonly value: T;
  readonly freshUntil: number;
}

const roomOf = (found: ReturnType<WorkerRegistry['laneOf']>): LaneRoom =>
  found.state === 'served'
    ? { state: 'served', places: found.concurrency, free: Math.max(found.concurrency - found.busy, 0) }
    : { state: found.state };

/**
 * Gathers what forecasts are made of. History and queue are read from the projection, for all who ask within a short time at once;
 * what could not be read in time is not known, and an item says so.
 */
export class Forecasts {
  readonly #history = new Map<string, Read<readonly DurationSample[]>>();
  #places: Read<ReadonlyMap<string, number>> | undefined;
  #readingPlaces: Promise<void> | undefined;
  readonly #readingHistory = new Map<string, Promise<void>>();

  constructor(private readonly ports: ForecastPorts) {}

  /** Before items are rendered for somebody: waits a little for what was never read, and for the order of queues. */
  async prepare(assets: readonly Asset[]): Promise<void> {
    const reads = this.refresh(assets);
    if (reads.length === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    await Promise.race([Promise.all(reads), late]);
    clearTimeout(timer);
  }

  /** Begins to read what is missing or too old for these, and answers what is worth waiting for. None of it ever fails. */
  private refresh(assets: readonly Asset[]): readonly Promise<void>[] {
    const steps = new Set(assets.flatMap((asset) => unendedSteps(asset)));
    if (steps.size === 0) return [];
    const history = this.#readHistory([...steps]);
    return assets.some(hasQueued) && this.#isOld(this.#places) ? [...history, this.#readPlaces()] : history;
  }

  /** The same for those who do not wait. */
  freshen(assets: readonly Asset[]): void {
    void Promise.all(this.refresh(assets));
  }

  facts(isStalled: (step: string) => boolean): ForecastFacts {
    const places = this.#places?.value;
    return {
      now: this.ports.now().toISOString(),
      samplesOf: (step) => this.#history.get(step)?.value ?? [],
      placeOf: (attemptId) => places?.get(attemptId),
      roomOf: (service, lane) => roomOf(this.ports.workers.laneOf(service, lane)),
      isStalled,
    };
  }

  #isOld(read: Read<unknown> | undefined): boolean {
    return read === undefined || read.freshUntil <= this.ports.clock.monotonic();
  }

  /** An older history is nearly as good: only what was never read is worth waiting for. */
  #readHistory(steps: readonly string[]): readonly Promise<void>[] {
    const old = steps.filter((step) => this.#isOld(this.#history.get(step)));
    const unasked = old.filter((step) => !this.#readingHistory.has(step));
    if (unasked.length > 0) {
      const reading = this.#fetchHistory(unasked).finally(() => {
        for (const step of unasked) this.#readingHistory.delete(step);
      });
      for (const step of unasked) this.#readingHistory.set(step, reading);
    }
    const unread = old.filter((step) => !this.#history.has(step));
    return [...new Set(unread.flatMap((step) => this.#readingHistory.get(step) ?? []))];
  }

  async #fetchHistory(steps: readonly string[]): Promise<void> {
    try {
      const found = await this.ports.rows.durations(steps, NEWEST);
      const freshUntil = this.ports.clock.monotonic() + HISTORY_MS;
      for (const step of steps) this.#history.set(step, { value: found.get(step) ?? [], freshUntil });
    } catch (error) {
      this.ports.onProblem(error);
    }
  }

  #readPlaces(): Promise<void> {
    this.#readingPlaces ??= this.#fetchPlaces().finally(() => {
      this.#readingPlaces = undefined;
    });
    return this.#readingPlaces;
  }

  async #fetchPlaces(): Promise<void> {
    const began = this.ports.clock.monotonic();
    try {
      const value = await this.ports.rows.places();
      const ended = this.ports.clock.monotonic();
      this.#places = { value, freshUntil: ended + Math.max(QUEUE_MS, REST * (ended - began)) };
    } catch (error) {
      // An old order would be a wrong one.
      this.#places = undefined;
      this.ports.onProblem(error);
    }
  }
}
