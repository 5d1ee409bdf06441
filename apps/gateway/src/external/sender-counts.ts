import { LabelValues, type Metrics } from '@throughline/service-kit';
import type { EventVerdict } from './verdict.js';

const MOST_SENDERS = 100;

/** Counts the verdicts on events of other systems by sender, and refusals by their code. */
export class SenderCounts {
  readonly #events;
  readonly #refusals;
  readonly #deferred;
  readonly #senders = new LabelValues(MOST_SENDERS);

  constructor(metrics: Metrics) {
    this.#events = metrics.counter({
      name: 'throughline_external_events_total',
      help: 'Events of other systems by sender and verdict: accepted, repeated, refused',
      labels: ['sender', 'verdict'],
    });
    this.#refusals = metrics.counter({
      name: 'throughline_external_events_refused_total',
      help: 'Refused events of other systems by sender and problem code',
      labels: ['sender', 'code'],
    });
    this.#deferred = metrics.counter({
      name: 'throughline_external_events_deferred_total',
      help: 'Events of other systems that waited by sender and cause: rate, unavailable',
      labels: ['sender', 'cause'],
    });
  }

  count(sender: string, verdict: EventVerdict): void {
    const label = this.#senders.of(sender);
    this.#events.inc({ sender: label, verdict: verdict.status });
    if (verdict.status === 'refused') this.#refusals.inc({ sender: label, code: verdict.problem.code });
  }

  defer(sender: string, cause: 'rate' | 'unavailable'): void {
    this.#deferred.inc({ sender: this.#senders.of(sender), cause });
  }
}
