import { leasesContract } from '../leases.contract.js';
import { ManualClock } from '../manual-clock.js';
import { manualTime } from '../passing-time.js';
import { MemoryLeases } from './leases.memory.js';

leasesContract('MemoryLeases', () => {
  const clock = new ManualClock();
  const leases = new MemoryLeases(clock);
  return Promise.resolve({
    leases,
    others: leases,
    time: manualTime(clock),
    restartBroker: async (awayMs: number) => {
      await clock.advance(awayMs);
      leases.restart();
    },
    close: () => Promise.resolve(),
  });
});
