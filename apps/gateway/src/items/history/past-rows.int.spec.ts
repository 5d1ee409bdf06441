import { RECORDING_PIPELINES, newId } from '@throughline/contracts';
import { START } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import { formOf } from '../../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../../testing/real-gateway.js';
import { soon } from '../../testing/soon.js';

interface Event {
  readonly id: string;
  readonly type: string;
  readonly recorded_at: string;
  readonly status_after: string;
}
interface PastList {
  readonly items: { id: string; status: string; deleted: boolean; title: string | null; updated_at: string }[];
  readonly next_cursor: string | null;
  readonly counts: Record<string, number>;
  readonly as_of: { position: string; time: string };
}

describe('past lists from the real audit log', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  const ids: string[] = [];
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
    for (const title of ['one', 'two', 'three']) {
      const form = formOf({ title }, { bytes: title });
      ids.push((await json<{ id: string }>('', { method: 'POST', headers: form.headers, body: form.payload })).id);
    }
    await json(`/${ids[0] ?? ''}/run`, { method: 'POST' });
    await json(`/${ids[1] ?? ''}`, { method: 'DELETE' });
    // A registration has two events.
    await until(async () => (await eventsOf(ids[0])).length > 2 && (await eventsOf(ids[1])).length > 2);
    // While the rows lag, events are read from the log, but past lists have only the rows.
    await until(async () => {
      const { items } = await json<PastList>(`?as_of=${soon()}&deleted=any`);
      const shown = new Map(items.map((item) => [item.id, item.updated_at]));
      const last = await Promise.all(ids.map(async (id) => (await eventsOf(id)).at(-1)?.recorded_at));
      return items.length === 3 && ids.every((id, index) => Date.parse(shown.get(id) ?? '') === Date.parse(last[index] ?? '-'));
    });
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const json = async <T = unknown>(path: string, init?: RequestInit): Promise<T> =>
    (await gateway.fetch(`/api/v1/recordings${path}`, init)).json() as Promise<T>;
  const eventsOf = async (id = ''): Promise<readonly Event[]> => (await json<{ items: Event[] }>(`/${id}/events`)).items;

  it('show at each position the items and statuses of that moment', async () => {
    const all = (await Promise.all(ids.map(async (id) => (await eventsOf(id)).map((event) => ({ ...event, of: id }))))).flat();
    expect(all.length).toBeGreaterThan(4);
    for (const { id, recorded_at } of all) {
      const position = id.split('.')[0] ?? '';
      const past = await json<PastList>(`?as_of=${position}&deleted=any`);
      const then = all.filter((event) => Number(event.id.split('.')[0]) <= Number(position));
      const last = new Map(then.map((event) => [event.of, event]));
      expect(new Map(past.items.map((item) => [item.id, item.status]))).toEqual(
        new Map([...last].map(([of, event]) => [of, event.status_after])),
      );
      expect(past.as_of).toEqual({ position, time: recorded_at });
      expect(Object.values(past.counts).reduce((sum, count) => sum + count, 0)).toBe(last.size);
    }
  });

  it('list documents and recordings separately', async () => {
    const form = formOf({}, { bytes: 'a report', name: 'report.pdf' });
    const sent = await gateway.fetch('/api/v1/documents', { method: 'POST', headers: form.headers, body: form.payload });
    const { id } = (await sent.json()) as { id: string };
    const list = async (query: string): Promise<PastList> =>
      (await gateway.fetch(`/api/v1/documents?as_of=${soon()}${query}`)).json() as Promise<PastList>;
    await until(async () => (await list('')).items.length === 1);
    expect(await list('&status=pending')).toMatchObject({ items: [{ id, status: 'pending' }], counts: { pending: 1 } });
    expect((await list('&status=processing')).items).toEqual([]);
    const recordings = await json<PastList>(`?as_of=${soon()}&deleted=any`);
    expect(recordings.items.map((item) => item.id)).not.toContain(id);
  });

  it('find the position of a time, and leave out items that were deleted by then', async () => {
    const deletion = (await eventsOf(ids[1])).at(-1);
    const before = new Date(Date.parse(deletion?.recorded_at ?? '') - 1).toISOString();
    const idsAt = async (query: string): Promise<string[]> => (await json<PastList>(`?as_of=${query}`)).items.map(({ id }) => id);
    expect(await idsAt(before)).toContain(ids[1]);
    expect(await idsAt(soon())).not.toContain(ids[1]);
    expect(await idsAt(`${soon()}&deleted=true`)).toEqual([ids[1]]);
    expect(await json<PastList>('?as_of=2000-01-01T00:00:00Z')).toMatchObject({
      items: [],
      counts: {},
      as_of: { position: '0' },
    });
  });

  it('are listed page by page, newest registration first', async () => {
    const seen: (string | null)[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: PastList = await json(`?as_of=${soon()}&deleted=any&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(['three', 'two', 'one']);
  });

  it('show an item in the library that it was in then, and report it as changed to the library that it has left', async () => {
    const id = ids[2] ?? '';
    const { owner, ports } = gateway;
    const created = await gateway.fetch('/api/v1/libraries', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Team' }),
    });
    const { id: team } = (await created.json()) as { id: string };
    const move = async (library: string): Promise<void> => {
      const command = { type: 'TransferAsset', now: new Date().toISOString(), by: owner, library, outputs: [] } as const;
      await ports.commands.execute(id, command, {
        commandId: newId(),
        actor: { kind: 'user', id: owner },
        correlationId: 'spec',
      });
    };
    const isShownAt = async (position: string): Promise<boolean> =>
      (await json<PastList>(`?as_of=${position}`)).items.some((item) => item.id === id);
    const changedIn = async (library: string): Promise<boolean> =>
      (
        await ports.projected.changedAfter(
          { owners: [library], after: START, limit: 100, withActive: false },
          RECORDING_PIPELINES,
        )
      )
        .map((changed) => changed.id)
        .includes(id);
    const start = (await eventsOf(id)).at(-1)?.id.split('.')[0] ?? '';
    await move(team);
    await until(async () => !(await isShownAt('9007199254740991')));
    expect([await changedIn(owner), await changedIn(team), await changedIn('third')]).toEqual([true, true, false]);
    await move(owner);
    await until(async () => (await eventsOf(id)).filter(({ type }) => type === 'AssetTransferred').length === 2);
    const [away = '', back = ''] = (await eventsOf(id))
      .filter(({ type }) => type === 'AssetTransferred')
      .map((event) => event.id.split('.')[0] ?? '');
    await until(() => isShownAt(back));
    expect([await isShownAt(start), await isShownAt(away)]).toEqual([true, false]);
  });
});
