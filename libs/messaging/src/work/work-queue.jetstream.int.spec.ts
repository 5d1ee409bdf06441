import { natsServers } from '@throughline/stack/testing';
import { JetStreamDeadLetters } from '../dead-letter/dead-letters.jetstream.js';
import { realTime } from '../testing/passing-time.js';
import { openTestBroker } from '../testing/test-broker.js';
import { workQueueContract } from '../testing/work-queue.contract.js';
import { JetStreamWorkQueue } from './work-queue.jetstream.js';

for (const { name, version } of await natsServers()) {
  workQueueContract(`JetStreamWorkQueue on nats-server ${version}`, async () => {
    const broker = await openTestBroker(name);
    const problems: unknown[] = [];
    const ackWaitMs = 4_000;
    const connection = await broker.connect();
    const onProblem = (error: unknown): void => void problems.push(error);
    return {
      queue: new JetStreamWorkQueue(connection, { ackWaitMs: 120_000, onProblem }),
      hasty: new JetStreamWorkQueue(connection, { ackWaitMs, onProblem }),
      deadLetters: new JetStreamDeadLetters(broker.admin),
      ackWaitMs,
      time: realTime,
      problems,
      putRaw: broker.putRaw,
      close: broker.close,
    };
  });
}
