import type { BeforeApplicationShutdown } from '@nestjs/common';
import { kindOf } from '@throughline/contracts';
import type { Failpoint } from '@throughline/service-kit';
import { isOutage } from '../../../batches/bulk/index.js';
import { holdLease, type Lease } from '../../../kit/leases/index.js';
import type { DeletionClaim, DeletionProgress } from './account-deletion.js';
import type { AccountItems } from './account-items.js';
import type { DeletionStore } from './deletion-store.js';
import type { DeletionWork } from './deletion-work.js';
import { endedLibraries } from './plan.js';

/** Another gateway takes over a crashed one's deletion after this time. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 2_000;
/** A pass that has changed items is followed by another one, which reads newer rows. */
export const SETTLE_MS = 2_000;
/** Items that could not be erased are tried again this often: a newer release may read it, or an administrator may decide anew. */
export const RETRY_MS = 60_000;
/** A request that began before the deletion may still add an item after it. */
const RECHECKED_MS = 2 * 24 * 3_600_000;

export interface DeletionRunnerPorts {
  readonly store: DeletionStore;
  readonly work: Pick<DeletionWork, 'attempt'>;
  readonly accountItems: Pick<AccountItems, 'hasContent'>;
  readonly failpoint: Failpoint;
  readonly onProblem: (error: unknown) => void;
}

/** Deletes accounts in the background, one at a time. */
export class DeletionRunner implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly ports: DeletionRunnerPorts) {}

  /** Works on the deletions that are due and that nobody works on. Never rejects. */
  resume(): Promise<void> {
    this.#running ??= this.#runAll()
      .catch(this.ports.onProblem)
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Continues deletions that were done, but whose libraries have got an item since. Returns their number. */
  async recheck(signal: AbortSignal): Promise<number> {
    const { store, accountItems } = this.ports;
    let reopened = 0;
    for (const { id, plan } of await store.endedWithin(RECHECKED_MS)) {
      signal.throwIfAborted();
      if (!(await accountItems.hasContent(endedLibraries(plan)))) continue;
      await store.reopen(id);
      reopened += 1;
    }
    return reopened;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #runAll(): Promise<void> {
    for (const id of await this.ports.store.unclaimed()) {
      if (this.#stop.signal.aborted) return;
      const claim = await this.ports.store.claim(id, LEASE_MS);
      if (claim !== undefined) await this.#attempt(claim);
    }
  }

  async #attempt(claim: DeletionClaim): Promise<void> {
    const { store, onProblem } = this.ports;
    let progress: DeletionProgress = { items: 0, totalItems: claim.deletion.totalItems, failedItems: 0 };
    const renew = (): Promise<boolean> => store.renew(claim, progress, LEASE_MS);
    await holdLease({ leaseMs: LEASE_MS, everyMs: HEARTBEAT_MS, renew, onProblem }, async (lease) => {
      try {
        await this.#workAndRelease(claim, lease, (news) => {
          progress = news;
        });
      } catch (error) {
        await this.#handleFailure(claim, error);
      }
    });
  }

  async #workAndRelease(claim: DeletionClaim, lease: Lease, report: (news: DeletionProgress) => void): Promise<void> {
    const { store, work, failpoint } = this.ports;
    const signal = AbortSignal.any([this.#stop.signal, lease.lost]);
    const result = await work.attempt(claim, async (news) => {
      signal.throwIfAborted();
      report(news);
      if (news.items === 0) await lease.renew();
      await failpoint('gateway.deletion-item', String(news.items));
    });
    if (result === 'done') return;
    await lease.renew();
    await store.release(
      claim,
      result === 'again' ? { problem: undefined, waitMs: SETTLE_MS } : { problem: result, waitMs: RETRY_MS },
    );
  }

  async #handleFailure(claim: DeletionClaim, error: unknown): Promise<void> {
    const { store, onProblem } = this.ports;
    if (kindOf(error) === 'lost-claim') return;
    if (this.#stop.signal.aborted) return store.release(claim, { problem: undefined, waitMs: 0 });
    onProblem(error);
    await store.release(claim, { problem: isOutage(error) ? claim.deletion.problem : 'repeated-failure', waitMs: RETRY_MS });
  }
}
