import { readImportedCommits, toCloudEvents, type CloudEvent } from '@throughline/contracts';
import { aRun, type Journey } from '@throughline/domain/testing';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import type { ImportOutcomeAnswer } from './imports.dto.js';

const idOf = (number: number): string => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const ID = idOf(1);

/** The events of a journey as another system exports them, with keys of the item's own files. */
const exported = (journey: Journey, id = ID): readonly CloudEvent[] => {
  const commits = journey.commits.flatMap(({ commit }, index) =>
    toCloudEvents(
      {
        assetId: id,
        position: String(7 + index),
        commit: {
          id: `c-${String(index)}`,
          actor: { kind: 'user', id: 'anna' },
          causationId: 'x',
          correlationId: 'x',
          ...commit,
        },
      },
      '/api/v1/recordings',
      'old-log',
    ),
  );
  return JSON.parse(JSON.stringify(commits).replaceAll('"key":"', `"key":"${id}/`)) as readonly CloudEvent[];
};

const run = aRun();
const history = exported(run.through('DOWNLOAD'));
const isOfFirst = ({ id }: CloudEvent): boolean => id.startsWith('7.');
const first = history.filter(isOfFirst);
const rest = history.filter((event) => !isOfFirst(event));

describe('the import of items', () => {
  let gateway: MemoryGateway;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
  });

  const send = (payload: object, token?: string) =>
    sendRequest<{ code: string; errors: unknown; items: ImportOutcomeAnswer[] }>(gateway, 'POST', '/admin/imports', {
      payload,
      token,
    });
  const item = (events: readonly unknown[], fields: object = {}) => ({ id: ID, events, complete: true, ...fields });
  const outcomes = async (...items: readonly object[]) =>
    (await send({ items })).body.items.map(({ outcome, commits, problem }) => [outcome, commits, problem?.code]);
  const storedCommits = async (id = ID) => (await gateway.store.load(id)).commits.map(({ commit }) => commit);
  const commitsOf = (events: readonly CloudEvent[]): number => new Set(events.map((event) => event.id.split('.')[0])).size;

  it('reads the history of an item once, and stops its open run on what it has just folded', async () => {
    const load = jest.spyOn(gateway.store, 'load');
    expect(await outcomes(item(history))).toEqual([['imported', commitsOf(history), undefined]]);
    expect(load).toHaveBeenCalledTimes(1);
    load.mockRestore();
    expect((await storedCommits()).at(-1)?.events.map(({ type }) => type)).toEqual(['ImportEnded']);
  });

  it('stores the events of another system with their times, actors, texts and references, for the library', async () => {
    expect(await outcomes(item(history))).toEqual([['imported', commitsOf(history), undefined]]);
    const commits = await storedCommits();
    expect(commits[0]).toMatchObject({
      at: history[0]?.time,
      actor: { kind: 'user', id: 'anna' },
      origin: { kind: 'imported', ref: 'old-log/7' },
      events: [
        { type: 'AssetRegistered', data: { owner: gateway.owner }, personal: { title: 'A talk' } },
        { type: 'SourceBecameReady' },
      ],
    });
    expect(commits.at(-1)).toMatchObject({ actor: { id: gateway.owner }, events: [{ type: 'ImportEnded' }] });
    expect(commits.slice(0, commitsOf(history)).flatMap(({ events }) => events.map(({ type }) => `throughline.${type}`))).toEqual(
      history.map(({ type }) => type),
    );
  });

  it('changes nothing when it is repeated, and continues after what it has stored', async () => {
    expect(await outcomes(item(first, { complete: false }))).toEqual([['in-progress', 1, undefined]]);
    expect(await outcomes(item(first, { complete: false }))).toEqual([['unchanged', 0, undefined]]);
    expect(await outcomes(item(rest, { after: 'old-log/7' }))).toEqual([['imported', commitsOf(history) - 1, undefined]]);
    const head = await gateway.store.head(ID);
    for (const events of [history, rest, first]) expect((await outcomes(item(events)))[0]?.[0]).toBe('unchanged');
    expect((await outcomes(item(rest, { after: 'old-log/7' })))[0]?.[0]).toBe('unchanged');
    expect(await gateway.store.head(ID)).toBe(head);
  });

  it.each([
    ['names no commit that it follows', {}],
    ['follows a commit that is not here', { after: 'old-log/8' }],
  ])('refuses a batch that %s, because commits may be missing', async (_, fields) => {
    await outcomes(item(first, { complete: false }));
    const later = history.filter(({ id }) => Number(id.split('.')[0]) > 8);
    const { items } = (await send({ items: [item(later, fields)] })).body;
    expect(items[0]).toMatchObject({ outcome: 'refused', commits: 0, problem: { code: 'import-gap' } });
    expect(items[0]?.problem?.detail).toContain('the last commit here is "old-log/7"');
    expect(await storedCommits()).toHaveLength(1);
  });

  it('refuses a batch that follows a commit, if the item is not here', async () => {
    expect(await outcomes(item(history, { after: 'old-log/6' }))).toEqual([['refused', 0, 'import-gap']]);
    expect((await send({ items: [item(history, { after: 'ü' })] })).body.errors).toMatchObject([{ pointer: '/items/0/after' }]);
  });

  it('compares every commit of a batch with those that are here', async () => {
    await outcomes(
      item(
        history.filter(({ id }) => Number(id.split('.')[0]) < 10),
        { complete: false },
      ),
    );
    const at = (position: number, from: number) =>
      history.filter(({ id }) => id.startsWith(`${String(from)}.`)).map((event) => ({ ...event, id: event.id.replace(/^\d+/, String(position)) })); // prettier-ignore
    // A commit between two that are here, and one that is here already, after new ones.
    const between = [...at(8, 8), ...at(9, 10), ...at(10, 9)];
    const again = [...at(9, 9), ...at(10, 10), ...at(11, 8)];
    for (const events of [between, again]) expect(await outcomes(item(events))).toEqual([['refused', 0, 'import-differs']]);
    expect(await storedCommits()).toHaveLength(3);
  });

  it('refuses texts for a history that came without them', async () => {
    const bare = history.map((event) => ({ ...event, data: { ...(event.data as object), personal: undefined } }));
    expect((await outcomes(item(bare)))[0]?.[0]).toBe('imported');
    expect(await outcomes(item(history))).toEqual([['refused', 0, 'import-differs']]);
  });

  it('stores with dry_run nothing, and answers what it would do', async () => {
    const { body } = await send({ dry_run: true, items: [item(history)] });
    expect(body).toMatchObject({ dry_run: true, items: [{ outcome: 'imported', commits: commitsOf(history) }] });
    expect(await storedCommits()).toEqual([]);
    expect(await gateway.ports.administrationLog.list({ limit: 10 })).toEqual([]);
  });

  it('refuses a bad item alone, before its first event is stored, and names item, event and place', async () => {
    const bad = history.map((event, index) => (index === 2 ? { ...event, type: 'throughline.Sold' } : event));
    const others = { id: idOf(2), events: exported(run.through('DOWNLOAD'), idOf(2)), complete: true };
    const { items } = (await send({ items: [item(bad), others] })).body;
    expect(items.map(({ outcome }) => outcome)).toEqual(['refused', 'imported']);
    expect(items[0]?.problem).toMatchObject({
      code: 'invalid',
      detail: `Item ${ID}, event ${history[2]?.id ?? ''}: /type Unknown event type Sold`,
      errors: [{ pointer: '/items/0/events/2/type', message: 'Unknown event type Sold' }],
    });
    expect(await storedCommits()).toEqual([]);
  });

  const registered = history[0] as CloudEvent & { data: object };
  const withSource = (key: string) => ({
    ...registered,
    id: '7.1',
    type: 'throughline.SourceBecameReady',
    eventversion: 2,
    data: { source: { kind: 'upload', key, size: 1, sha256: 'a'.repeat(64), mediaType: 'video/mp4' } },
  });
  const bare = { ...registered, data: { ...registered.data, personal: undefined } };
  const erased = { ...bare, id: '8.0', originref: 'y', type: 'throughline.AssetErased', eventversion: 1, data: { by: 'anna' } };
  it.each([
    ['of another item', [{ ...registered, subject: idOf(3) }], '/0/subject'],
    ['without their begin', rest, '/0'],
    ['out of order', [history[1], history[0]], '/0/id'],
    ['with a hole in a commit', [registered, { ...registered, id: '7.2' }], '/1/id'],
    ['with two references in a commit', [registered, { ...registered, id: '7.1', originref: 'x' }], '/1/originref'],
    ['with one reference for two commits', [registered, { ...registered, id: '8.0' }], '/1/originref'],
    ['from the future', [{ ...registered, time: '2999-01-01T00:00:00Z' }], '/0'],
    ['registered twice', [registered, { ...registered, id: '7.1' }], '/0'],
    ['of a newer release', [{ ...registered, eventversion: 99 }], '/0/eventversion'],
    ['with a file of another item', [registered, withSource(`uploads/${idOf(3)}/source`)], '/1/data/source/key'],
    ['with a path', [registered, withSource(`uploads/${ID}/../${idOf(3)}/source`)], '/1/data/source/key'],
    ['with texts where none belong', [{ ...registered, type: 'throughline.AssetReset', eventversion: 1, data: { by: 'anna', target: 'SKIPPED', personal: { x: 1 } } }], '/0/data/personal'], // prettier-ignore
    ['with data that do not fit', [{ ...registered, data: { ...registered.data, language: 7 } }], '/0/data/language'],
    [
      'with texts that do not fit',
      [{ ...registered, data: { ...registered.data, personal: { title: 7 } } }],
      '/0/data/personal/title',
    ],
    ['that are none', [7], '/0'],
    ['too long for a commit', [{ ...registered, data: { ...registered.data, personal: { title: 'x'.repeat(400_000) } } }], '/0'],
    ['erased, but with their texts', [registered, erased], '/1'],
    ['that bring texts after an erasure', [bare, erased, { ...bare, id: '9.0', originref: 'z', type: 'throughline.AssetDescribed', eventversion: 1, data: { by: 'anna', fields: ['title'], personal: { title: 'New' } } }], '/2'], // prettier-ignore
  ])('refuses events %s', async (_, events, place) => {
    const { items } = (await send({ items: [item(events)] })).body;
    expect(items[0]).toMatchObject({ outcome: 'refused', commits: 0, problem: { code: 'invalid' } });
    expect(items[0]?.problem?.errors?.map(({ pointer }) => pointer)).toEqual([`/items/0/events${place}`]);
    expect(await storedCommits()).toEqual([]);
  });

  it('refuses to replace another item, or an event of it, and to follow events of this system', async () => {
    await outcomes(item(first, { complete: false }));
    const other = history.map((event) => ({ ...event, originref: `other${event.originref ?? ''}` }));
    expect(await outcomes(item(other))).toEqual([['refused', 0, 'import-differs']]);
    const changed = history.map((event) => ({ ...event, time: '2020-01-01T00:00:00.000Z' }));
    expect(await outcomes(item(changed))).toEqual([['refused', 0, 'import-differs']]);
    await gateway.ports.commands.execute(
      ID,
      { type: 'DeleteAsset', by: 'x', now: new Date().toISOString(), expiresAt: '2099-01-01T00:00:00.000Z' },
      { commandId: 'delete', actor: { kind: 'user', id: 'x' }, correlationId: 'x' },
    );
    expect(await outcomes(item(rest))).toEqual([['refused', 0, 'import-changed']]);
    expect(await outcomes(item(first))).toEqual([['unchanged', 0, undefined]]);
  });

  it('refuses the next batch of an item that was run here between two of them, which keeps its own history', async () => {
    await outcomes(item(first, { complete: false }));
    const headers = { authorization: `Bearer ${gateway.token}` };
    const run = await gateway.app.inject({ method: 'POST', url: `/api/v1/recordings/${ID}/run`, headers, payload: {} });
    expect(run.statusCode).toBe(202);
    const { items } = (await send({ items: [item(rest, { after: 'old-log/7' })] })).body;
    expect(items).toMatchObject([
      {
        outcome: 'refused',
        problem: { code: 'import-changed', try_instead: expect.stringContaining('Leave the item out') as string },
      },
    ]);
    expect((await storedCommits()).at(-1)?.events[0]?.type).toBe('RunStarted');
  });

  it('refuses an item of another library, and a library that does not exist', async () => {
    await outcomes(item(history));
    await gateway.ports.libraries.add({ id: idOf(9), name: 'Talks', ownerId: gateway.owner });
    const { items } = (await send({ library: idOf(9), items: [item(history)] })).body;
    expect(items).toMatchObject([{ outcome: 'refused', problem: { code: 'import-other-library' } }]);
    expect((await send({ library: 'none', items: [item(history)] })).body.errors).toMatchObject([{ pointer: '/library' }]);
  });

  it('belongs to administrators, and stands in the administration log of the library', async () => {
    const token = await gateway.tokenFor(['write'], gateway.owner);
    expect((await send({ items: [item(history)] }, token)).status).toBe(403);
    await outcomes(item(history));
    await outcomes(item(history));
    expect(await gateway.ports.administrationLog.list({ limit: 10 })).toMatchObject([
      { kind: 'library.items_imported', libraryId: gateway.owner, changes: { items_planned: { to: 1 } } },
    ]);
  });

  it('counts in the administration log what was imported, unchanged and refused', async () => {
    await outcomes(item(first, { complete: false }));
    const other = (number: number, events = exported(run.through('DOWNLOAD'), idOf(number))) =>
      item(events, { id: idOf(number) });
    await outcomes(other(2), item(first, { complete: false }), other(3, [...rest]));
    const [entry] = await gateway.ports.administrationLog.list({ limit: 1 });
    expect(entry?.changes).toEqual({
      items_planned: { from: null, to: 1 },
      items_unchanged: { from: null, to: 1 },
      items_refused: { from: null, to: 1 },
      commits_planned: { from: null, to: commitsOf(history) },
    });
  });

  it('stands in the administration log before its first commit is stored', async () => {
    const append = jest.spyOn(gateway.ports.administrationLog, 'append').mockRejectedValueOnce(new Error('database gone'));
    expect((await send({ items: [item(history)] })).status).toBe(500);
    expect(append).toHaveBeenCalledTimes(1);
    expect(await storedCommits()).toEqual([]);
  });

  it('works on at most 16 items at once in all requests together, so that requests of people find room', async () => {
    const check = gateway.ports.imports.check.bind(gateway.ports.imports);
    let [working, most] = [0, 0];
    const spy = jest.spyOn(gateway.ports.imports, 'check').mockImplementation(async (batch) => {
      working += 1;
      most = Math.max(most, working);
      await new Promise(setImmediate);
      working -= 1;
      return check(batch);
    });
    const batch = (from: number): readonly object[] =>
      Array.from({ length: 20 }, (_, index) => {
        const id = idOf(from + index);
        return item(exported(run, id), { id });
      });
    const answers = await Promise.all([100, 200].map((from) => send({ dry_run: true, items: batch(from) })));
    expect(answers.map(({ body }) => body.items.length)).toEqual([20, 20]);
    expect([spy.mock.calls.length, most]).toEqual([40, 16]);
  });

  it('refuses an item that is twice in a batch', async () => {
    expect((await send({ items: [item(history), item(history)] })).body.errors).toMatchObject([{ pointer: '/items/1/id' }]);
  });

  it('refuses an item above the limit of commits by name', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      ...registered,
      id: `${String(index + 8)}.0`,
      originref: `many/${String(index)}`,
      type: 'throughline.Resumed',
      eventversion: 1,
      data: { by: 'anna', cause: 'run' },
    }));
    expect(await check([registered, ...many])).toMatchObject({ problem: { code: 'too-long' } });
  });

  it('refuses an item above the limit of bytes', async () => {
    const noted = Array.from({ length: 200 }, (_, index) => ({
      ...registered,
      id: `${String(index + 8)}.0`,
      originref: `many/${String(index)}`,
      type: 'throughline.AssetDescribed',
      eventversion: 1,
      data: { by: 'anna', fields: ['description'], personal: { description: 'x'.repeat(180_000) } },
    }));
    expect(await check([registered, ...noted])).toMatchObject({
      problem: { code: 'too-long', message: 'The events of the history have more than 32 MiB' },
    });
    expect(await check([registered, ...noted.slice(0, 150)])).toMatchObject({ stored: 151 });
  });

  async function check(events: readonly unknown[]): Promise<unknown> {
    const read = readImportedCommits(ID, events);
    if (!('commits' in read)) throw new Error(read.fault.message);
    const batch = { assetId: ID, library: gateway.owner, latest: Date.now(), commits: read.commits };
    return (await gateway.ports.imports.check(batch)).result;
  }
});
