import { STREAMS } from '@throughline/contracts';
import type { NatsConnection } from '@nats-io/nats-core';
import { Broker } from '../broker/broker.js';
import { JetStreamDeadLetters } from '../dead-letter/dead-letters.jetstream.js';
import type { OnProblem } from '../queue/queue.js';
import { JetStreamQueue } from '../queue/queue.jetstream.js';
import { DEFAULT_ACK_WAIT_MS, QueuedWork } from './queued-work.js';

export interface JetStreamWorkOptions {
  readonly ackWaitMs?: number;
  readonly onProblem?: OnProblem;
}

export class JetStreamWorkQueue extends QueuedWork {
  constructor(
    connection: NatsConnection,
    { ackWaitMs = DEFAULT_ACK_WAIT_MS, onProblem = () => undefined }: JetStreamWorkOptions = {},
  ) {
    const queue = new JetStreamQueue(Broker.over(connection), { stream: STREAMS.work, ackWaitMs, onProblem });
    super(queue, new JetStreamDeadLetters(connection), onProblem);
  }
}
