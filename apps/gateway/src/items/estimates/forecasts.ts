import { hasQueuedAttempt, remainingSteps } from '@throughline/domain';
import type { Asset, DurationSample, ForecastFacts, LaneCapacity, QueuePosition } from '@throughline/domain';
import type { Clock } from '@throughline/messaging';
import type { WorkerRegistry } from '../../workers/index.js';
import type { ForecastRows, LaneAttempt, QueuedTranscription } from './forecast-rows.js';

/** Shortest time for which a queue is cached. Milliseconds. */
const FRESH_MS = 1_000;
/** A queue is cached for this many times the duration of its read, so that slow reads take a small share of the time. */
const REST = 20;

class CachedQueue<T> {
  #found: { readonly value: T; readonly freshUntil: number } | undefined;
  #reading: Promise<void> | undefined;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  get value(): T | undefined {
    return this.#found?.value;
  }

  /** Returns the pending read if the value is outdated. It never rejects. */
  refresh(): readonly Promise<void>[] {
    if (this.#found !== undefined && this.#found.freshUntil > this.clock.monotonic()) return [];
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    return [this.#reading];
  }

  async #fetch(): Promise<void> {
    const began = this.clock.monotonic();
    try {
      const value = await this.read();
      const ended = this.clock.monotonic();
      this.#found = { value, freshUntil: ended + Math.max(FRESH_MS, REST * (ended - began)) };
    } catch (error) {
      // An outdated order would be wrong.
      this.#found = undefined;
      this.onProblem(error);
    }
  }
}

export interface ForecastPorts {
  readonly rows: ForecastRows;
  readonly workers: Pick<WorkerRegistry, 'laneOf' | 'version'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly now: () => Date;
  readonly onProblem: (error: unknown) => void;
}

/** Completions read for each step: enough for several samples of similar length. */
const NEWEST = 200;
/** History changes slowly. Milliseconds. */
const HISTORY_MS = 60_000;
/** Most that a request waits for forecasts, which are optional in its answer. Milliseconds. */
const TIMEOUT_MS = 250;

interface CachedRead<T> {
  readonly value: T;
  readonly freshUntil: number;
}

/** Estimates need no finer clock, so that all readers of a moment share their answer. Milliseconds. */
const TICK_MS = 250;

/** The facts that all items share. */
export type SharedFacts = Omit<ForecastFacts, 'isStalled'>;

/** Facts, and the versions of everything that they were made of. */
interface Moment {
  readonly tick: number;
  readonly lanes: Lanes | undefined;
  readonly histories: number;
  readonly workers: number;
  readonly facts: SharedFacts;
}

/** The order and the running attempts of all lanes, read together. */
interface Lanes {
  readonly places: ReadonlyMap<string, QueuePosition>;
  readonly running: readonly LaneAttempt[];
}

const NO_LANES: Lanes = { places: new Map(), running: [] };

async function readLanes(rows: ForecastRows): Promise<Lanes> {
  const [places, running] = await Promise.all([rows.places(), rows.running()]);
  return { places, running };
}

const roomOf = (found: ReturnType<WorkerRegistry['laneOf']>, startedAt: readonly string[]): LaneCapacity =>
  found.state === 'served'
    ? { state: 'served', places: found.concurrency, free: Math.max(found.concurrency - found.busy, 0), startedAt }
    : { state: found.state };

/**
 * Gathers the facts for forecasts from the projection. Concurrent requests share one read; facts that did not arrive in time
 * are reported as unknown.
 */
export class Forecasts {
  readonly #history = new Map<string, CachedRead<readonly DurationSample[]>>();
  readonly #readingHistory = new Map<string, Promise<void>>();
  readonly #lanes: CachedQueue<Lanes>;
  #histories = 0;
  #moment: Moment | undefined;
  readonly #transcriptions: CachedQueue<readonly QueuedTranscription[]>;

  constructor(private readonly ports: ForecastPorts) {
    const { rows, clock, onProblem } = ports;
    this.#lanes = new CachedQueue(() => readLanes(rows), clock, onProblem);
    this.#transcriptions = new CachedQueue(() => rows.transcriptions(), clock, onProblem);
  }

  /** Waits briefly for history that was never read, and for the queue. Call it before rendering items. */
  async prepare(assets: readonly Asset[]): Promise<void> {
    const reads = this.refresh(assets);
    if (reads.length === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, TIMEOUT_MS);
    });
    await Promise.race([Promise.all(reads), late]);
    clearTimeout(timer);
  }

  /** Starts reads that are missing or outdated, and returns those worth waiting for. They never reject. */
  private refresh(assets: readonly Asset[]): readonly Promise<void>[] {
    const steps = new Set(assets.flatMap((asset) => remainingSteps(asset)));
    if (steps.size === 0) return [];
    const history = this.#readHistory([...steps]);
    const queued = assets.filter(hasQueuedAttempt);
    return [
      ...history,
      ...(queued.length > 0 ? this.#lanes.refresh() : []),
      // Only a session's estimate counts the transcriptions ahead of it.
      ...(queued.some(({ pipeline }) => pipeline === 'session') ? this.#transcriptions.refresh() : []),
    ];
  }

  /** Starts the same reads without waiting for them. */
  freshen(assets: readonly Asset[]): void {
    void Promise.all(this.refresh(assets));
  }

  facts(isStalled: (step: string) => boolean): ForecastFacts {
    return { ...this.shared(), isStalled };
  }

  /** Returns the same object for a short time, unless a fact has changed. */
  shared(): SharedFacts {
    const tick = Math.floor(this.ports.now().getTime() / TICK_MS) * TICK_MS;
    const [lanes, histories, workers] = [this.#lanes.value, this.#histories, this.ports.workers.version];
    const last = this.#moment;
    if (last?.tick === tick && last.lanes === lanes && last.histories === histories && last.workers === workers)
      return last.facts;
    const facts = this.#factsAt(tick, lanes);
    this.#moment = { tick, lanes, histories, workers, facts };
    return facts;
  }

  #factsAt(tick: number, { places, running }: Lanes = NO_LANES): SharedFacts {
    const startsIn = (service: string, lane: string): readonly string[] =>
      running.filter((each) => each.service === service && each.lane === lane).map(({ startedAt }) => startedAt);
    return {
      now: new Date(tick).toISOString(),
      samplesOf: (step) => this.#history.get(step)?.value ?? [],
      placeOf: (attemptId) => places.get(attemptId),
      roomOf: (service, lane) => roomOf(this.ports.workers.laneOf(service, lane), startsIn(service, lane)),
    };
  }

  /** Returns the transcriptions ahead of this attempt in its lane; `undefined` if the last read did not include the attempt. */
  transcriptionsBefore(attemptId: string): readonly QueuedTranscription[] | undefined {
    const all = this.#transcriptions.value ?? [];
    const at = all.findIndex((each) => each.attemptId === attemptId);
    const lane = all[at]?.lane;
    return at < 0 ? undefined : all.slice(0, at).filter((each) => each.lane === lane);
  }

  #isOld(read: CachedRead<unknown> | undefined): boolean {
    return read === undefined || read.freshUntil <= this.ports.clock.monotonic();
  }

  /** Waits only for history that was never read: an outdated one is nearly as good. */
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
      this.#histories += 1;
      for (const step of steps) this.#history.set(step, { value: found.get(step) ?? [], freshUntil });
    } catch (error) {
      this.ports.onProblem(error);
    }
  }
}
