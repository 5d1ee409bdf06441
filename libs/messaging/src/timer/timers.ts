import type { Timer, WorkerService } from '@throughline/contracts';

/**
 * Timers for later work. A due timer is delivered at least once, and its handler looks at the asset. There is one timer for
 * each service, asset and purpose. A new one replaces the old, even while the old is being handled.
 */
export interface Timers {
  set(timer: Timer): Promise<void>;
  /**
   * Delivers due timers until aborted, and resolves after the last `onDue`. A timer whose handler throws is redelivered soon.
   */
  consume(options: ConsumeTimersOptions): Promise<void>;
}

export interface ConsumeTimersOptions {
  readonly service: WorkerService;
  readonly onDue: (timer: Timer) => Promise<void>;
  readonly signal: AbortSignal;
}
