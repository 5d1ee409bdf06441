import { STREAMS } from '@throughline/contracts';
import { systemClock, type Clock } from '../../clock/clock.js';
import { MemoryDeadLetters } from './dead-letters.memory.js';
import type { DeadLetters } from '../../dead-letter/dead-letters.js';
import { MemoryQueue } from './queue.memory.js';
import type { OnProblem } from '../../queue/queue.js';
import { QueuedTimers } from '../../timer/queued-timers.js';

export interface MemoryTimersOptions {
  readonly clock?: Clock;
  readonly ackWaitMs?: number;
  readonly deadLetters?: DeadLetters;
  readonly onProblem?: OnProblem;
}

const ACK_WAIT_MS = 5_000;

export class MemoryTimers extends QueuedTimers {
  readonly putRaw: MemoryQueue['put'];

  constructor(options: MemoryTimersOptions = {}) {
    const { clock = systemClock, ackWaitMs = ACK_WAIT_MS, onProblem = () => undefined } = options;
    const queue = new MemoryQueue({ name: STREAMS.timers, keeps: 'newest', ackWaitMs, clock });
    super(queue, options.deadLetters ?? new MemoryDeadLetters(clock), { clock, onProblem });
    this.putRaw = queue.put.bind(queue);
  }
}
