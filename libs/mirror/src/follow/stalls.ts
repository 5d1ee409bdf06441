import { isAttemptRunning, judgeLiveness, type AssetState, type RunningAttempt } from '@throughline/domain';
import { sleep, type Clock, type Leases } from '@throughline/messaging';

export interface StallDetectorParts {
  readonly leases: Pick<Leases, 'isExpired' | 'read'>;
  readonly load: (assetId: string) => Promise<AssetState | undefined>;
  /** Called for each attempt that is alive or stalled. Not called if that is unknown. */
  readonly onKnown: (assetId: string, attempt: RunningAttempt, stalledSince: string | undefined) => Promise<void>;
  readonly everyMs: number;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/** A function, because the signal may abort during an await and TypeScript would keep the earlier value. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

/**
 * Checks the running attempts of mirrored items at intervals. A stall has three conditions: the lease has expired by the
 * broker's clock, the log still shows the attempt as running, and no heartbeat has come since.
 */
export class StallDetector {
  readonly #atWork = new Map<string, readonly RunningAttempt[]>();

  constructor(private readonly parts: StallDetectorParts) {}

  watch(assetId: string, attempts: readonly RunningAttempt[]): void {
    if (attempts.length === 0) this.#atWork.delete(assetId);
    else this.#atWork.set(assetId, attempts);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, everyMs } = this.parts;
    while (!isOver(signal)) {
      await sleep(clock, everyMs, signal);
      for (const [assetId, attempts] of [...this.#atWork])
        for (const attempt of attempts) if (!isOver(signal)) await this.#check(assetId, attempt);
    }
  }

  async #check(assetId: string, attempt: RunningAttempt): Promise<void> {
    const { onKnown, onProblem } = this.parts;
    try {
      const found = await this.#verdictOn(assetId, attempt);
      if (found !== undefined) await onKnown(assetId, attempt, found === 'alive' ? undefined : found.since);
    } catch (error) {
      onProblem(error);
    }
  }

  async #verdictOn(assetId: string, attempt: RunningAttempt): Promise<'alive' | { readonly since: string } | undefined> {
    const { leases, load } = this.parts;
    const reading = await leases.isExpired(assetId, attempt.step);
    const isRunning = reading.expired && isAttemptRunning(await load(assetId), attempt);
    const { liveness } = judgeLiveness(attempt.attemptId, reading, isRunning);
    if (liveness !== 'stalled') return liveness === 'alive' ? 'alive' : undefined;
    const { seen } = reading;
    const after = await leases.read(assetId, attempt.step);
    return seen !== undefined && after?.token === seen.token ? { since: seen.storedAt } : undefined;
  }
}
