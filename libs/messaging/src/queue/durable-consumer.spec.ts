import type { ConsumerInfo, JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import type { Broker } from '../broker/broker.js';
import { ensureDurable } from './durable-consumer.js';

const DURABLE = { stream: 'WORK', durable: 'processing_media', filter: 'tl.work.processing.media.>', ackWaitMs: 1_000 };

function brokerWith({ delivered, last }: { readonly delivered: number; readonly last: number }): {
  readonly broker: Pick<Broker, 'admin'>;
  readonly asked: string[];
} {
  const asked: string[] = [];
  let position = delivered;
  const consumers = {
    add: () => {
      asked.push('add');
      return Promise.resolve({ delivered: { stream_seq: position, consumer_seq: position } } as ConsumerInfo);
    },
    delete: () => {
      asked.push('delete');
      position = 0;
      return Promise.resolve(true);
    },
  };
  const streams = {
    info: () => {
      asked.push('stream');
      return Promise.resolve({ state: { last_seq: last } } as StreamInfo);
    },
  };
  const manager = { consumers, streams } as unknown as JetStreamManager;
  return { asked, broker: { admin: (_what, use) => use(manager) } };
}

describe('the consumer of a lane', () => {
  it('is recreated if it is ahead of its stream, as after a kill of the server', async () => {
    const { broker, asked } = brokerWith({ delivered: 302, last: 10 });
    await ensureDurable(broker, DURABLE);
    expect(asked).toEqual(['add', 'stream', 'delete', 'add']);
  });

  it.each([
    ['has delivered everything that there is', { delivered: 10, last: 10 }, ['add', 'stream']],
    ['has something left', { delivered: 3, last: 10 }, ['add', 'stream']],
    ['is new', { delivered: 0, last: 0 }, ['add']],
  ])('is left unchanged if it %s', async (_what, state, expected) => {
    const { broker, asked } = brokerWith(state);
    await ensureDurable(broker, DURABLE);
    expect(asked).toEqual(expected);
  });
});
