import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MIRROR_STORE } from '@throughline/contracts';
import { JetStreamKeyValueStore, ensureKeyValueStores, systemClock } from '@throughline/messaging';
import { startNats, until, type TestNats } from '@throughline/stack/testing';
import { Election } from './election.js';

const TERM_MS = 5_000;

describe('the writer of pages, elected over a real bus', () => {
  let nats: TestNats;
  const lines: NatsConnection[] = [];
  beforeAll(async () => {
    nats = await startNats();
    const nc = await connect({ servers: nats.url });
    await ensureKeyValueStores(nc);
    lines.push(nc);
  });
  afterAll(async () => {
    for (const nc of lines) await nc.close();
    await nats.stop();
  });

  const aProcess = async (
    atWork: Set<string>,
    name: string,
  ): Promise<{ stop: () => Promise<void>; cut: () => Promise<void> }> => {
    const nc = await connect({ servers: nats.url, reconnect: false });
    const stopping = new AbortController();
    const election = new Election({
      records: new JetStreamKeyValueStore(nc, MIRROR_STORE),
      record: 'writer',
      termMs: TERM_MS,
      clock: systemClock,
      onProblem: () => undefined,
    });
    const ended = election.serve(async (term) => {
      atWork.add(name);
      await new Promise<void>((resolve) => {
        term.addEventListener('abort', () => {
          resolve();
        });
      });
      atWork.delete(name);
    }, stopping.signal);
    return {
      stop: async () => {
        stopping.abort();
        await ended;
        if (!nc.isClosed()) await nc.close();
      },
      cut: () => nc.close(),
    };
  };

  it('is one of several at any time, and another one after it has lost its connection', async () => {
    const atWork = new Set<string>();
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, atWork.size)), 5);
    const all = await Promise.all(['a', 'b', 'c'].map(async (name) => ({ name, ...(await aProcess(atWork, name)) })));
    await until(() => atWork.size === 1, { what: 'the first one' });
    const [first = ''] = atWork;
    await all.find(({ name }) => name === first)?.cut();
    await until(() => atWork.size === 1 && !atWork.has(first), { what: 'the one after it' });
    for (const each of all) await each.stop();
    clearInterval(watching);
    expect(atWork.size).toBe(0);
    expect(most).toBe(1);
  });

  it('hands over at once when it stops', async () => {
    const atWork = new Set<string>();
    const first = await aProcess(atWork, 'first');
    await until(() => atWork.has('first'), { what: 'the first one' });
    await first.stop();
    const records = new JetStreamKeyValueStore(lines[0] ?? (await connect({ servers: nats.url })), MIRROR_STORE);
    expect(await records.read('writer')).toBeUndefined();
  });
});
