import { natsServers } from '@throughline/stack/testing';
import { JetStreamDeadLetters } from '../dead-letter/dead-letters.jetstream.js';
import { realTime } from '../testing/passing-time.js';
import { openTestBroker } from '../testing/test-broker.js';
import { timersContract } from '../testing/timers.contract.js';
import { JetStreamTimers } from './timers.jetstream.js';

for (const { name, version } of await natsServers()) {
  timersContract(`JetStreamTimers on nats-server ${version}`, async () => {
    const broker = await openTestBroker(name);
    const ackWaitMs = 6_000;
    const problems: unknown[] = [];
    return {
      timers: new JetStreamTimers(await broker.connect(), { ackWaitMs, onProblem: (error) => problems.push(error) }),
      deadLetters: new JetStreamDeadLetters(broker.admin),
      time: realTime,
      ackWaitMs,
      wallClock: () => Date.now(),
      problems,
      putRaw: broker.putRaw,
      close: broker.close,
    };
  });
}
