import {
  computeBackoff,
  kindOf,
  laneFilter,
  parseWorkSubject,
  workCodec,
  workSubject,
  type WorkMessage,
} from '@throughline/contracts';
import type { DeadLetters } from '../dead-letter/dead-letters.js';
import { DESTINATIONS, runInTrace, runInPublishSpan } from '@throughline/telemetry';
import type { OnProblem, Queue, ReceivedMessage } from '../queue/queue.js';
import { buildTraceHeaders, extractTrace } from '../queue/trace-headers.js';
import { readWork } from './read-work.js';
import type { ConsumeWorkOptions, WorkQueue } from './work-queue.js';

/** The default time until redelivery of a message without an answer. */
export const DEFAULT_ACK_WAIT_MS = 30_000;
const BACKOFF = { firstMs: 1_000, longestMs: 30_000 };
/** Gives the message back soon, because a newer worker that can read it may have started. */
const NEWER_PAUSE_MS = 10_000;

export const buildLaneDurable = (service: string, lane: string): string => `${service}_${lane}`;

export class QueuedWork implements WorkQueue {
  constructor(
    private readonly queue: Queue,
    private readonly deadLetters: DeadLetters,
    private readonly onProblem: OnProblem,
  ) {}

  async publish(message: WorkMessage): Promise<'queued' | 'already-queued'> {
    const outcome = await runInPublishSpan(DESTINATIONS.work, () =>
      this.queue.put(workSubject(message), workCodec.encode(message), buildTraceHeaders()),
    );
    return outcome === 'stored' ? 'queued' : 'already-queued';
  }

  consume(options: ConsumeWorkOptions): Promise<void> {
    const { service, lane, concurrency, signal } = options;
    return this.queue.pull({
      durable: buildLaneDurable(service, lane),
      filter: laneFilter(service, lane),
      capacity: concurrency,
      onReceived: (received) => this.receive(received, options),
      signal,
    });
  }

  private async receive(received: ReceivedMessage, options: ConsumeWorkOptions): Promise<void> {
    try {
      await this.handle(received, options);
    } catch (error) {
      this.onProblem(error);
      await received.nak(computeBackoff(BACKOFF, received.deliveries)).catch(this.onProblem);
    }
  }

  private async handle(received: ReceivedMessage, options: ConsumeWorkOptions): Promise<void> {
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
    return runInTrace(extractTrace(received.headers), () =>
      options.onWork({ message, subject, redelivered: deliveries > 1, deliveries, unseen, working, ack, nak, term }),
    );
  }

  private async bury(received: ReceivedMessage, error: unknown, { service, onUndecodable }: ConsumeWorkOptions): Promise<void> {
    const { subject, bytes, headers, id } = received;
    const address = parseWorkSubject(subject);
    const reason = error instanceof Error ? error.message : 'undecodable';
    await this.deadLetters.put({ service, assetId: address?.assetId, subject, bytes, headers, reason, sourceId: id });
    await onUndecodable?.({ subject, address, error });
    await received.term(reason);
    this.onProblem(error);
  }
}
