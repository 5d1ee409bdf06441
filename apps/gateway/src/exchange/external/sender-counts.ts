import { LabelValues, type Metrics } from '@throughline/service-kit';
import type { EventVerdict } from './verdict.js';

const MAX_SENDERS = 100;
const MINUTE_MS = 60_000;
const MINUTES = 60;

/** Events of one hour. */
export interface HourCounts {
  readonly events: number;
  readonly refused: number;
  /** Events that waited because their sender was too fast. */
  readonly delayed: number;
}

/** Verdicts on the events of one sender, since this process started. */
export interface SenderReport {
  readonly sender: string;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  /** Refusals by problem code, the most frequent first. */
  readonly refusals: readonly { readonly code: string; readonly count: number }[];
  readonly lastEventAt: string | undefined;
  readonly lastHour: HourCounts;
}

/** Counts by minute, for the last hour. */
class LastHour {
  readonly #minutes = new Map<number, { events: number; refused: number; delayed: number }>();

  add(now: number, kind: keyof HourCounts): void {
    const minute = this.#forget(now);
    const counts = this.#minutes.get(minute) ?? { events: 0, refused: 0, delayed: 0 };
    counts[kind] += 1;
    this.#minutes.set(minute, counts);
  }

  sum(now: number): HourCounts {
    this.#forget(now);
    const sum = { events: 0, refused: 0, delayed: 0 };
    for (const counts of this.#minutes.values())
      for (const kind of ['events', 'refused', 'delayed'] as const) sum[kind] += counts[kind];
    return sum;
  }

  #forget(now: number): number {
    const minute = Math.floor(now / MINUTE_MS);
    for (const old of this.#minutes.keys()) if (old <= minute - MINUTES) this.#minutes.delete(old);
    return minute;
  }
}

class Sender {
  readonly verdicts = { accepted: 0, repeated: 0, refused: 0 };
  readonly refusals = new Map<string, number>();
  readonly lastHour = new LastHour();
  lastEventAt: number | undefined;
}

/** Counts the verdicts on events of other systems by sender, and refusals by their code. */
export class SenderCounts {
  readonly #events;
  readonly #refusals;
  readonly #deferred;
  readonly #labels = new LabelValues(MAX_SENDERS);
  readonly #senders = new Map<string, Sender>();

  constructor(
    metrics: Metrics,
    private readonly now: () => number = Date.now,
  ) {
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

  count(key: string, verdict: EventVerdict): void {
    const [label, sender] = this.#senderOf(key);
    const now = this.now();
    this.#events.inc({ sender: label, verdict: verdict.status });
    sender.verdicts[verdict.status] += 1;
    sender.lastEventAt = now;
    sender.lastHour.add(now, 'events');
    if (verdict.status !== 'refused') return;
    const { code } = verdict.problem;
    this.#refusals.inc({ sender: label, code });
    sender.refusals.set(code, (sender.refusals.get(code) ?? 0) + 1);
    sender.lastHour.add(now, 'refused');
  }

  defer(key: string, cause: 'rate' | 'unavailable'): void {
    const [label, sender] = this.#senderOf(key);
    this.#deferred.inc({ sender: label, cause });
    if (cause === 'rate') sender.lastHour.add(this.now(), 'delayed');
  }

  /** Returns the senders of this process, by name. From the 101st on they are counted together as `other`. */
  report(): readonly SenderReport[] {
    const now = this.now();
    return [...this.#senders.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([sender, { verdicts, refusals, lastEventAt, lastHour }]) => ({
        sender,
        ...verdicts,
        refusals: [...refusals].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count),
        lastEventAt: lastEventAt === undefined ? undefined : new Date(lastEventAt).toISOString(),
        lastHour: lastHour.sum(now),
      }));
  }

  #senderOf(key: string): readonly [label: string, sender: Sender] {
    const label = this.#labels.of(key);
    const sender = this.#senders.get(label) ?? new Sender();
    this.#senders.set(label, sender);
    return [label, sender];
  }
}
