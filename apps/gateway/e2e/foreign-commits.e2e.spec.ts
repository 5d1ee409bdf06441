import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { DEFAULT_PARTITIONS, eventSubject } from '@throughline/contracts';
import { startSystem, until, type System } from '@throughline/stack/testing';
import pg from 'pg';
import { shortTalk, WITHOUT_TRANSCRIPT } from './media.js';
import { RecordingsClient } from './recordings-client.js';

const WORKERS = ['ingest', 'processing', 'upload'] as const;

/**
 * With the administrator's password, anybody can write commits that no service would. Only the affected asset suffers, and the
 * system reports it.
 */
describe('commits that no service of this product has written', () => {
  let system: System;
  let client: RecordingsClient;
  let admin: NatsConnection;
  let log: JetStreamClient;
  beforeAll(async () => {
    system = await startSystem({
      runDefaults: WITHOUT_TRANSCRIPT,
      env: { processing: { TL_FAILPOINT: 'work.started@TRIM=delay:2000' } },
    });
    client = new RecordingsClient(system.url, system.token);
    admin = await connect(system.natsLogin('admin'));
    log = jetstream(admin);
  }, 120_000);
  afterAll(async () => {
    await admin.close();
    await system.close();
  }, 60_000);

  const startItem = async (title: string, step: string): Promise<string> => {
    const { id } = await client.pushPatiently(shortTalk(), { title, run: true, allowDuplicate: true });
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
        const push = { title: `Other ${String(index)}`, run: true, allowDuplicate: true };
        return (await client.pushPatiently(shortTalk(), push)).id;
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
