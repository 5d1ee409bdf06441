import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { ask } from '../testing/ask.js';
import { EventStreamReader, type StreamEvent } from '../testing/event-stream.js';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { shareMemoryGateway } from '../testing/shared-memory-gateway.js';
import { upload } from '../testing/upload.js';
import { completeStep, startStep } from '../testing/work-through.js';

interface Item {
  readonly id: string;
  readonly revision: string;
  readonly title: string;
  readonly status: string;
  readonly progress: number | null;
}
const itemOf = ({ data }: StreamEvent): Item => data as Item;
const itemsOf = ({ data }: StreamEvent): readonly string[] => (data as { items: Item[] }).items.map(({ id }) => id);

describe('an event stream', () => {
  let gateway: MemoryGateway;
  let base: string;
  const open: EventStreamReader[] = [];
  const openShared = shareMemoryGateway({ limits: { streamsPerUser: 16 } });
  beforeAll(async () => {
    const { app } = await openShared();
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });
  beforeEach(async () => {
    gateway = await openShared();
  });
  afterEach(() => {
    for (const reader of open.splice(0)) reader.close();
  });

  const stream = async (path: string, token = gateway.token, lastEventId?: string): Promise<EventStreamReader> => {
    const headers = { authorization: `Bearer ${token}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
    const reader = await EventStreamReader.open(`${base}/api/v1${path}`, headers);
    open.push(reader);
    return reader;
  };
  const snapshotOf = (reader: EventStreamReader): Promise<StreamEvent> =>
    reader.first('a snapshot', ({ event }) => event === 'snapshot');
  const changeTo = (reader: EventStreamReader, revision: string): Promise<StreamEvent> =>
    reader.first('the change', (one) => one.event === 'change' && itemOf(one).revision === revision);
  const heartbeatOf = (assetId: string, step: string, attemptId: string, fraction: number): void => {
    gateway.live.record({
      v: 1,
      assetId,
      step,
      attemptId,
      worker: 'w',
      state: 'held',
      termMs: 60_000,
      startedAt: new Date().toISOString(),
      progress: { fraction },
    });
  };

  it('begins with the present item, and sends it again after each change', async () => {
    const item = await upload(gateway);
    const reader = await stream(`/recordings/${item.id}/stream`);
    expect(reader.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(reader.response.headers['cache-control']).toContain('no-transform');
    expect(itemOf(await snapshotOf(reader))).toEqual((await ask(gateway, `/${item.id}`, { method: 'GET' })).json());
    const run = (await ask(gateway, `/${item.id}/run`)).json<Item>();
    const change = await changeTo(reader, run.revision);
    expect(itemOf(change)).toMatchObject({ id: item.id, run: { active: true } });
    expect(change.id).toBeDefined();
  });

  it('carries a whole library: its newest items, then every change, and no other library', async () => {
    const [stranger, mine] = [await gateway.tokenFor(['admin']), await upload(gateway, { fields: { title: 'Mine' } })];
    const theirs = await upload(gateway, { token: stranger });
    const reader = await stream('/me/stream');
    expect((await snapshotOf(reader)).data).toMatchObject({ total: 1, next_cursor: null, items: [{ id: mine.id }] });
    await ask(gateway, `/${theirs.id}/run`, { token: stranger });
    const fresh = await upload(gateway, { fields: { title: 'New' } });
    await changeTo(reader, fresh.revision);
    const deleted = (await ask(gateway, `/${mine.id}`, { method: 'DELETE' })).json<Item>();
    expect((await changeTo(reader, deleted.revision)).data).toMatchObject({ deleted_at: expect.any(String) as string });
    expect(JSON.stringify(reader.heard)).not.toContain(theirs.id);
  });

  it('sends progress without a commit, once for every step that has moved', async () => {
    const item = await upload(gateway);
    await ask(gateway, `/${item.id}/run`);
    await completeStep(gateway, item.id, 'DOWNLOAD').catch(() => undefined);
    const attemptId = await startStep(gateway, item.id, 'TRANSCRIBE').catch(() => startStep(gateway, item.id, 'DOWNLOAD'));
    const reader = await stream('/me/stream');
    await snapshotOf(reader);
    const loaded = await gateway.ports.commands.load(item.id);
    const step =
      loaded !== undefined && 'steps' in loaded.state ? loaded.state.steps.find(({ phase }) => phase === 'running')?.step : '';
    heartbeatOf(item.id, step ?? '', attemptId, 0.4);
    const { data } = await reader.first('progress', ({ event }) => event === 'progress');
    expect(data).toMatchObject({ id: item.id, revision: loaded?.revision, progress: expect.any(Number) as number });
  });

  it.each(['/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11/stream', '/recordings/none/stream'])(
    'is refused if there is nothing to stream: %s',
    async (path) => {
      const { response } = await stream(path);
      expect(response.statusCode).toBe(404);
    },
  );

  it('ends after the head of a HEAD request', async () => {
    const asked = request(`${base}/api/v1/me/stream`, { method: 'HEAD', headers: { authorization: `Bearer ${gateway.token}` } });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('does not exist for users who do not own the item', async () => {
    const item = await upload(gateway);
    const { response } = await stream(`/recordings/${item.id}/stream`, await gateway.tokenFor(['read']));
    expect(response.statusCode).toBe(404);
  });

  it('continues where its client was, with only the changes since', async () => {
    const [still, moved] = [await upload(gateway), await upload(gateway)];
    const before = await stream('/me/stream');
    await snapshotOf(before);
    await until(() => before.lastId !== undefined);
    before.close();
    const deleted = (await ask(gateway, `/${moved.id}`, { method: 'DELETE' })).json<Item>();
    const fresh = await upload(gateway);
    const after = await stream('/me/stream', gateway.token, before.lastId);
    await changeTo(after, fresh.revision);
    await changeTo(after, deleted.revision);
    expect(after.of('snapshot')).toEqual([]);
    expect(after.heard.map((one) => itemOf(one).id)).not.toContain(still.id);
  });

  it.each([['nonsense'], ['a.b.c.d'], ['a.AAAAAAAA.memory1.0-0-0-0-0-0-0-0']])(
    'starts again with a reset if an id is not one of its own: %s',
    async (id) => {
      const reader = await stream('/me/stream', gateway.token, id);
      await snapshotOf(reader);
      expect(reader.heard.map(({ event, data }) => [event, data])[0]).toEqual(['reset', { reason: 'unknown-id' }]);
    },
  );

  it('starts again after the rows were rebuilt, while it is open and for a returning client', async () => {
    const item = await upload(gateway);
    const reader = await stream(`/recordings/${item.id}/stream`);
    await snapshotOf(reader);
    gateway.projection.rebuild();
    await reader.first('the reset', ({ event, data }) => event === 'reset' && (data as { reason: string }).reason === 'rebuilt');
    await until(() => reader.of('snapshot').length === 2);
    const { lastId } = reader;
    gateway.projection.rebuild();
    expect(lastId).toBeDefined();
    const back = await stream(`/recordings/${item.id}/stream`, gateway.token, lastId);
    await back.first('the reset', ({ event, data }) => event === 'reset' && (data as { reason: string }).reason === 'rebuilt');
  });

  it('finds changes without a notice: a projector that died after its transaction', async () => {
    const item = await upload(gateway);
    const reader = await stream('/me/stream');
    await snapshotOf(reader);
    gateway.projection.isSilent = true;
    const run = (await ask(gateway, `/${item.id}/run`)).json<Item>();
    expect(itemOf(await changeTo(reader, run.revision))).toMatchObject({ id: item.id, run: { active: true } });
  });

  it('ends when the token is revoked, and sends nothing after it', async () => {
    const token = await gateway.tokenFor(['read'], gateway.owner);
    const reader = await stream('/me/stream', token);
    await snapshotOf(reader);
    const { items } = (
      await gateway.app.inject({ url: '/api/v1/me/tokens', headers: { authorization: `Bearer ${gateway.token}` } })
    ).json<{ items: { id: string; prefix?: string }[] }>();
    for (const { id } of items.slice(0, 50)) await gateway.ports.tokens.revoke(gateway.owner, id);
    await until(() => reader.isOver, { what: 'the end of the stream' });
    expect(reader.heard.at(-1)).toMatchObject({ event: 'reset', data: { reason: 'signed-out' } });
  });

  it('is refused to a user with too many open streams', async () => {
    for (let held = 0; held < 16; held += 1) await snapshotOf(await stream('/me/stream'));
    const refused = await stream('/me/stream');
    const { response } = refused;
    expect(response.statusCode).toBe(429);
    expect(response.headers['retry-after']).toBe('5');
    expect(await refused.body()).toContain('too-many-streams');
    open.shift()?.close();
    await until(async () => (await stream('/me/stream')).response.statusCode === 200);
  });

  it('ends with its server, which does not wait for it', async () => {
    const own = await openMemoryGateway();
    const { app, token } = own;
    try {
      await app.listen(0, '127.0.0.1');
      const headers = { authorization: `Bearer ${token}` };
      const reader = await EventStreamReader.open(`${await app.getUrl()}/api/v1/me/stream`, headers);
      await snapshotOf(reader);
      await app.close();
      await until(() => reader.isOver);
      expect(reader.of('reset')).toEqual([]);
    } finally {
      await own.close();
    }
  });

  it('ends when its user is no longer a member of the library', async () => {
    const member = ulid();
    await gateway.ports.users.add({
      id: member,
      name: member,
      role: 'operator',
      joins: { libraryId: gateway.owner, role: 'viewer' },
    });
    const token = await gateway.tokenFor(['read'], member);
    const shown = await upload(gateway);
    const reader = await stream('/me/stream', token);
    expect(itemsOf(await snapshotOf(reader))).toEqual([shown.id]);
    await gateway.ports.libraries.changeMember({ libraryId: gateway.owner, userId: member, by: gateway.owner }, undefined);
    await until(() => reader.isOver, { what: 'the end of the stream' });
    expect((await stream('/me/stream', token, reader.lastId)).response.statusCode).toBe(401);
  });

  it('sends everything to a client that did not read for a while, once it does', async () => {
    const reader = await stream('/me/stream');
    await snapshotOf(reader);
    reader.hang();
    const last: Item[] = [];
    for (let count = 0; count < 90; count += 1) {
      const item = await upload(gateway, { fields: { title: `${'long title '.repeat(20)}${String(count)}` } });
      last[0] = (await ask(gateway, `/${item.id}/run`)).json<Item>();
    }
    reader.goOn();
    await until(() => reader.heard.some((one) => JSON.stringify(one.data).includes(`"revision":"${last[0]?.revision ?? ''}"`)), {
      what: 'the last change',
    });
    expect(reader.isOver).toBe(false);
  }, 60_000);
});
