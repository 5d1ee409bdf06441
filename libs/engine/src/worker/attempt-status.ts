import type { AssetEventType, WorkMessage } from '@throughline/contracts';
import { currentWork } from '@throughline/domain';
import type { Revision, StoredCommit } from '@throughline/event-store';
import type { LoadedAsset } from '../commands/asset-commands.js';
import type { AttemptLease } from './attempt-lease.js';
import type { StepWorkerParts } from './parts.js';
import { retryUntilAvailable } from './retry-until-available.js';

/** Events that close no attempt. Most are the attempt's own. */
const KEEPS_ATTEMPTS: ReadonlySet<AssetEventType> = new Set<AssetEventType>(['StepStarted', 'StepCheckpointed']);

/**
 * Checks in the log whether an attempt is still current. The lease is not enough: after a person's command no other worker may
 * have claimed it yet.
 */
export class AttemptStatus {
  constructor(
    private readonly parts: Pick<StepWorkerParts, 'commands' | 'store'>,
    private readonly message: Pick<WorkMessage, 'assetId' | 'step' | 'attemptId'>,
    private readonly lease: AttemptLease,
  ) {}

  /**
   * Aborts the work as soon as the broker delivers a commit that closes the attempt, e.g. a takeover or a cancel.
   *
   * Does not wait until the broker listens. Delivery begins after `revision`, on which the start is decided, so it includes
   * every commit that is stored before the broker listens: the start conflicts with it, or it comes after the start.
   */
  listen(revision: Revision, signal: AbortSignal): void {
    const onCommit = ({ commit }: StoredCommit): void => {
      if (commit.events.every(({ type }) => KEEPS_ATTEMPTS.has(type))) return;
      // The commit is not announced again, so this retries until the log answers.
      void this.#verify().catch(() => undefined);
    };
    this.parts.store.watch(this.message.assetId, onCommit, signal, revision).catch(() => {
      // An attempt that no command can stop must not go on: its next worker checks the lease.
      this.lease.abort('silent');
    });
  }

  /**
   * Resolves once broker and log have confirmed that the attempt is current. A stalled worker may wake before it learns that it
   * was fenced, and must not publish anything then.
   */
  async confirm(): Promise<void> {
    await this.lease.confirm();
    await this.#verify();
  }

  /** Returns false if the log cannot be read, because the answer is then unknown. */
  async isClosed(): Promise<boolean> {
    const asset = await this.#load().catch(() => undefined);
    return asset !== undefined && this.#isClosedIn(asset);
  }

  async #verify(): Promise<void> {
    const asset = await retryUntilAvailable(() => this.#load(), this.lease.signal);
    if (asset !== undefined && this.#isClosedIn(asset)) this.lease.abort('superseded');
    this.lease.signal.throwIfAborted();
  }

  #isClosedIn({ state }: LoadedAsset): boolean {
    return currentWork(state, this.message.step)?.attemptId !== this.message.attemptId;
  }

  #load(): Promise<LoadedAsset | undefined> {
    return this.parts.commands.load(this.message.assetId);
  }
}
