import { NO_COUNTS, type SyncCounts, type SyncedEntry, type SyncResult } from './sync.js';

/** More entries are counted, but not named. */
const MAX_NAMED = 200;
/** A service that still processes an item is asked again after this time. */
export const PENDING_MS = 5 * 60_000;

/** Counts the findings of a sync. */
export class SyncTally {
  readonly #counts: Record<keyof SyncCounts, number> = { ...NO_COUNTS };
  readonly #entries: SyncedEntry[] = [];
  readonly #known: SyncedEntry[] = [];
  readonly #waiting: string[] = [];
  #againInMs: number | undefined;
  #hasPending = false;

  constructor(private readonly namesKnown: boolean) {}

  get total(): number {
    const { retired: _retired, ...verdicts } = this.#counts;
    return Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  }

  add(entry: SyncedEntry): void {
    this.#counts[entry.verdict] += 1;
    const isKnown = entry.verdict === 'known' && entry.code === undefined;
    const named = isKnown ? this.#known : this.#entries;
    if ((this.namesKnown || !isKnown) && named.length < MAX_NAMED) named.push(entry);
  }

  addRetired(): void {
    this.#counts.retired += 1;
  }

  /** Counts an item that is to be looked at again soon. */
  addWaiting(entry: Omit<SyncedEntry, 'verdict'>, assetId: string, againInMs?: number): void {
    this.add({ ...entry, verdict: 'waiting' });
    this.#waiting.push(assetId);
    if (againInMs !== undefined) this.lookAgain(againInMs);
  }

  /** Counts an item that its service still processes. */
  addPending(entry: Omit<SyncedEntry, 'verdict'>, assetId: string): void {
    this.addWaiting(entry, assetId, PENDING_MS);
    this.#hasPending = true;
  }

  get hasPending(): boolean {
    return this.#hasPending;
  }

  lookAgain(inMs: number): void {
    this.#againInMs = Math.min(this.#againInMs ?? inMs, inMs);
  }

  result(cursor: string | undefined, problem: SyncResult['problem']): SyncResult {
    return {
      counts: { ...this.#counts },
      // A library that knows most of a source must not hide what is new.
      entries: [...this.#entries, ...this.#known].slice(0, MAX_NAMED),
      waiting: this.#waiting,
      againInMs: this.#againInMs,
      cursor,
      problem,
      isOwed: this.#hasPending,
    };
  }
}
