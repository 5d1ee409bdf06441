import { followUpOf, outputOf } from '@throughline/contracts';
import { ATTEMPT_OUTCOMES, type EndedAttempt } from '@throughline/engine';
import type { Timers } from '@throughline/messaging';
import { LabelValues, type Metrics } from '@throughline/service-kit';

/** From a text stage that is done at once to a speech stage that takes its hours. */
const ATTEMPT_BUCKETS = [0.1, 0.5, 2, 10, 30, 60, 300, 900, 3_600, 14_400];
/** A broker that restarts brings put-off timers back after seconds. */
const LATENESS_BUCKETS = [0.1, 0.5, 1, 5, 15, 60, 600];

/** The step without the name of its output, which an installation may have any number of. */
function stepKind(step: string): string {
  if (outputOf(step) === undefined) return step;
  const followUp = followUpOf(step);
  return followUp === undefined ? 'deliver' : `deliver/${followUp}`;
}

/** What a worker service counts of its work. */
export class WorkerMetrics {
  readonly #steps = new LabelValues();
  readonly #codes = new LabelValues(100);
  readonly #destinations = new LabelValues();
  readonly #ended;
  readonly #duration;
  readonly #deliveries;
  readonly #lateness;

  /** `destinations`: the lanes of a service that delivers. */
  constructor(metrics: Metrics, destinations: readonly string[] = []) {
    this.#ended = metrics.counter({
      name: 'throughline_step_attempts_total',
      help: 'Attempts whose end this process has recorded, by outcome and the code of the event; a takeover is interrupted/lease-expired',
      labels: ['step', 'outcome', 'code'],
    });
    this.#duration = metrics.histogram({
      name: 'throughline_step_attempt_duration_seconds',
      help: 'From the claim of the lease to the end of the attempt, of attempts that this process has worked on',
      labels: ['step', 'outcome'],
      buckets: ATTEMPT_BUCKETS,
    });
    this.#deliveries = metrics.counter({
      name: 'throughline_deliveries_total',
      help: 'Attempts of deliveries whose end this process has recorded, by type of destination and outcome',
      labels: ['destination', 'outcome'],
    });
    // From 0 on, so that the first of them is an increase.
    for (const destination of destinations)
      for (const outcome of ATTEMPT_OUTCOMES)
        this.#deliveries.inc({ destination: this.#destinations.of(destination), outcome }, 0);
    this.#lateness = metrics.histogram({
      name: 'throughline_timer_lateness_seconds',
      help: 'How late timers were that came due, by the clock of this process',
      buckets: LATENESS_BUCKETS,
    });
  }

  readonly attemptEnded = ({ step, lane, outcome, code, tookMs }: EndedAttempt): void => {
    const kind = this.#steps.of(stepKind(step));
    this.#ended.inc({ step: kind, outcome, code: code === undefined ? '' : this.#codes.of(code) });
    if (tookMs !== undefined) this.#duration.observe({ step: kind, outcome }, tookMs / 1_000);
    // Deliveries of one type share a lane, which has its name.
    if (kind === 'deliver') this.#deliveries.inc({ destination: this.#destinations.of(lane), outcome });
  };

  /** The same timers, with their lateness measured. */
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
