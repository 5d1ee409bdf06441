import type { Timer, WorkerService } from '@throughline/contracts';

/**
 * What is due later. A due timer is a poke, delivered at least once: whoever gets it looks at the asset.
 * One timer for a service, asset and purpose; a new one replaces the old, also while the old is being handled.
 */
export interface Timers {
  set(timer: Timer): Promise<void>;
  /** Ends when aborted, after the last `onDue` has ended. One that throws is told again a little later. */
  consume(options: ConsumeTimers): Promise<void>;
}

export interface ConsumeTimers {
  readonly service: WorkerService;
  readonly onDue: (timer: Timer) => Promise<void>;
  readonly signal: AbortSignal;
}
