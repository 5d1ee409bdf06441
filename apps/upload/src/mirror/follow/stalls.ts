import type { MirrorRecord } from '@throughline/contracts';
import type { AssetState } from '@throughline/domain';
import { sleep, type Clock, type Leases } from '@throughline/messaging';
import { isAtWork, type AttemptAtWork } from './at-work.js';

export type StalledAttempt = NonNullable<MirrorRecord['stalled']>[number];

export interface StallsParts {
  readonly leases: Pick<Leases, 'isExpired' | 'read'>;
  readonly load: (assetId: string) => Promise<AssetState | undefined>;
  /** Told of each attempt that is known to be alive, or to have stalled; not where that is not known. */
  readonly onKnown: (assetId: string, attempt: AttemptAtWork, stalledSince: string | undefined) => Promise<void>;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/** A question of its own: the signal may fire while something is waited for. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/**
 * Looks now and then whether those who work on mirrored items are still there. A stall takes three witnesses, as everywhere: the lease has run
 * out by the broker's clock, the log, read after that, still has the attempt at work, and nothing was heard of it meanwhile.
 */
export class Stalls {
  readonly #atWork = new Map<string, readonly AttemptAtWork[]>();

  constructor(private readonly parts: StallsParts) {}

  /** What is at work of an item now. */
  expect(assetId: string, attempts: readonly AttemptAtWork[]): void {
    if (attempts.length === 0) this.#atWork.delete(assetId);
    else this.#atWork.set(assetId, attempts);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, everyMs } = this.parts;
    while (!isOver(signal)) {
      await sleep(clock, everyMs, signal);
      for (const [assetId, attempts] of [...this.#atWork])
        for (const attempt of attempts) if (!isOver(signal)) await this.#look(assetId, attempt);
    }
  }

  async #look(assetId: string, attempt: AttemptAtWork): Promise<void> {
    const { onKnown, onProblem } = this.parts;
    try {
      const found = await this.#verdictOn(assetId, attempt);
      if (found !== undefined) await onKnown(assetId, attempt, found === 'alive' ? undefined : found.since);
    } catch (error) {
      onProblem(error);
    }
  }

  async #verdictOn(assetId: string, attempt: AttemptAtWork): Promise<'alive' | { readonly since: string } | undefined> {
    const { leases, load } = this.parts;
    const { expired, seen } = await leases.isExpired(assetId, attempt.step);
    if (seen?.lease.attemptId !== attempt.attemptId || seen.lease.state !== 'held') return undefined;
    if (!expired) return 'alive';
    const state = await load(assetId);
    if (state === undefined || !isAtWork(state, attempt)) return undefined;
    const after = await leases.read(assetId, attempt.step);
    return after?.token === seen.token ? { since: seen.storedAt } : undefined;
  }
}
