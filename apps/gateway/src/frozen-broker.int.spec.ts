import { newAssetId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { RowFreshness } from './adapters/projection/fresh-rows.js';
import { formOf } from './testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';

interface Item {
  readonly id: string;
  readonly revision: string;
  readonly title: string;
}

/** A suspended broker keeps its connections, as behind a port that is blocked. */
describe('the gateway while the broker is frozen', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    // Less than the ten seconds that a read of the log takes to give up.
    world = await openWorld(undefined, { TL_READ_DEADLINE_MS: '8000' });
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });
  afterEach(() => {
    process.kill(world.nats.pid, 'SIGCONT');
  });

  const register = async (path: string, title: string): Promise<Item> => {
    const form = formOf({ title }, { bytes: title });
    const response = await gateway.fetch(`/api/v1/${path}`, { method: 'POST', headers: form.headers, body: form.payload });
    expect(response.status).toBe(202);
    return (await response.json()) as Item;
  };
  const untilProjected = async (title: string): Promise<Item> => {
    const item = await register('recordings', title);
    await until(async () => (await gateway.ports.rows.byIds([item.id])).get(item.id)?.revision === item.revision);
    return item;
  };
  /** With a position that only the log can compare with its end. */
  const read = async (path: string) => {
    const response = await gateway.fetch(`/api/v1/${path}`, { headers: { 'throughline-position': '999999999' } });
    const staleSince = response.headers.get('throughline-stale-since');
    return { status: response.status, staleSince, body: (await response.json()) as Record<string, unknown> };
  };

  const isCurrent = (): Promise<boolean> =>
    until(async () => {
      await gateway.app.get(RowFreshness, { strict: false }).check();
      return (await read('recordings')).staleSince === null;
    });

  it('answers lists, an item and its events from the tables', async () => {
    const item = await untilProjected('before the frost');
    await isCurrent();
    process.kill(world.nats.pid, 'SIGSTOP');
    const [recordings, documents, sessions, one, events] = await Promise.all(
      ['recordings', 'documents', 'sessions', `recordings/${item.id}`, `recordings/${item.id}/events`].map(read),
    );
    expect(recordings).toMatchObject({ status: 200, body: { items: [{ id: item.id }] } });
    expect(documents).toMatchObject({ status: 200, body: { items: [] } });
    expect(sessions).toMatchObject({ status: 200, body: { items: [] } });
    expect(one).toMatchObject({ status: 200, body: { title: 'before the frost' } });
    expect(events).toMatchObject({ status: 200, body: { items: [{ type: 'AssetRegistered' }, {}] } });

    const { staleSince, body } = await read('recordings');
    expect(body['stale_since']).toBe(staleSince);
    expect(await read(`recordings/${item.id}`)).toMatchObject({ status: 200, body: { stale_since: staleSince } });
    process.kill(world.nats.pid, 'SIGCONT');
    await isCurrent();
  }, 60_000);

  it('explains an item from its row, and refuses one without a row', async () => {
    const { id, revision } = await untilProjected('explained');
    process.kill(world.nats.pid, 'SIGSTOP');
    const [one, unknown] = await Promise.all([id, newAssetId()].map((each) => read(`recordings/${each}/explain`)));
    expect(one).toMatchObject({
      status: 200,
      body: { revision, status: { status: 'INITIALIZED', since: null }, projection: { state: 'unknown', behind: null } },
    });
    expect(unknown).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  }, 60_000);

  it.each(['outcome-unknown', 'unavailable'] as const)(
    'refuses a command with %s and Retry-After before a long poll of eight seconds ends',
    async (code) => {
      const item = await untilProjected(code);
      // Without its state in memory, the gateway must load the item before it decides.
      if (code === 'unavailable') gateway.ports.commands.forget(item.id);
      process.kill(world.nats.pid, 'SIGSTOP');
      const poll = gateway.fetch(`/api/v1/recordings/${item.id}?wait=8&after_revision=${item.revision}`);
      const run = gateway.fetch(`/api/v1/recordings/${item.id}/run`, { method: 'POST' });
      const first = await Promise.race([run, poll]);
      expect([first.status, first.headers.get('retry-after')]).toEqual([503, '2']);
      expect(await first.json()).toMatchObject({ code });
      expect((await poll).status).toBe(200);
    },
    60_000,
  );
});
