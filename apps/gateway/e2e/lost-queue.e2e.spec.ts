import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { STREAMS, workSubject } from '@throughline/contracts';
import { startSystem, tempDir, until, type System, type TempDir } from '@throughline/stack/testing';
import { shortTalk, WITHOUT_TRANSCRIPT } from './media.js';
import { RecordingsClient, type EventView } from './recordings-client.js';

/** The sweep runs often here. An installation waits a minute before it takes silence for a loss. */
const SWEEP = { TL_SWEEP_EVERY_MS: '300', TL_SWEEP_OLDER_THAN_MS: '1000' };

/** DOWNLOAD, TRIM and the delivery. */
const STEPS = 3;

/** Damage by an operator, a restored copy or another program. The log alone is the source of truth. */
describe('queues that lose or corrupt their messages', () => {
  let system: System;
  let client: RecordingsClient;
  let admin: NatsConnection;
  let manager: JetStreamManager;
  let failpoints: TempDir;
  beforeAll(async () => {
    system = await startSystem({ leaseTermMs: 4_000, runDefaults: WITHOUT_TRANSCRIPT, env: { 'status-projector': SWEEP } });
    client = new RecordingsClient(system.url, system.token);
    admin = await connect(system.natsLogin('admin'));
    manager = await jetstreamManager(admin);
    failpoints = await tempDir('tl-failpoints-');
  }, 120_000);
  afterAll(async () => {
    await admin.close();
    await system.close();
    await failpoints.remove();
  }, 60_000);

  let restarts = 0;
  /** Restarts the worker with failpoints that have not fired yet. */
  const restart = async (env: NodeJS.ProcessEnv): Promise<void> => {
    restarts += 1;
    const folder = join(failpoints.path, String(restarts));
    await mkdir(folder);
    await system.service('processing').stop();
    await system.service('processing').start({ ...env, TL_FAILPOINT_DIR: folder });
  };
  const push = (title: string): Promise<{ id: string }> =>
    client.pushPatiently(shortTalk(), { title, run: true, allowDuplicate: true });

  const eventOf = (id: string, type: string, step: string): Promise<EventView> =>
    until(async () => (await client.events(id)).find((event) => event.type === type && event.step === step), {
      what: `${type} of ${step}`,
    });
  const queueStep = async (id: string, step: string, lane: string): Promise<string> => {
    const { detail } = await eventOf(id, 'StepScheduled', step);
    const subject = workSubject({ service: 'processing', lane, assetId: id, step, attemptId: String(detail['attemptId']) });
    await until(() => manager.streams.getMessage(STREAMS.work, { last_by_subj: subject }), { what: 'the message of the step' });
    return subject;
  };
  /** Waits until the dispatcher has read the log to its end: from then on only the sweep can help. */
  const untilDispatched = (): Promise<unknown> =>
    until(
      async () => {
        const { num_pending: pending, num_ack_pending: unconfirmed } = await manager.consumers.info(
          STREAMS.events,
          'dispatch_processing',
        );
        return pending + unconfirmed === 0;
      },
      { what: 'the end of dispatching' },
    );
  const expectReady = async (id: string): Promise<readonly EventView[]> => {
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    return client.runEvents(id);
  };

  it('a lost work message is queued again, and nothing is done twice', async () => {
    await restart({ TL_MEDIA_CONCURRENCY: '1', TL_FAILPOINT: 'work.started@TRIM=delay:4000' });
    const first = await push('Ahead');
    await eventOf(first.id, 'StepStarted', 'TRIM');
    const behind = await push('Lost');
    await queueStep(behind.id, 'TRIM', 'media');
    await untilDispatched();
    await manager.streams.purge(STREAMS.work);
    for (const { id } of [first, behind]) {
      const events = await expectReady(id);
      expect(events.filter(({ type }) => type === 'StepInterrupted' || type === 'StepFailed')).toEqual([]);
      expect(events.filter(({ type }) => type === 'StepCompleted')).toHaveLength(STEPS);
    }
  }, 240_000);

  it('a running attempt continues without its message', async () => {
    await restart({ TL_FAILPOINT: 'work.started@TRIM=delay:3000' });
    const { id } = await push('Lost');
    await eventOf(id, 'StepStarted', 'TRIM');
    await manager.streams.purge(STREAMS.work);
    const events = await expectReady(id);
    expect(events.filter(({ type }) => type === 'StepInterrupted' || type === 'StepFailed')).toEqual([]);
    expect(events.filter(({ type }) => type === 'StepCompleted')).toHaveLength(STEPS);
  }, 240_000);

  it('an attempt that has lost both message and worker is taken over', async () => {
    await restart({ TL_FAILPOINT: 'work.started@TRIM=delay:30000' });
    const { id } = await push('Lost');
    await eventOf(id, 'StepStarted', 'TRIM');
    await untilDispatched();
    await system.service('processing').kill();
    await manager.streams.purge(STREAMS.work);
    await system.service('processing').start();
    const events = await expectReady(id);
    expect(events.filter(({ type, step }) => type === 'StepInterrupted' && step === 'TRIM')).toHaveLength(1);
  }, 240_000);

  it('a lost timer does not lose the retry', async () => {
    await restart({ TL_FAILPOINT: 'work.started@TRIM=error' });
    const { id } = await push('Lost');
    await eventOf(id, 'StepFailed', 'TRIM');
    await untilDispatched();
    await system.service('processing').stop();
    await Promise.all([manager.streams.purge(STREAMS.timers), manager.streams.purge(STREAMS.work)]);
    await system.service('processing').start();
    const events = await expectReady(id);
    expect(events.filter(({ type, step }) => type === 'StepStarted' && step === 'TRIM')).toHaveLength(2);
  }, 240_000);

  it('an unreadable work message is kept, fails its step, and the step is retried', async () => {
    await system.service('processing').stop();
    const { id } = await push('Spoilt');
    const subject = await queueStep(id, 'TRIM', 'media');
    await manager.streams.purge(STREAMS.work);
    admin.publish(subject, 'no work message');
    await admin.flush();
    await system.service('processing').start();
    const events = await expectReady(id);
    expect(events.filter(({ type }) => type === 'StepFailed').map(({ step, detail: { error } }) => ({ step, error }))).toEqual([
      { step: 'TRIM', error: { code: 'work-undecodable', retryable: true } },
    ]);
    const letter = await manager.streams.getMessage(STREAMS.deadLetters, { last_by_subj: `tl.dead.processing.${id}` });
    expect(letter?.string()).toBe('no work message');
  }, 240_000);
});
