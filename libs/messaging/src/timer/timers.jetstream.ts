import { STREAMS } from '@throughline/contracts';
import type { NatsConnection } from '@nats-io/nats-core';
import { systemClock } from '../clock/clock.js';
import { Broker } from '../broker/broker.js';
import { JetStreamDeadLetters } from '../dead-letter/dead-letters.jetstream.js';
import { JetStreamQueue } from '../queue/queue.jetstream.js';
import type { OnProblem } from '../queue/queue.js';
import { QueuedTimers } from './queued-timers.js';

export interface JetStreamTimersOptions {
  readonly now?: () => number;
  readonly pieceMs?: number;
  readonly ackWaitMs?: number;
  readonly onProblem?: OnProblem;
}

/**
 * The longest delay of a timer after a restart of the broker, which forgets delays and redelivers everything after the ack
 * wait.
 */
const ACK_WAIT_MS = 5_000;

export class JetStreamTimers extends QueuedTimers {
  constructor(connection: NatsConnection, options: JetStreamTimersOptions = {}) {
    const { now = Date.now, ackWaitMs = ACK_WAIT_MS, onProblem = () => undefined, pieceMs } = options;
    const queue = new JetStreamQueue(Broker.over(connection), { stream: STREAMS.timers, ackWaitMs, onProblem });
    super(queue, new JetStreamDeadLetters(connection), {
      clock: { ...systemClock, now },
      onProblem,
      ...(pieceMs === undefined ? {} : { pieceMs }),
    });
  }
}
