import { TRANSCRIBE, newAssetId } from '@throughline/contracts';
import type { ExplanationItem } from '../../items/explain/explain-item.js';
import type { EventPage } from '../../items/history/event-page.js';
import { SessionHarness } from '../../testing/session-harness.js';
import { upload } from '../../testing/upload.js';

describe('the history of a session', () => {
  let room: SessionHarness;
  const renew = SessionHarness.renewed();
  beforeEach(async () => {
    room = await renew();
  });

  const get = async <T>(path: string): Promise<T> => {
    const response = await room.send('GET', path);
    expect(response.statusCode).toBe(200);
    return response.json<T>();
  };
  const explain = (id: string): Promise<ExplanationItem> => get(`/${id}/explain`);
  const events = async (id: string): Promise<EventPage['items']> => (await get<EventPage>(`/${id}/events`)).items;

  it('is listed by event, with the status of the session after each', async () => {
    const { session_id: id } = await room.create();
    await room.begin(id);
    await room.finish(id);
    await room.projected(id);
    const history = await events(id);
    expect(history.map(({ type, status_after }) => [type, status_after])).toEqual(
      expect.arrayContaining([
        ['AssetRegistered', 'pending'],
        ['StepStarted', 'processing'],
        ['StepCompleted', 'completed'],
      ]),
    );
    const [first] = history;
    const rest = await get<EventPage>(`/${id}/events?after=${first?.id ?? ''}`);
    expect(rest.items).toEqual(history.slice(1));
  });

  it('explains the status in the terms of sessions, by the listed events', async () => {
    const { session_id: id } = await room.create();
    expect(await explain(id)).toMatchObject({ session_id: id, status: { status: 'pending', rule: { id: 'PRG-01' } } });
    await room.begin(id);
    const { status, steps, run, allowed_actions } = await explain(id);
    expect(status).toMatchObject({
      status: 'processing',
      rule: { id: 'PRG-07' },
      since: { type: 'StepStarted', step: 'DOWNLOAD' },
    });
    expect(steps).toMatchObject([{ step: TRANSCRIBE, code: 'running' }]);
    expect(run.code).toBe('active');
    expect(allowed_actions).toEqual((await room.status(id)).allowed_actions);
    await room.projected(id);
    const ids = (await events(id)).map((event) => event.id);
    expect(ids).toEqual(expect.arrayContaining(status.follows_from.map((event) => event.id)));
  });

  it("explains a failure with the worker's message, like the item", async () => {
    const { session_id: id } = await room.create();
    await room.begin(id);
    await room.fail(id);
    expect(await explain(id)).toMatchObject({
      status: { status: 'failed' },
      failure: { failed: true, step: TRANSCRIBE, code: 'broken', reason: 'the engine broke', rule: { id: 'PRG-09' } },
    });
  });

  it.each(['/explain', '/events'])(
    'makes GET %s with a foreign id cost the same calls as an unknown id, without reading its history',
    async (path) => {
      const { gateway } = room;
      const { session_id: foreign } = await room.create();
      await room.begin(foreign);
      await room.projected(foreign);
      const token = await gateway.tokenFor(['admin']);
      const loaded: string[] = [];
      let statements = 0;
      const { store, ports } = gateway;
      const [load, byIds] = [store.load.bind(store), ports.sessionRows.byIds.bind(ports.sessionRows)];
      store.load = (id, options) => {
        loaded.push(id);
        return load(id, options);
      };
      ports.sessionRows.byIds = (ids) => {
        statements += 1;
        return byIds(ids);
      };
      const callsOf = async (id: string): Promise<object> => {
        const before = { statements, reads: loaded.length };
        const { statusCode } = await room.send('GET', `/${id}${path}`, { token });
        return { statusCode, statements: statements - before.statements, reads: loaded.length - before.reads };
      };
      const unknown = await callsOf(newAssetId());
      expect(unknown).toEqual({ statusCode: 404, statements: 1, reads: 1 });
      // The second round shows that no cache reveals the session either.
      for (let time = 0; time < 2; time += 1) expect(await callsOf(foreign)).toEqual(unknown);
      expect(loaded).not.toContain(foreign);
    },
  );

  it('is not available for a recording of the same owner', async () => {
    const { id } = await upload(room.gateway);
    for (const path of ['/explain', '/events']) expect((await room.send('GET', `/${id}${path}`)).statusCode).toBe(404);
  });
});
