import { SOURCE_LIMITS, assetIdOf, type SourceEntry, type SourceError, type SourceItem } from '@throughline/contracts';
import type { Failpoint } from '@throughline/service-kit';
import { toProblem } from '../../kit/http/problems/from-error.js';
import { isSourceProblem, type SourceItemRef, type SourceService } from '../source-service.js';
import { toSourceConfig } from '../source.js';
import type { FoundItem, ItemOutlook, ItemRegistrar, ItemStage } from './register-item.js';
import type { SyncClaim, SyncResult } from './sync.js';
import type { SyncStore } from './sync-store.js';
import { SyncTally } from './sync-tally.js';

/** A sync stops after this many entries, and the next one continues. */
const MAX_ENTRIES = 1_000;
/** A sync starts to store no further item after this time. */
const MAX_MS = 10 * 60_000;
/** The rest of a source that a sync has not reached is looked at this soon. */
const CONTINUE_MS = 5_000;

export interface SyncPorts {
  readonly store: Pick<SyncStore, 'see'>;
  readonly service: SourceService;
  readonly registrar: Pick<
    ItemRegistrar,
    'findStage' | 'foresee' | 'loadOutlook' | 'provide' | 'register' | 'release' | 'reserve'
  >;
  readonly failpoint: Failpoint;
  readonly now: () => Date;
}

export interface SyncLimits {
  readonly entries: number;
  readonly ms: number;
  readonly page: number;
}
export const SYNC_LIMITS: SyncLimits = { entries: MAX_ENTRIES, ms: MAX_MS, page: SOURCE_LIMITS.page };

type Bytes = NonNullable<FoundItem['bytes']>;
type PlacedItem = SourceItemRef & { readonly item: SourceItem; readonly assetId: string };

const LATE: SourceError = {
  code: 'late',
  message: 'It is imported. A later sync moves or marks it, because this one took long.',
};
const CHANGED = new Set(['source-changed', 'source-gone']);

/** Describes a problem to the user of the source, or returns `undefined` for an internal error. */
export function describeProblem(error: unknown): SourceError | undefined {
  if (isSourceProblem(error)) return { code: error.code, message: error.message };
  const problem = toProblem(error);
  return problem.code === 'internal' ? undefined : { code: problem.code, message: problem.message };
}

/** One look at a source: it lists the entries, takes in new items and retires those that the log has. */
export class SyncWork {
  readonly #tally: SyncTally;
  readonly #startedAt: number;
  #outlook: Promise<ItemOutlook> | undefined;

  constructor(
    private readonly ports: SyncPorts,
    private readonly claim: SyncClaim,
    private readonly limits: SyncLimits = SYNC_LIMITS,
  ) {
    this.#tally = new SyncTally(claim.sync.isDryRun);
    this.#startedAt = ports.now().getTime();
  }

  /** True: a pending item was found, also if an internal error has ended the sync later. */
  get hasPending(): boolean {
    return this.#tally.hasPending;
  }

  /** Returns what was found before a problem, too. An internal error is thrown. */
  async run(signal: AbortSignal): Promise<SyncResult> {
    let cursor = this.#isWhole() ? this.claim.cursor : undefined;
    try {
      do {
        cursor = await this.#takePage(cursor, signal);
        signal.throwIfAborted();
      } while (cursor !== undefined && this.#tally.total < this.limits.entries && !this.#isLate());
    } catch (error) {
      const problem = describeProblem(error);
      if (problem === undefined || signal.aborted) throw error;
      // The place where an earlier sync has stopped may be the problem, for example an expired token.
      return this.#tally.result(this.#tally.total === 0 ? undefined : cursor, problem);
    }
    if (cursor !== undefined) this.#tally.lookAgain(CONTINUE_MS);
    return this.#tally.result(cursor, undefined);
  }

  /** Only syncs of the whole source continue where the one before has stopped. */
  #isWhole(): boolean {
    const { isDryRun, from, to } = this.claim.sync;
    return !isDryRun && from === undefined && to === undefined;
  }

  /** Also true after the clock was set back, because the time that has passed is unknown then. */
  #isLate(): boolean {
    const elapsed = this.ports.now().getTime() - this.#startedAt;
    return elapsed < 0 || elapsed >= this.limits.ms;
  }

  async #takePage(cursor: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    const { service, failpoint } = this.ports;
    const { source, sync } = this.claim;
    const page = await service.list({
      v: 1,
      source: toSourceConfig(source),
      limit: Math.max(1, Math.min(this.limits.page, this.limits.entries - this.#tally.total)),
      ...(sync.from === undefined ? {} : { from: sync.from }),
      ...(sync.to === undefined ? {} : { to: sync.to }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    await failpoint('gateway.source-listed');
    for (const entry of page.entries) {
      signal.throwIfAborted();
      await this.#takeEntry(page.place, entry);
    }
    return page.next_cursor;
  }

  async #takeEntry(place: string, entry: SourceEntry): Promise<void> {
    if (entry.kind === 'ignored') {
      this.#tally.add({ name: entry.name, verdict: 'ignored', code: entry.code, message: entry.message });
      return;
    }
    const { libraryId: owner } = this.claim.source;
    const assetId = assetIdOf({ owner, source: place, externalId: entry.external_id });
    const placed = { source: toSourceConfig(this.claim.source), externalId: entry.external_id, item: entry, assetId };
    const stage = await this.#findStage(placed);
    if (stage === undefined) return;
    if (stage === 'known') await this.#retireKnown(placed);
    else if (entry.pending !== undefined) await this.#awaitSource(placed, stage, entry.pending);
    else if (await this.#isStable(placed)) await this.#takeNew(placed, stage);
  }

  /** An item that its run fetches is registered before it is ready, so that people see it. */
  async #awaitSource(placed: PlacedItem, stage: ItemStage, message: string): Promise<void> {
    const { item, assetId } = placed;
    const mayRegister = item.fetched !== undefined && !this.claim.sync.isDryRun;
    if (stage === 'absent' && mayRegister && !(await this.#register(placed, stage, undefined))) return;
    const isRegistered = stage === 'pending' || mayRegister;
    const entry = { name: item.name, code: 'pending', message, ...(isRegistered ? { itemId: assetId } : {}) };
    this.#tally.addPending(entry, assetId);
  }

  /** Returns undefined if the history of the item cannot be read, which is a finding about this item alone. */
  async #findStage(placed: PlacedItem): Promise<ItemStage | undefined> {
    try {
      return await this.ports.registrar.findStage(placed.assetId);
    } catch (error) {
      this.#addFailure(placed, error);
      return undefined;
    }
  }

  /** An item that could still be growing must have been seen before, with the same size and time. */
  async #isStable({ item, assetId }: PlacedItem): Promise<boolean> {
    if (item.stable_after_ms === undefined) return true;
    const left = item.stable_after_ms - (await this.ports.store.see(this.claim, assetId));
    if (left <= 0) return true;
    const message = 'It is imported when it has not changed for a while.';
    this.#tally.addWaiting({ name: item.name, code: 'not-settled', message }, assetId, left);
    return false;
  }

  async #takeNew(placed: PlacedItem, stage: ItemStage): Promise<void> {
    const { item, assetId } = placed;
    if (this.claim.sync.isDryRun) {
      await this.#foresee(placed);
      return;
    }
    const found = { name: item.name, verdict: 'new', itemId: assetId } as const;
    const bytes = (): Promise<Bytes | undefined> => this.#findBytes(placed);
    if (!(await this.#register(placed, stage, bytes))) return;
    await this.ports.failpoint('gateway.source-registered', assetId);
    this.#tally.add({ ...found, ...(await this.#retire(placed)) });
  }

  async #foresee(placed: PlacedItem): Promise<void> {
    const { item } = placed;
    const { registrar } = this.ports;
    const { source } = this.claim;
    try {
      this.#outlook ??= registrar.loadOutlook(source);
      const foreseen = await registrar.foresee(source, item, await this.#outlook);
      this.#tally.add({ name: item.name, verdict: 'new', foreseen });
    } catch (error) {
      this.#addFailure(placed, error);
    }
  }

  /**
   * Registers an item, or makes a pending one ready. Without bytes, the item waits for its source. Returns false if it was not
   * registered, which is counted then.
   */
  async #register(placed: PlacedItem, stage: ItemStage, find: (() => Promise<Bytes | undefined>) | undefined): Promise<boolean> {
    const { item, assetId } = placed;
    const { registrar, failpoint } = this.ports;
    const { source } = this.claim;
    try {
      if (stage === 'absent') await registrar.reserve(source, assetId, item);
      const bytes = await find?.();
      if (find !== undefined && bytes === undefined) {
        const message = 'Its bytes are being stored.';
        this.#tally.addWaiting({ name: item.name, code: 'storing', message }, assetId, CONTINUE_MS);
        return false;
      }
      await failpoint('gateway.source-stored', assetId);
      if (stage === 'pending' && bytes !== undefined) await registrar.provide(source, { assetId, item, bytes });
      else await registrar.register(source, { assetId, item, bytes });
      return true;
    } catch (error) {
      if (stage === 'absent') await registrar.release(assetId);
      this.#addFailure(placed, error);
      return false;
    }
  }

  /** Returns `undefined` if the bytes are not stored in time. */
  async #findBytes({ item, assetId, ...ref }: PlacedItem): Promise<Bytes | undefined> {
    const { source } = this.claim;
    if (item.fetched !== undefined) return { kind: item.fetched.kind ?? source.type, settings: item.fetched.settings };
    while (!this.#isLate()) {
      const taken = await this.ports.service.take(ref, assetId);
      if (taken.state === 'storing') continue;
      const { key, size, sha256 } = taken;
      return { kind: 'upload', key, size, sha256, mediaType: 'application/octet-stream' };
    }
    return undefined;
  }

  /** The problem of one item does not end the sync, but an unavailable service does. */
  #addFailure({ item, assetId }: PlacedItem, error: unknown): void {
    const problem = describeProblem(error);
    if (problem === undefined || (!isSourceProblem(error) && toProblem(error).status >= 500)) throw error;
    const entry = { name: item.name, ...problem };
    if (CHANGED.has(problem.code)) this.#tally.addWaiting(entry, assetId);
    else this.#tally.add({ ...entry, verdict: 'failed' });
  }

  async #retireKnown(placed: PlacedItem): Promise<void> {
    const found = { name: placed.item.name, verdict: 'known', itemId: placed.assetId } as const;
    this.#tally.add({ ...found, ...(this.claim.sync.isDryRun ? {} : await this.#retire(placed)) });
  }

  /** Returns why an imported item could not be moved or marked. The next sync tries again. */
  async #retire({ item, source, externalId }: PlacedItem): Promise<SourceError | undefined> {
    if (!item.retires) return undefined;
    // A slow server may take long for each item.
    if (this.#isLate()) return LATE;
    try {
      if ((await this.ports.service.retire({ source, externalId })).state === 'retired') this.#tally.addRetired();
      return undefined;
    } catch (error) {
      if (!isSourceProblem(error)) throw error;
      return { code: error.code, message: `It is imported, but stays where it is: ${error.message}` };
    }
  }
}
