import { createHmac } from 'node:crypto';
import { addSource } from '../../testing/add-source.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import { SourceProblem } from '../source-service.js';
import type { Source, SourceContent } from '../source.js';

const SECRET = 'the-secret-token-of-the-app';
const ACCOUNT = 'AbCdEfGh';
const START = Date.parse('2026-02-05T10:00:00Z');
const COMPLETED = { event: 'recording.completed', event_ts: START, payload: { account_id: ACCOUNT, object: { uuid: 'x' } } };

describe('an event of Zoom', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  let time: number;
  const optionsOf = (limits: object = {}) => ({
    ports: { now: () => new Date(time) },
    limits: { maxBodyBytes: 200 * 1024, ...limits },
    settings: { zoom: { main: { account_id: ACCOUNT, webhook_secret: SECRET }, deaf: { account_id: ACCOUNT } } },
  });
  const renew = renewMemoryGateway(optionsOf);
  beforeEach(async () => {
    [service, time] = [new MemorySourceService(), START];
    gateway = await renew({ sourceService: service });
  });
  afterEach(() => gateway.close());

  interface Change {
    readonly connection?: string;
    readonly secret?: string;
    readonly timestamp?: string;
    readonly signature?: string;
    /** Replaces the body after it was signed. */
    readonly sent?: string;
  }
  const send = (body: unknown, change: Change = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { connection = 'main', secret = SECRET, timestamp = String(Math.floor(time / 1_000)), sent = text } = change;
    const { signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex')}` } = change;
    return gateway.app.inject({
      method: 'POST',
      url: `/api/v1/webhooks/zoom/${connection}`,
      headers: { 'content-type': 'application/json', 'x-zm-request-timestamp': timestamp, 'x-zm-signature': signature },
      payload: sent,
    });
  };
  const add = (name: string, change: Partial<SourceContent> = {}): Promise<Source> =>
    addSource(gateway, { name, type: 'zoom', settings: { connection: 'main' }, ...change });
  const due = (): Promise<readonly number[]> => gateway.ports.syncs.due(100);
  const syncDue = async (): Promise<void> => {
    await gateway.sourceSyncs.syncDue();
    await gateway.sourceSyncs.ended();
  };

  it('makes the sources of its connection due, before it answers', async () => {
    const mine = await add('Mine');
    await add('Other account', { settings: { connection: 'other' } });
    await add('Folder', { type: 'folder' });
    const paused = await add('Paused');
    await gateway.ports.sources.setPaused(paused.id, true);
    const answer = await send(COMPLETED);
    expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    expect(await due()).toEqual([mine.id]);
    service.fetched.set('Weekly', { isPending: false });
    await syncDue();
    expect((await gateway.ports.syncs.list(mine.id))[0]).toMatchObject({ state: 'done', counts: { new: 1 } });
    expect(await due()).toEqual([]);
    await gateway.ports.sources.setPaused(paused.id, false);
    expect(await due()).toEqual([paused.id]);
  });

  it('is harmless when it is repeated', async () => {
    const source = await add('Mine');
    service.fetched.set('Weekly', { isPending: false });
    for (let index = 0; index < 3; index += 1) {
      time += 1_000;
      expect((await send(COMPLETED)).statusCode).toBe(200);
      await syncDue();
    }
    const syncs = await gateway.ports.syncs.list(source.id);
    expect(syncs.map(({ counts }) => [counts.new, counts.known])).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });

  it('is not forgotten if a sync that runs has already listed the source', async () => {
    const source = await add('Mine', { intervalMinutes: 60 });
    service.before = async (act) => {
      service.before = () => undefined;
      time += 1_000;
      if (act === 'list') await send(COMPLETED);
    };
    await syncDue();
    expect(await due()).toEqual([source.id]);
    await syncDue();
    expect(await due()).toEqual([]);
  });

  it('is tried again if the sync fails, also without an interval', async () => {
    const source = await add('Mine');
    await send(COMPLETED);
    service.before = () => {
      throw new SourceProblem({ code: 'source-busy', message: 'Zoom limits the requests' });
    };
    await syncDue();
    expect((await gateway.ports.sources.find(source.id))?.nextSyncAt).toBe('2026-02-05T10:15:00.000Z');
    await gateway.sourceSyncs.syncSource(source.id, { trigger: 'user' });
    time += 15 * 60_000;
    expect(await due()).toEqual([source.id]);
  });

  it('answers the validation of its address', async () => {
    const body = { event: 'endpoint.url_validation', event_ts: START, payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' } };
    const answer = await send(body);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
      encryptedToken: createHmac('sha256', SECRET).update('qgg8vlvZRS6UYooatFL8Aw').digest('hex'),
    });
    const forged = { ...body, payload: { plainToken: `v0:${String(START / 1_000)}:{}` } };
    expect((await send(forged)).statusCode).toBe(400);
  });

  it('acknowledges other events, and those of other accounts, without an effect', async () => {
    await add('Mine');
    const bodies = [
      { event: 'meeting.started', payload: { account_id: ACCOUNT } },
      { ...COMPLETED, payload: { account_id: 'another' } },
      { event: 'recording.completed' },
      { event: 'recording.completed', payload: [] },
    ];
    for (const body of bodies) expect((await send(body)).statusCode).toBe(200);
    expect(await due()).toEqual([]);
  });

  it.each<[string, Change]>([
    ['wrong signatures', { secret: 'another' }],
    ['changed bodies', { sent: JSON.stringify({ ...COMPLETED, event_ts: 1 }) }],
  ])('refuses %s', async (_, change) => {
    await add('Mine');
    expect((await send(COMPLETED, change)).json()).toMatchObject({ status: 401, code: 'signature-refused' });
    expect(await due()).toEqual([]);
  });

  it('refuses old times, short signatures, and connections that are unknown or have no secret, all in the same way', async () => {
    await add('Mine');
    const changes: readonly Change[] = [
      { timestamp: String(START / 1_000 - 301) },
      { timestamp: String(START / 1_000 + 301) },
      { timestamp: '' },
      { signature: 'v0=' },
      { connection: 'other' },
      { connection: 'constructor' },
      { connection: 'deaf' },
    ];
    const answers: string[] = [];
    for (const change of changes) {
      const answer = await send(COMPLETED, change);
      expect(answer.statusCode).toBe(401);
      answers.push(answer.body.replace(/"request_id":"[^"]*"/, ''));
    }
    expect(new Set(answers).size).toBe(1);
    expect(await due()).toEqual([]);
    expect((await send(COMPLETED, { timestamp: String(START / 1_000 - 300) })).statusCode).toBe(200);
  });

  it('accepts a signed body byte by byte as it was sent', async () => {
    await add('Mine');
    expect(
      (await send(` { "payload": {"account_id":"${ACCOUNT}", "x":"\\u00e4ä"},  "event":"recording.completed"}\n`)).statusCode,
    ).toBe(200);
    expect(await due()).toHaveLength(1);
  });

  it('refuses signed bodies that are no events', async () => {
    for (const body of ['{}', '[]', '"x"', '{"event":5}']) expect((await send(body)).statusCode).toBe(400);
  });

  it('refuses bodies over the limit', async () => {
    expect((await send({ ...COMPLETED, filler: 'x'.repeat(65 * 1024) })).statusCode).toBe(413);
  });

  it('limits refused requests by address, and no signed ones', async () => {
    gateway = await openMemoryGateway(optionsOf({ perStranger: { burst: 20, perSecond: 0.001 } }));
    const statuses: number[] = [];
    for (let index = 0; index < 21; index += 1) statuses.push((await send(COMPLETED, { secret: 'guess' })).statusCode);
    expect(statuses.slice(-2)).toEqual([401, 429]);
    expect((await send(COMPLETED)).statusCode).toBe(200);
  });
});
