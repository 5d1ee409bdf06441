import { STREAMS } from '@throughline/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { natsServers, startNats, type TestNats } from '@throughline/stack/testing';
import { JetStreamDeadLetters } from './dead-letter/dead-letters.jetstream.js';
import { JetStreamLeases } from './lease/leases.jetstream.js';
import { ensureMessagingStreams, verifyMessagingStreams } from './streams.js';
import { realTime } from './testing/passing-time.js';
import { aLease, aTimer, aWorkMessage } from './testing/samples.js';
import { JetStreamTimers } from './timer/timers.jetstream.js';
import { JetStreamWorkQueue } from './work/work-queue.jetstream.js';

describe.each(await natsServers())('The message streams on nats-server $version', ({ name }) => {
  let server: TestNats;
  let admin: NatsConnection;
  let service: NatsConnection;
  const connectAs = (user: 'admin' | 'processing'): Promise<NatsConnection> => connect(server.login(user));
  beforeEach(async () => {
    server = await startNats({ version: name, plain: false });
    [admin, service] = [await connectAs('admin'), await connectAs('processing')];
  });
  afterEach(async () => {
    await Promise.all([admin.close(), service.close()]);
    await server.stop();
  });

  it('are created once and left unchanged afterwards', async () => {
    await ensureMessagingStreams(admin);
    const manager = await jetstreamManager(admin);
    const first = await manager.streams.info(STREAMS.work);
    await ensureMessagingStreams(admin);
    expect(await manager.streams.info(STREAMS.work)).toMatchObject({ created: first.created, config: first.config });
    await expect(verifyMessagingStreams(service)).resolves.toBeUndefined();
  });

  it('are refused by a service if they are missing or differ, with a list of all problems', async () => {
    await ensureMessagingStreams(admin);
    const manager = await jetstreamManager(admin);
    await manager.streams.update(STREAMS.work, { max_msgs_per_subject: 2 });
    await manager.streams.delete(STREAMS.timers);
    await expect(verifyMessagingStreams(service)).rejects.toMatchObject({
      kind: 'infrastructure',
      message: expect.stringMatching(/TL_WORK: max_msgs_per_subject is 2, not 1\n.*TL_TIMERS does not exist/s) as string,
    });
    await ensureMessagingStreams(admin);
    await expect(verifyMessagingStreams(service)).resolves.toBeUndefined();
  });

  it('suffice for a service with its own permissions', async () => {
    await ensureMessagingStreams(admin);
    const problems: unknown[] = [];
    const onProblem = (error: unknown): void => void problems.push(error);
    const abort = new AbortController();
    const { signal } = abort;
    const done: string[] = [];
    const queue = new JetStreamWorkQueue(service, { onProblem });
    const timers = new JetStreamTimers(service, { onProblem });
    const leases = new JetStreamLeases(service, { onProblem });
    const running = [
      queue.consume({
        service: 'processing',
        lane: 'speech',
        concurrency: 1,
        onWork: (delivery) => delivery.ack().then(() => void done.push('work')),
        signal,
      }),
      timers.consume({ service: 'processing', onDue: () => Promise.resolve(void done.push('timer')), signal }),
    ];
    await leases.watch({ onLease: () => void done.push('lease'), signal });
    await queue.publish(aWorkMessage());
    await timers.set(aTimer());
    const lease = aLease({ termMs: 60_000 });
    const handle = await leases.claim(lease, undefined);
    await handle.heartbeat({ fraction: 0.5 });
    expect(await leases.isExpired(lease.assetId, lease.step)).toMatchObject({ expired: false });
    await new JetStreamDeadLetters(service).put({
      service: 'processing',
      assetId: lease.assetId,
      subject: 'tl.work.processing.speech.a.b.c',
      bytes: Uint8Array.of(1),
      headers: [],
      reason: 'spec',
      sourceId: 'TL_WORK:1',
    });
    await realTime.eventually('all of it', () => ['work', 'timer', 'lease'].every((each) => done.includes(each)));
    abort.abort();
    await Promise.all(running);
    expect(problems).toEqual([]);
  });
});
