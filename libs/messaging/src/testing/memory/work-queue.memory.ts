import { STREAMS } from '@throughline/contracts';
import { systemClock, type Clock } from '../../clock/clock.js';
import { MemoryDeadLetters } from './dead-letters.memory.js';
import type { DeadLetters } from '../../dead-letter/dead-letters.js';
import { MemoryQueue } from './queue.memory.js';
import type { OnProblem } from '../../queue/queue.js';
import { DEFAULT_ACK_WAIT_MS, QueuedWork } from '../../work/queued-work.js';

export interface MemoryWorkOptions {
  readonly ackWaitMs?: number;
  readonly clock?: Clock;
  readonly deadLetters?: DeadLetters;
  readonly onProblem?: OnProblem;
}

export class MemoryWorkQueue extends QueuedWork {
  readonly putRaw: MemoryQueue['put'];

  constructor(options: MemoryWorkOptions = {}) {
    const { ackWaitMs = DEFAULT_ACK_WAIT_MS, clock = systemClock, onProblem = () => undefined } = options;
    const queue = new MemoryQueue({ name: STREAMS.work, keeps: 'first', ackWaitMs, clock });
    super(queue, options.deadLetters ?? new MemoryDeadLetters(clock), onProblem);
    this.putRaw = queue.put.bind(queue);
  }
}
