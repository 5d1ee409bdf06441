import { followUpOf, outputOf } from '@throughline/contracts';
import { ATTEMPT_OUTCOMES, type EndedAttempt } from '@throughline/engine';
import type { Timers } from '@throughline/messaging';
import { LabelValues, type Metrics } from '@throughline/service-kit';

/** Seconds. From a text stage that ends at once to a speech stage that runs for hours. */
const ATTEMPT_BUCKETS = [0.1, 0.5, 2, 10, 30, 60, 300, 900, 3_600, 14_400];
/** Seconds. After a restart the broker redelivers deferred timers within seconds. */
const LATENESS_BUCKETS = [0.1, 0.5, 1, 5, 15, 60, 600];

/** Removes the output's name from a step, because an installation may have any number of outputs. */
function toStepKind(step: string): string {
  if (outputOf(step) === undefined) return step;
  const followUp = followUpOf(step);
  return followUp === undefined ? 'deliver' : `deliver/${followUp}`;
}

export class WorkerMetrics {
  readonly #steps = new LabelValues();
  readonly #codes = new LabelValues(100);
  readonly #destinations = new LabelValues();
  readonly #ended;
  readonly #duration;
  readonly #deliveries;
  readonly #lateness;

  constructor(metrics: Metrics, destinations: readonly string[] = []) {
    this.#ended = metrics.counter({
      name: 'throughline_step_attempts_total',
      help: 'Ended attempts recorded by this process, by outcome and code of the event; a takeover is interrupted with lease-expired',
      labels: ['step', 'outcome', 'code'],
    });
    this.#duration = metrics.histogram({
      name: 'throughline_step_attempt_duration_seconds',
      help: 'Seconds from the claim of the lease to the end of an attempt of this process',
      labels: ['step', 'outcome'],
      buckets: ATTEMPT_BUCKETS,
    });
    this.#deliveries = metrics.counter({
      name: 'throughline_deliveries_total',
      help: 'Ended attempts of deliveries recorded by this process, by type of destination and outcome',
      labels: ['destination', 'outcome'],
    });
    // Starts the counters at 0, so that the first delivery shows as an increase.
    for (const destination of destinations)
      for (const outcome of ATTEMPT_OUTCOMES)
        this.#deliveries.inc({ destination: this.#destinations.of(destination), outcome }, 0);
    this.#lateness = metrics.histogram({
      name: 'throughline_timer_lateness_seconds',
      help: 'Delay of timers in seconds, by the clock of this process',
      buckets: LATENESS_BUCKETS,
    });
  }

  readonly attemptEnded = ({ step, lane, outcome, code, tookMs }: EndedAttempt): void => {
    const kind = this.#steps.of(toStepKind(step));
    this.#ended.inc({ step: kind, outcome, code: code === undefined ? '' : this.#codes.of(code) });
    if (tookMs !== undefined) this.#duration.observe({ step: kind, outcome }, tookMs / 1_000);
    // The lane of deliveries is named after the type of their destination.
    if (kind === 'deliver') this.#deliveries.inc({ destination: this.#destinations.of(lane), outcome });
  };

  measuring(timers: Timers): Timers {
    return {
      set: (timer) => timers.set(timer),
      consume: (options) =>
        timers.consume({
          ...options,
          onDue: (timer) => {
            this.#lateness.observe(Math.max(0, Date.now() - Date.parse(timer.dueAt)) / 1_000);
            return options.onDue(timer);
          },
        }),
    };
  }
}
