import type { WorkMessage } from '@throughline/contracts';
import { currentWork } from '@throughline/domain';
import type { LoadedAsset } from '../commands/asset-commands.js';
import type { HeldLease } from './held-lease.js';
import type { StepWorkerParts } from './parts.js';
import { persistently } from './persistently.js';

/** Where an attempt stands in the log. A lease alone does not tell: what a person takes away nobody else may have taken up yet. */
export class Standing {
  constructor(
    private readonly parts: Pick<StepWorkerParts, 'commands' | 'store'>,
    private readonly message: Pick<WorkMessage, 'assetId' | 'step' | 'attemptId'>,
    private readonly lease: HeldLease,
  ) {}

  /** A commit that closes the attempt (a takeover, a cancel) stops the work within one delivery of the broker. */
  async listen(signal: AbortSignal): Promise<void> {
    const onCommit = (): void => {
      // Nobody tells again: a log that does not answer just then is asked until it does.
      void this.#verify().catch(() => undefined);
    };
    await this.parts.store.watch(this.message.assetId, onCommit, signal);
  }

  /**
   * Returns once broker and log have confirmed that the attempt is ours. A sleeper that wakes before a successor has taken the lease, or
   * before it hears of the commit that fenced it, must publish as little as any other.
   */
  async confirm(): Promise<void> {
    await this.lease.confirm();
    await this.#verify();
  }

  /** Where the log cannot be read nobody knows, so it is not said. */
  async isClosed(): Promise<boolean> {
    const asset = await this.#load().catch(() => undefined);
    return asset !== undefined && this.#isClosedIn(asset);
  }

  async #verify(): Promise<void> {
    const asset = await persistently(() => this.#load(), this.lease.signal);
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
