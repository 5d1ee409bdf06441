import { partitionOf } from '@throughline/contracts';
import { START, comparePosition, maxPosition, type EventStore, type Position } from '@throughline/event-store';
import type { Clock } from '@throughline/messaging';
import { askBriefly } from '../log/index.js';
import type { ChangeFeed } from './change-feed.js';
import type { ProjectionChanges } from './projected.js';
import { waitUntil } from './wait-until.js';
import type { ClientPositions } from './client-positions.js';

export interface RowFreshnessPorts {
  readonly projected: Pick<ProjectionChanges, 'place'>;
  readonly history: Pick<EventStore, 'firstAfter' | 'incarnation' | 'partitions'>;
  readonly changes: ChangeFeed;
  readonly shown: ClientPositions;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
}

/** A read waits this long for the projector before it folds the log itself. */
export const BRIEFLY_MS = 400;

/** A projector that works shows a commit much sooner. */
const MAX_LAG_MS = 5_000;
/** Longer than a healthy broker needs to compare. */
const COMPARE_WITHIN_MS = 1_000;

/**
 * `fresh`: the rows show everything that clients have seen. `behind`: only the log shows everything. `unknown`: the broker did
 * not answer, so the rows cannot be compared with the log.
 */
export type Freshness = 'fresh' | 'behind' | 'unknown';

const isReached = (position: Position, by: Position): boolean => comparePosition(by, position) >= 0;

/** A moment up to which the rows show every commit. */
interface ProvenMoment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly monotonic: number;
}

/** Compares the rows with the log: what clients of a library have seen, with a short wait, and periodically all of it. */
export class RowFreshness {
  /** For each partition, the position up to which the rows show every commit. */
  readonly #covered = new Map<number, Position>();
  #proven: ProvenMoment;
  /** False until the first periodic check, so that a gateway without them does not call its rows stale. */
  #isChecked = false;
  /** When the log last left a question unanswered, until all rows have been compared with it again. Monotonic. */
  #doubtedAt: number | undefined;
  /** True after a question without an answer, until the log answers one. */
  #isSilent = false;

  constructor(private readonly ports: RowFreshnessPorts) {
    this.#proven = this.#present();
    ports.changes.subscribe((change) => {
      if (change?.span !== undefined) this.#cover(partitionOf(change.assetId, ports.history.partitions), change.span.upTo);
    });
  }

  /** Waits briefly until the rows show everything of one item, or of the whole library if `id` is undefined. */
  async show(owner: string, id: string | undefined, signal: AbortSignal, limitMs = BRIEFLY_MS): Promise<Freshness> {
    if (this.#missing(owner, id).length === 0) return 'fresh';
    const wait = { assetId: undefined, limitMs, signal };
    return waitUntil(
      this.ports.changes,
      wait,
      () => this.#look(owner, id),
      (seen) => seen !== 'behind',
    );
  }

  /**
   * Asks the log what the rows can answer too. Returns `undefined` if the broker does not answer in time. A longer limit than
   * the usual one counts only while the log answers, so that no read waits for a frozen broker longer than that.
   */
  askLog<T extends object>(ask: () => Promise<T | undefined>, limitMs?: number): Promise<T | undefined> {
    return this.#ask(ask, this.#isSilent ? undefined : limitMs);
  }

  /**
   * Returns the time since which the rows may lack commits: that of the first commit that they lack, or the last time at which
   * they were compared with the log. `undefined` if they are up to date.
   */
  staleSince(): string | undefined {
    const { at, monotonic } = this.#proven;
    const isOld = this.#isChecked && this.ports.clock.monotonic() - monotonic > MAX_LAG_MS;
    return isOld || this.#doubtedAt !== undefined ? new Date(at).toISOString() : undefined;
  }

  /** Compares all rows with the log. Called periodically. Without an answer, the time of the last comparison stays. */
  async check(): Promise<void> {
    this.#isChecked = true;
    const present = this.#present();
    const proven = await this.#ask(async (): Promise<ProvenMoment> => {
      const { last, now } = await this.ports.history.incarnation();
      const firstMissing = await this.#firstMissing(last);
      if (firstMissing === undefined) return present;
      // Both times are the broker's.
      const lagMs = Math.max(0, Date.parse(now) - Date.parse(firstMissing));
      return { at: Date.parse(firstMissing), monotonic: present.monotonic - lagMs };
    }, COMPARE_WITHIN_MS);
    if (proven === undefined) return;
    this.#proven = proven;
    // A doubt that arose meanwhile, or about rows that still lack something, stays.
    const isWhole = proven === present;
    if (isWhole && this.#doubtedAt !== undefined && this.#doubtedAt <= present.monotonic) this.#doubtedAt = undefined;
  }

  async #ask<T extends object>(ask: () => Promise<T | undefined>, limitMs?: number): Promise<T | undefined> {
    const answer = await askBriefly(async () => ({ of: await ask() }), limitMs);
    this.#isSilent = answer === undefined;
    if (this.#isSilent) this.#doubtedAt = this.ports.clock.monotonic();
    return answer?.of;
  }

  #present(): ProvenMoment {
    const { clock } = this.ports;
    return { at: clock.now(), monotonic: clock.monotonic() };
  }

  /** Returns the time of the oldest commit up to a position that the rows lack. */
  async #firstMissing(upTo: Position): Promise<string | undefined> {
    const { partitions } = this.ports.history;
    const open = this.#notCovered(
      upTo,
      Array.from({ length: partitions }, (_, each) => each),
    );
    if (open.length === 0) return undefined;
    const { positions } = await this.ports.projected.place();
    const missing = await Promise.all(open.map((each) => this.#missingIn(each, positions[each] ?? START, upTo)));
    return missing.filter((each) => each !== undefined).sort()[0];
  }

  #missing(owner: string, id: string | undefined): readonly number[] {
    const { partitions } = this.ports.history;
    const read = id === undefined ? Array.from({ length: partitions }, (_, each) => each) : [partitionOf(id, partitions)];
    return this.#notCovered(this.ports.shown.of(owner), read);
  }

  #notCovered(position: Position, partitions: readonly number[]): readonly number[] {
    return partitions.filter((partition) => !isReached(position, this.#covered.get(partition) ?? START));
  }

  async #look(owner: string, id: string | undefined): Promise<Freshness> {
    const open = this.#missing(owner, id);
    if (open.length === 0) return 'fresh';
    const { positions } = await this.ports.projected.place();
    const missing = await this.askLog(async () => {
      const seen = await this.#withinLog(this.ports.shown.of(owner));
      return Promise.all(open.map((partition) => this.#missingIn(partition, positions[partition] ?? START, seen)));
    });
    if (missing === undefined) return 'unknown';
    return missing.every((each) => each === undefined) ? 'fresh' : 'behind';
  }

  /** Limits the position to the end of the log, because a client may send any number. */
  async #withinLog(seen: Position): Promise<Position> {
    const { shown, history } = this.ports;
    if (!isReached(seen, shown.highest)) shown.reached((await history.incarnation()).last);
    return isReached(seen, shown.highest) ? seen : shown.highest;
  }

  /**
   * Returns the time of the first commit up to a position that the rows of a partition lack. The last commit of a partition may
   * lie far before the end of the log: then they lack nothing.
   */
  async #missingIn(partition: number, projected: Position, upTo: Position): Promise<string | undefined> {
    if (!isReached(upTo, projected)) {
      const next = await this.ports.history.firstAfter(partition, projected);
      if (next !== undefined && isReached(next.position, upTo)) return next.storedAt;
    }
    this.#cover(partition, upTo);
    return undefined;
  }

  #cover(partition: number, position: Position): void {
    this.#covered.set(partition, maxPosition(this.#covered.get(partition) ?? START, position));
  }
}
