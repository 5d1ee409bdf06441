import { until } from '@throughline/stack/testing';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { SavedRows } from '../../testing/saved-rows.js';
import { failStep, startStep } from '../../testing/work-through.js';

interface Step {
  readonly step: string;
  readonly status: string;
}
interface Item {
  readonly id: string;
  readonly session_id?: string;
  readonly kind: string;
  readonly title: string;
  readonly state: string;
  readonly plan: readonly Step[];
}
interface List {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
  readonly counts?: Readonly<Record<string, number>>;
}

describe('the list of all kinds', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const get = async (query = '', token = gateway.token) =>
    gateway.app.inject({ url: `/api/v1/items?${query}`, headers: { authorization: `Bearer ${token}` } });
  const list = async (query = '', token = gateway.token): Promise<List> => (await get(query, token)).json<List>();
  const titles = async (query = ''): Promise<readonly string[]> => (await list(query)).items.map(({ title }) => title);
  const add = async (path: string, title: string, fields: Readonly<Record<string, string>> = {}): Promise<string> => {
    const form = formOf({ title, ...fields }, { bytes: title, name: 'a file' });
    const answer = await gateway.app.inject({
      method: 'POST',
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${gateway.token}`, ...form.headers },
      payload: form.payload,
    });
    const { id, session_id } = answer.json<Item>();
    const made = session_id ?? id;
    await untilProjected(made);
    return made;
  };
  const untilProjected = async (id: string): Promise<void> => {
    const head = await gateway.store.head(id);
    await until(async () => (await gateway.ports.itemRows.byIds([id])).get(id)?.revision === head);
  };
  /** Adds one item of each kind, and a recording whose run is queued. */
  const addAll = async () => ({
    talk: await add('recordings', 'Talk'),
    queued: await add('recordings', 'Queued talk', { run: 'true' }),
    invoice: await add('documents', 'Invoice'),
    lesson: await add('sessions', 'Lesson'),
  });

  it('has recordings, documents and sessions, the newest first, in the same shape', async () => {
    const { talk, queued, invoice, lesson } = await addAll();
    const { items } = await list();
    expect(items.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      [lesson, 'session', 'queued'],
      [invoice, 'document', 'queued'],
      [queued, 'recording', 'queued'],
      [talk, 'recording', 'not_started'],
    ]);
    const [keys] = items.map((item) => Object.keys(item).sort());
    for (const item of items) expect(Object.keys(item).sort()).toEqual(keys);
    expect(items[3]).toMatchObject({
      title: 'Talk',
      reason: null,
      needs_attention: false,
      source: { kind: 'upload', source_id: null },
      registered_by: { name: expect.any(String) as string },
      duration_seconds: null,
      page_count: null,
    });
  });

  it.each([
    ['kind=document', ['Invoice']],
    ['kind=session,recording', ['Lesson', 'Queued talk', 'Talk']],
    ['state=not_started', ['Talk']],
    ['state=queued&kind=recording', ['Queued talk']],
    ['q=talk', ['Queued talk', 'Talk']],
    ['sort=title', ['Invoice', 'Lesson', 'Queued talk', 'Talk']],
    ['state=attention', []],
  ])('can be filtered and sorted by %s', async (query, expected) => {
    await addAll();
    expect(await titles(query)).toEqual(expected);
  });

  it('has pages with every item exactly once', async () => {
    await addAll();
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: List = await list(`limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      found.push(...page.items.map(({ title }) => title));
      cursor = page.next_cursor;
    }
    expect(found).toEqual(await titles());
  });

  it('counts the items by state, whatever state is listed, and only of the listed kinds', async () => {
    const { queued, talk } = await addAll();
    await startStep(gateway, queued, 'DOWNLOAD');
    await failStep(gateway, queued, 'DOWNLOAD');
    await gateway.app.inject({
      method: 'DELETE',
      url: `/api/v1/recordings/${talk}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    await Promise.all([queued, talk].map(untilProjected));
    const { items, counts } = await list('state=failed&include=counts');
    expect(items.map(({ title, state }) => [title, state])).toEqual([['Queued talk', 'failed']]);
    expect(counts).toEqual({ all: 3, attention: 1, failed: 1, queued: 2, deleted: 1 });
    expect((await list('kind=document&include=counts')).counts).toEqual({ all: 1, queued: 1 });
    expect((await list('include=to_do')).counts).toEqual({ attention: 1 });
    expect((await list('kind=document&include=to_do')).counts).toEqual({});
    expect(await list()).not.toHaveProperty('counts');
    expect(await titles('state=deleted')).toEqual(['Talk']);
  });

  it('has the plan of the items whose run is not at rest, and offers another attempt at a failed one', async () => {
    const { queued } = await addAll();
    await startStep(gateway, queued, 'DOWNLOAD');
    await untilProjected(queued);
    const [running] = (await list('state=in_progress')).items;
    expect(running).toMatchObject({ id: queued, can_retry: false, source: { size: 'Queued talk'.length } });
    expect(running?.plan[0]).toEqual({
      step: 'DOWNLOAD',
      status: 'IN_PROGRESS',
      progress: null,
      unconfirmed: false,
      waiting: false,
      stalled: false,
    });
    await failStep(gateway, queued, 'DOWNLOAD');
    await untilProjected(queued);
    expect((await list('state=failed')).items).toMatchObject([
      { id: queued, plan: [], can_retry: true, failed_at_stage: 'download', source: { size: null } },
    ]);
    gateway.rows.quarantine(queued);
    expect((await list('state=unreadable')).items).toMatchObject([{ id: queued, can_retry: false }]);
  });

  it('names the template of each bound item', async () => {
    const saved = new SavedRows(gateway);
    const talks = await saved.make('templates', { name: 'Talks' });
    const [bound] = [await add('recordings', 'Bound'), await add('recordings', 'Free')];
    await saved.ask('POST', `recordings/${bound}/template/${String(talks.id)}`);
    await untilProjected(bound);
    expect((await list('sort=title')).items).toMatchObject([{ template: 'Talks' }, { template: null }]);
  });

  it('shows items of the own library only', async () => {
    await addAll();
    const stranger = await gateway.tokenFor(['admin']);
    expect(await list('include=counts', stranger)).toMatchObject({ items: [], counts: { all: 0 } });
  });

  it('shows an item whose history cannot be read, among those that need attention', async () => {
    const { talk } = await addAll();
    gateway.rows.quarantine(talk);
    for (const state of ['attention', 'unreadable'])
      expect((await list(`state=${state}`)).items).toMatchObject([
        { title: 'Talk', state: 'unreadable', needs_attention: true, reason: expect.stringMatching(/\.$/) as string },
      ]);
    expect(await titles('state=not_started')).toEqual([]);
    expect((await list('include=counts')).counts).toEqual({ all: 4, attention: 1, unreadable: 1, queued: 3 });
  });

  it('shows a deleted item as deleted, also if its history cannot be read', async () => {
    const { talk } = await addAll();
    await gateway.app.inject({
      method: 'DELETE',
      url: `/api/v1/recordings/${talk}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    await untilProjected(talk);
    gateway.rows.quarantine(talk);
    expect((await list('state=deleted')).items).toMatchObject([{ title: 'Talk', state: 'deleted', needs_attention: false }]);
    expect((await list('include=counts')).counts).toEqual({ all: 3, queued: 3, deleted: 1 });
  });

  it.each([
    ['kind=talk', '/query/kind'],
    ['state=fine', '/query/state'],
    ['sort=status', '/query/sort'],
    ['cursor=x', '/query/cursor'],
    ['include=total', '/query/include'],
  ])('refuses %s', async (query, pointer) => {
    const answer = await get(query);
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(answer.json())).toContain(pointer);
  });
});
