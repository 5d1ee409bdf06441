import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { DEFAULT_PARTITIONS, STREAMS, eventSubject, workSubject } from '@throughline/contracts';
import { startSystem, until, type System } from '@throughline/stack/testing';
import pg from 'pg';
import { shortTalk, WITHOUT_TRANSCRIPT } from './media.js';
import { RecordingsClient, type EventView } from './recordings-client.js';

/** The sweep runs often here. An installation waits a minute before it takes silence for a loss. */
const SWEEP = { TL_SWEEP_EVERY_MS: '300', TL_SWEEP_OLDER_THAN_MS: '1000' };

/** DOWNLOAD, TRIM and the delivery. */
const STEPS = 3;

const HOLD = 'work.started@TRIM=delay:4000';
/** Long enough for a kill. */
const LONG_HOLD = 'work.middle@TRIM=delay:30000';
const FAIL = 'work.started@TRIM=error';

let system: System;
let client: RecordingsClient;
let admin: NatsConnection;
beforeAll(async () => {
  system = await startSystem({
    leaseTermMs: 4_000,
    runDefaults: WITHOUT_TRANSCRIPT,
    instances: { search: 0 },
    env: {
      'status-projector': SWEEP,
      processing: { TL_MEDIA_CONCURRENCY: '1', TL_FAILPOINT: `${HOLD};${LONG_HOLD};${FAIL}` },
    },
  });
  await system.disarm(`${HOLD};${LONG_HOLD};${FAIL}`);
  client = new RecordingsClient(system.url, system.token);
  admin = await connect(system.natsLogin('admin'));
}, 120_000);
afterAll(async () => {
  await admin.close();
  await system.close();
}, 60_000);

const push = (title: string): Promise<{ id: string }> =>
  client.pushPatiently(shortTalk(), { title, run: true, allowDuplicate: true });

/** Damage by an operator, a restored copy or another program. The log alone is the source of truth. */
describe('queues that lose or corrupt their messages', () => {
  let manager: JetStreamManager;
  beforeAll(async () => {
    manager = await jetstreamManager(admin);
  });

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
    await system.arm(HOLD);
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
    await system.arm(HOLD);
    const { id } = await push('Lost');
    await eventOf(id, 'StepStarted', 'TRIM');
    await manager.streams.purge(STREAMS.work);
    const events = await expectReady(id);
    expect(events.filter(({ type }) => type === 'StepInterrupted' || type === 'StepFailed')).toEqual([]);
    expect(events.filter(({ type }) => type === 'StepCompleted')).toHaveLength(STEPS);
  }, 240_000);

  it('an attempt that has lost both message and worker is taken over', async () => {
    await system.arm(LONG_HOLD);
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
    await system.arm(FAIL);
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

const WORKERS = ['ingest', 'processing', 'upload'] as const;

/**
 * With the administrator's password, anybody can write commits that no service would. Only the affected asset suffers, and the
 * system reports it.
 */
describe('commits that no service of this product has written', () => {
  let log: JetStreamClient;
  beforeAll(() => {
    log = jetstream(admin);
  });

  const startItem = async (title: string, step: string): Promise<string> => {
    const { id } = await push(title);
    await until(async () => (await client.events(id)).some((event) => event.type === 'StepStarted' && event.step === step), {
      what: `the start of ${step}`,
    });
    return id;
  };
  const write = async (id: string, body: string, messageId: string): Promise<void> => {
    const fields = headers();
    fields.set('Nats-Msg-Id', messageId);
    await log.publish(eventSubject(id, DEFAULT_PARTITIONS), body, { headers: fields });
  };
  const commitOf = (id: string, minReader: number): string =>
    JSON.stringify({
      id,
      v: minReader,
      minReader,
      at: new Date().toISOString(),
      actor: { kind: 'system', id: 'stranger' },
      causationId: id,
      correlationId: id,
      events: [{ type: 'CommitDiscarded', v: 1, data: { commitId: 'nothing', reason: 'none' } }],
    });
  const refusalOf = async (id: string): Promise<{ status: number; code: string }> => {
    const answer = await client.run(id);
    const { code } = (await answer.json()) as { code: string };
    return { status: answer.status, code };
  };
  const notesOn = async (id: string): Promise<readonly string[]> => {
    const database = new pg.Client({ connectionString: system.databaseUrl });
    await database.connect();
    try {
      const { rows } = await database.query<{ kind: string }>('select kind from ops.ops_log where asset_id = $1', [id]);
      return rows.map(({ kind }) => kind);
    } finally {
      await database.end();
    }
  };
  let poisoned = '';

  it('quarantine their asset if they cannot be read, and commands on it are refused', async () => {
    await system.arm(HOLD);
    poisoned = await startItem('Poisoned', 'TRIM');
    await write(poisoned, 'no commit', 'poison');
    expect(await refusalOf(poisoned)).toEqual({ status: 409, code: 'quarantined' });
    await until(async () => (await notesOn(poisoned)).includes('quarantined'), { what: 'the quarantine' });
  }, 120_000);

  it('are reported if their revision does not fit, and work continues', async () => {
    const intruded = await startItem('Intruded', 'DOWNLOAD');
    await write(intruded, commitOf('intrusion', 1), 'intrusion');
    const { recording } = await client.waitReady(intruded);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    expect(await notesOn(intruded)).toEqual(['intrusion']);
  }, 180_000);

  it('wait for the newer release that wrote them, and all other assets continue', async () => {
    const newer = await startItem('Newer', 'DOWNLOAD');
    await write(newer, commitOf('newer', 99), 'newer');
    expect(await refusalOf(newer)).toEqual({ status: 409, code: 'needs-upgrade' });
    const others = await Promise.all(
      Array.from({ length: 2 }, async (_none, index) => {
        return (await push(`Other ${String(index)}`)).id;
      }),
    );
    for (const id of others) expect((await client.waitReady(id, 180_000)).recording.status).toBe('READY');
    await until(async () => (await notesOn(newer)).includes('needs-upgrade'), { what: 'the note' });
    expect(await client.get(newer)).toMatchObject({ needs_upgrade: true, quarantined: false });
    const health = await fetch(`${system.service('status-projector').url}/health/ready`);
    expect(health.status).toBe(200);
    const named = await health.text();
    for (const id of [newer, poisoned]) expect(named).toContain(id);
    expect(await refusalOf(poisoned)).toMatchObject({ code: 'quarantined' });
    for (const service of WORKERS) expect(system.service(service).crashes).toBe(0);
  }, 240_000);
});
