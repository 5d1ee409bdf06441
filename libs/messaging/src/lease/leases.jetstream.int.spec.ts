import { natsServers } from '@throughline/stack/testing';
import { leasesContract } from '../testing/leases.contract.js';
import { realTime } from '../testing/passing-time.js';
import { openTestBroker } from '../testing/test-broker.js';
import { JetStreamLeases } from './leases.jetstream.js';

for (const { name, version } of await natsServers()) {
  leasesContract(`JetStreamLeases on nats-server ${version}`, async () => {
    const broker = await openTestBroker(name);
    const connections = [await broker.connect(), await broker.connect()] as const;
    const [leases, others] = [new JetStreamLeases(connections[0]), new JetStreamLeases(connections[1])];
    return {
      leases,
      others,
      time: realTime,
      restartBroker: async (awayMs) => {
        await broker.server.kill();
        const back = realTime.now() + awayMs;
        await realTime.eventually('away', () => realTime.now() >= back);
        await broker.server.restart();
        const answers = connections.map(
          (connection) => () =>
            connection.rtt().then(
              () => true,
              () => false,
            ),
        );
        await Promise.all(answers.map((answer) => realTime.eventually('connected again', answer)));
      },
      close: broker.close,
    };
  });
}
