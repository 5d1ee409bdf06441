import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { SourceError } from '@throughline/contracts';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { holdLease } from '../../kit/leases/index.js';
import type { LibraryStore } from '../../people/index.js';
import type { SourceId } from '../source.js';
import { planNextLook } from './next-look.js';
import { NO_COUNTS, type SourceSync, type SyncClaim, type SyncResult, type SyncTrigger } from './sync.js';
import type { SyncStore } from './sync-store.js';
import { SyncWork, type SyncLimits, type SyncPorts } from './sync-work.js';

/** Another gateway may sync a source again this long after the one that did so has crashed. */
const LEASE_MS = 15_000;
/** Sources that one gateway syncs at once by their intervals, besides slow ones. */
const AT_ONCE = 4;
/** A sync that takes longer gives its place to another source. A page may take 20 seconds. */
const SLOW_MS = 30_000;
/** Sources that one gateway syncs at once by their intervals, with slow ones. */
const MAX_AT_ONCE = 12;
/** The slow sources of one user must not keep those of others from their syncs. */
const MAX_OF_LIBRARY = 3;

export interface SyncRequest {
  readonly trigger: SyncTrigger;
  readonly dryRun?: boolean;
  /** Only items of this time. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface SourceSyncsPorts extends Omit<SyncPorts, 'store'> {
  readonly store: SyncStore;
  readonly libraries: Pick<LibraryStore, 'isActive'>;
  readonly onProblem: (error: unknown) => void;
}

interface RunningSync {
  readonly libraryId: string;
  readonly trigger: SyncTrigger;
  readonly since: number;
  readonly ended: Promise<void>;
}

interface StartedSync {
  readonly id: string;
  /** Never rejects. */
  readonly ended: Promise<void>;
}

const DISABLED: SourceError = { code: 'user-disabled', message: 'The user of this library is disabled.' };
const INTERNAL: SourceError = {
  code: 'internal',
  message: 'The sync has failed for an unexpected reason. The log has the details.',
};
const STOPPED: SourceError = { code: 'interrupted', message: 'The server was stopped during the sync. The next sync continues.' };

const failedWith = (problem: SourceError): SyncResult => ({
  counts: NO_COUNTS,
  entries: [],
  waiting: [],
  againInMs: undefined,
  cursor: undefined,
  problem,
});

/** Syncs sources: on request, by their intervals, and for jobs. */
export class SourceSyncs implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  readonly #running = new Map<SourceId, RunningSync>();

  constructor(
    private readonly ports: SourceSyncsPorts,
    private readonly limits?: SyncLimits,
  ) {}

  /** Syncs a source and returns its report. Throws `sync-in-progress` while another sync has the source. */
  async syncSource(sourceId: SourceId, request: SyncRequest): Promise<SourceSync> {
    const { id, ended } = await this.start(sourceId, request);
    await ended;
    const sync = await this.ports.store.find(sourceId, id);
    if (sync === undefined) throw notFound();
    return sync;
  }

  async start(sourceId: SourceId, request: SyncRequest): Promise<StartedSync> {
    const started = await this.#begin(sourceId, request);
    if (started === undefined) throw new Problem('sync-in-progress', { headers: { 'retry-after': '5' } });
    return started;
  }

  /** Starts the syncs that are due, after crashes too. */
  async syncDue(): Promise<void> {
    for (let left = this.#countFree(); left > 0 && !this.#stop.signal.aborted; left -= 1) {
      const [id] = await this.ports.store.due(1, this.#findFullLibraries());
      if (id === undefined) return;
      await this.#begin(id, { trigger: 'interval' });
    }
  }

  #listRegular(): readonly RunningSync[] {
    return [...this.#running.values()].filter(({ trigger }) => trigger === 'interval');
  }

  #countFree(): number {
    const regular = this.#listRegular();
    const elapsed = regular.map(({ since }) => this.ports.now().getTime() - since);
    // The time is negative after the clock was set back.
    const quick = elapsed.filter((ms) => ms >= 0 && ms < SLOW_MS);
    return Math.min(AT_ONCE - quick.length, MAX_AT_ONCE - regular.length);
  }

  #findFullLibraries(): readonly string[] {
    const libraries = this.#listRegular().map(({ libraryId }) => libraryId);
    return [...new Set(libraries)].filter((id) => libraries.filter((one) => one === id).length >= MAX_OF_LIBRARY);
  }

  /** Waits for the syncs that run. A sync stops between two items. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.ended();
  }

  async ended(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #begin(sourceId: SourceId, request: SyncRequest): Promise<StartedSync | undefined> {
    const { trigger, dryRun: isDryRun = false, from, to } = request;
    const claim = await this.ports.store.begin(sourceId, { trigger, isDryRun, from, to }, LEASE_MS);
    if (claim === undefined) return undefined;
    const ended = this.#carryOut(claim)
      .catch(this.ports.onProblem)
      .finally(() => this.#running.delete(sourceId));
    const { libraryId } = claim.source;
    this.#running.set(sourceId, { libraryId, trigger, since: this.ports.now().getTime(), ended });
    return { id: claim.sync.id, ended };
  }

  async #carryOut(claim: SyncClaim): Promise<void> {
    const { store, onProblem } = this.ports;
    await holdLease({ leaseMs: LEASE_MS, renew: () => store.renew(claim, LEASE_MS), onProblem }, async ({ lost }) => {
      const result = await this.#work(claim, AbortSignal.any([this.#stop.signal, lost]));
      await store.finish(claim, planNextLook(claim, result));
    });
  }

  async #work(claim: SyncClaim, signal: AbortSignal): Promise<SyncResult> {
    const work = new SyncWork(this.ports, claim, this.limits);
    try {
      if (!(await this.ports.libraries.isActive(claim.source.libraryId))) return failedWith(DISABLED);
      return await work.run(signal);
    } catch (error) {
      if (signal.aborted) return { ...failedWith(STOPPED), againInMs: 0, isOwed: work.hasPending };
      this.ports.onProblem(error);
      return { ...failedWith(INTERNAL), isOwed: work.hasPending };
    }
  }
}
