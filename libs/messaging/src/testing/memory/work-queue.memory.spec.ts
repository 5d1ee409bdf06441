import { MemoryDeadLetters } from './dead-letters.memory.js';
import { ManualClock } from '../manual-clock.js';
import { manualTime } from '../passing-time.js';
import { workQueueContract } from '../work-queue.contract.js';
import { MemoryWorkQueue } from './work-queue.memory.js';

workQueueContract('MemoryWorkQueue', () => {
  const clock = new ManualClock();
  const problems: unknown[] = [];
  const deadLetters = new MemoryDeadLetters(clock);
  const ackWaitMs = 1_000;
  const queue = new MemoryWorkQueue({ clock, ackWaitMs, deadLetters, onProblem: (error) => problems.push(error) });
  return Promise.resolve({
    queue,
    hasty: queue,
    deadLetters,
    ackWaitMs,
    time: manualTime(clock),
    problems,
    putRaw: queue.putRaw,
    close: () => Promise.resolve(),
  });
});
