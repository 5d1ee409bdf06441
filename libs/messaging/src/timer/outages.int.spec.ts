import { STREAMS, newId, timerSubject, type Timer } from '@throughline/contracts';
import { jetstreamManager, type ConsumerInfo } from '@nats-io/jetstream';
import { natsServers } from '@throughline/stack/testing';
import { realTime } from '../testing/passing-time.js';
import { aTimer } from '../testing/samples.js';
import { openTestBroker, type TestBroker } from '../testing/test-broker.js';
import { JetStreamTimers, type JetStreamTimersOptions } from './timers.jetstream.js';

const { eventually } = realTime;
const HOUR_MS = 3_600_000;

describe.each(await natsServers())('Timers on nats-server $version', ({ name }) => {
  let broker: TestBroker;
  let abort = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let fired: Timer[] = [];
  beforeEach(async () => {
    broker = await openTestBroker(name);
    abort = new AbortController();
    fired = [];
  });
  afterEach(async () => {
    abort.abort();
    await running;
    await broker.close();
  });
  const open = async (options: JetStreamTimersOptions = {}): Promise<JetStreamTimers> => {
    const timers = new JetStreamTimers(await broker.connect(), options);
    const onDue = (timer: Timer): Promise<void> => Promise.resolve(void fired.push(timer));
    running = timers.consume({ service: 'processing', onDue, signal: abort.signal });
    return timers;
  };
  const dueIn = (ms: number, overrides: Partial<Timer> = {}): Timer =>
    aTimer({ dueAt: new Date(Date.now() + ms).toISOString(), ...overrides });
  const consumer = async (): Promise<ConsumerInfo> =>
    (await jetstreamManager(broker.admin)).consumers.info(STREAMS.timers, 'processing_timers');
  /** The consumer exists only once its follower has connected. */
  const countDelivered = (): Promise<number> =>
    consumer().then(
      (info) => info.delivered.consumer_seq,
      () => 0,
    );
  const wasTold = (timer: Timer): boolean => fired.some(({ assetId }) => assetId === timer.assetId);

  it('deliver timers that became due while the server was away, and later ones', async () => {
    const timers = await open();
    // Due long after both were looked at, on a slow machine too.
    const [early, late] = [dueIn(4_000), dueIn(5_000)];
    await timers.set(early);
    await timers.set(late);
    await eventually('both looked at', () =>
      consumer().then(
        ({ num_ack_pending }) => num_ack_pending === 2,
        () => false,
      ),
    );
    await broker.server.kill();
    await eventually('due meanwhile', () => Date.now() > Date.parse(early.dueAt));
    await broker.server.restart();
    await eventually('both told', () => wasTold(early) && wasTold(late));
    expect(fired).toHaveLength(2);
  });

  it('use one delivery for each waiting timer, however long it waits', async () => {
    // The test lasts two ack waits. No pause of the machine is as long as one.
    const timers = await open({ ackWaitMs: 4_000 });
    const waiting = 1_000;
    for (let batch = 0; batch < 10; batch += 1) {
      await Promise.all(Array.from({ length: waiting / 10 }, () => timers.set(dueIn(HOUR_MS))));
    }
    await eventually('each looked at once', async () => {
      const { num_pending, delivered } = await consumer();
      return num_pending === 0 && delivered.consumer_seq >= waiting;
    });
    const due = dueIn(9_000);
    await timers.set(due);
    await eventually('told', () => wasTold(due));
    await eventually('acknowledged', async () => (await consumer()).num_ack_pending === waiting);
    // Each of the thousand once, and the last timer twice: when it was set and when it was due.
    expect((await consumer()).delivered.consumer_seq).toBe(waiting + 2);
    expect(fired).toHaveLength(1);
  });

  it('notice a changed clock within the longest redelivery delay', async () => {
    let ahead = 0;
    const timers = await open({ now: () => Date.now() + ahead, pieceMs: 200 });
    const timer = dueIn(HOUR_MS);
    await timers.set(timer);
    await eventually('looked at more than once', async () => (await countDelivered()) > 2);
    expect(wasTold(timer)).toBe(false);
    ahead = 2 * HOUR_MS;
    await eventually('told', () => wasTold(timer));
  });

  it('keep one message of a timer that is set repeatedly', async () => {
    const timers = await open();
    const assetId = newId();
    for (let minute = 1; minute <= 20; minute += 1) await timers.set(dueIn(minute * 60_000, { assetId }));
    const manager = await jetstreamManager(broker.admin);
    const { state } = await manager.streams.info(STREAMS.timers, { subjects_filter: 'tl.timer.>' });
    expect(state.subjects).toEqual({ [timerSubject('processing', assetId, 'retry')]: 1 });
    const due = dueIn(0, { assetId });
    await timers.set(due);
    await eventually('told', () => fired.length > 0);
    expect(fired).toEqual([due]);
  });
});
