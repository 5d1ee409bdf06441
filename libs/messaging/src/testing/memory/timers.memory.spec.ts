import { MemoryDeadLetters } from './dead-letters.memory.js';
import { ManualClock } from '../manual-clock.js';
import { manualTime } from '../passing-time.js';
import { timersContract } from '../timers.contract.js';
import { MemoryTimers } from './timers.memory.js';

timersContract('MemoryTimers', () => {
  const clock = new ManualClock();
  const ackWaitMs = 5_000;
  const problems: unknown[] = [];
  const deadLetters = new MemoryDeadLetters(clock);
  const timers = new MemoryTimers({ clock, ackWaitMs, deadLetters, onProblem: (error) => problems.push(error) });
  return Promise.resolve({
    timers,
    deadLetters,
    time: manualTime(clock),
    ackWaitMs,
    wallClock: () => clock.now(),
    problems,
    putRaw: timers.putRaw,
    close: () => Promise.resolve(),
  });
});
