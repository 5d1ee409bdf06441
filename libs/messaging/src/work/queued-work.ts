import { kindOf, laneFilter, parseWorkSubject, workCodec, workSubject, type WorkMessage } from '@throughline/contracts';
import type { DeadLetters } from '../dead-letter/dead-letters.js';
import { DESTINATIONS, inTrace, publishing } from '@throughline/telemetry';
import type { OnProblem, Queue, Received } from '../queue/queue.js';
import { traceHeaders, traceIn } from '../queue/trace-headers.js';
import { readWork } from './read-work.js';
import type { ConsumeWork, WorkQueue } from './work-queue.js';

/** The default time that a message may be in a worker's hands without a sign of life. */
export const DEFAULT_ACK_WAIT_MS = 30_000;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;
/** A newer worker may be on its way: do not keep it from the message by holding it. */
const NEWER_PAUSE_MS = 10_000;

const pauseAfter = (deliveries: number): number => Math.min(FIRST_PAUSE_MS * 2 ** Math.min(deliveries - 1, 10), MAX_PAUSE_MS);

export const durableFor = (service: string, lane: string): string => `${service}_${lane}`;

/** The rules of the work queue over any queue. */
export class QueuedWork implements WorkQueue {
  constructor(
    private readonly queue: Queue,
    private readonly deadLetters: DeadLetters,
    private readonly onProblem: OnProblem,
  ) {}

  async publish(message: WorkMessage): Promise<'queued' | 'already-queued'> {
    const outcome = await publishing(DESTINATIONS.work, () =>
      this.queue.put(workSubject(message), workCodec.encode(message), traceHeaders()),
    );
    return outcome === 'stored' ? 'queued' : 'already-queued';
  }

  consume(options: ConsumeWork): Promise<void> {
    const { service, lane, concurrency, signal } = options;
    return this.queue.pull({
      durable: durableFor(service, lane),
      filter: laneFilter(service, lane),
      capacity: concurrency,
      onReceived: (received) => this.receive(received, options),
      signal,
    });
  }

  private async receive(received: Received, options: ConsumeWork): Promise<void> {
    try {
      await this.handle(received, options);
    } catch (error) {
      this.onProblem(error);
      await received.nak(pauseAfter(received.deliveries)).catch(this.onProblem);
    }
  }

  private async handle(received: Received, options: ConsumeWork): Promise<void> {
    const { subject, deliveries, unseen } = received;
    let message: WorkMessage;
    try {
      message = readWork(subject, received.bytes);
    } catch (error) {
      if (kindOf(error) === 'undecodable') return this.bury(received, error, options);
      this.onProblem(error);
      return received.nak(NEWER_PAUSE_MS);
    }
    const { working, ack, nak, term } = received;
    return inTrace(traceIn(received.headers), () =>
      options.onWork({ message, subject, redelivered: deliveries > 1, deliveries, unseen, working, ack, nak, term }),
    );
  }

  private async bury(received: Received, error: unknown, { service, onUndecodable }: ConsumeWork): Promise<void> {
    const { subject, bytes, headers, id } = received;
    const address = parseWorkSubject(subject);
    const reason = error instanceof Error ? error.message : 'undecodable';
    await this.deadLetters.put({ service, assetId: address?.assetId, subject, bytes, headers, reason, sourceId: id });
    await onUndecodable?.({ subject, address, error });
    await received.term(reason);
    this.onProblem(error);
  }
}
