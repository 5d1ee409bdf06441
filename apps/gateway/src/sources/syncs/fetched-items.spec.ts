import { isPresent } from '@throughline/domain';
import { factsOf } from '../../batches/jobs/judge-item.js';
import { addSource } from '../../testing/add-source.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { forwardTo, shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import type { Source, SourceContent } from '../source.js';
import type { SourceSync } from './sync.js';

const SECRET = 's3cr3t';
const ADDRESS = `https://me:${SECRET}@files.example/talks/7.mp3?key=${SECRET}`;
const settings = { origin: 'https://files.example' };

describe('an item that its run fetches', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  const acts: string[] = [];
  const nextOwner = shareMemoryGateway({ ports: { sourceService: forwardTo(() => service) } });
  beforeEach(async () => {
    acts.length = 0;
    service = new MemorySourceService();
    service.before = (act) => void acts.push(act);
    gateway = await nextOwner();
  });

  const put = (change: object = {}): void => {
    const fetched = { kind: 'url', address: ADDRESS, settings };
    service.others.push({ kind: 'item', external_id: 'e7', name: 'Talk with Dr. Who', fetched, retires: false, ...change });
  };
  const add = (change: Partial<SourceContent> = {}): Promise<Source> =>
    addSource(gateway, { name: `source ${String(change.brings)}`, type: 'feed', ...change });
  const sync = ({ id }: Source): Promise<SourceSync> => gateway.sourceSyncs.syncSource(id, { trigger: 'user' });
  const loadItem = async ({ entries: [entry] }: SourceSync) => {
    const loaded = await gateway.ports.commands.load(entry?.itemId ?? '');
    if (loaded === undefined || !isPresent(loaded.state)) throw new Error('not registered');
    return { id: entry?.itemId ?? '', state: loaded.state, personal: loaded.personal };
  };

  it('is registered once, with its whole title and its address, and no bytes are stored', async () => {
    put({ file_name: '7.mp3' });
    const source = await add();
    const { state, personal } = await loadItem(await sync(source));
    expect(state).toMatchObject({ sourceKind: 'feed', sourceId: source.id, source: { kind: 'url', settings } });
    expect(personal).toMatchObject({ title: 'Talk with Dr. Who', fileName: '7.mp3', sourceUrl: ADDRESS });
    expect((await sync(source)).counts).toMatchObject({ new: 0, known: 1 });
    expect(acts).toEqual(['list', 'list']);
  });

  it.each([
    ['2026-02-03T23:30:00.000Z', '2026-02-03T23:30:00.000Z'],
    ['2026-02-04T01:30:00+02:00', '2026-02-03T23:30:00.000Z'],
    [undefined, undefined],
  ])('remembers the start %s that its source names, in UTC', async (recorded, startedAt) => {
    put(recorded === undefined ? {} : { recorded_at: recorded });
    const { state } = await loadItem(await sync(await add()));
    expect(state.startedAt).toBe(startedAt);
    expect(factsOf({ asset: state, personal: { title: 'Talk' } }).startedAt).toBe(startedAt ?? state.registeredAt);
  });

  it.each([
    [0, { isBlank: true, durationSeconds: 0 }],
    [1_800, { isBlank: false, durationSeconds: 1_800 }],
    [undefined, { isBlank: false, durationSeconds: undefined }],
  ])('has the length %s that its source names, before a run has measured it', async (seconds, facts) => {
    put(seconds === undefined ? {} : { duration_seconds: seconds });
    const { id, state } = await loadItem(await sync(await add()));
    expect(factsOf({ asset: state, personal: {} })).toMatchObject(facts);
    const headers = { authorization: `Bearer ${gateway.token}` };
    const answer = await gateway.app.inject({ url: `/api/v1/recordings/${id}`, headers });
    expect(answer.json()).toMatchObject({ source: { duration_seconds: seconds ?? null } });
  });

  it.each([
    [undefined, false],
    [299, false],
    [300, true],
  ])('of length %s is bound to the template of a rule for at least 300 seconds: %s', async (seconds, isBound) => {
    const long = { name: 'Long', isDraft: false, config: {}, matchingRules: { min_duration_seconds: 300 } };
    const template = await gateway.ports.templates.insert({ libraryId: gateway.owner, ...long });
    if (typeof template === 'string') throw new Error(template);
    put(seconds === undefined ? {} : { duration_seconds: seconds });
    const { state } = await loadItem(await sync(await add()));
    expect(state.template?.id).toBe(isBound ? template.id : undefined);
  });

  it('is fetched by the type of its source, unless it names another kind', async () => {
    put({ fetched: { address: ADDRESS, settings: { part: 1 } } });
    const { state } = await loadItem(await sync(await add()));
    expect(state.source).toEqual({ kind: 'feed', settings: { part: 1 } });
  });

  it('has its address only in the sealed part of its history, and in no answer and no report', async () => {
    put();
    const source = await add({ isRun: true });
    const report = await sync(source);
    const { id } = await loadItem(report);
    const events = (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events);
    expect(events.find(({ type }) => type === 'SourceBecameReady')).toMatchObject({ personal: { url: ADDRESS } });
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain(SECRET);
    expect(JSON.stringify(await gateway.ports.syncs.list(source.id))).not.toContain(SECRET);
    for (const url of [`/api/v1/recordings/${id}`, `/api/v1/sources/${String(source.id)}`, `/api/v1/recordings/${id}/events`]) {
      const headers = { authorization: `Bearer ${gateway.token}` };
      const answer = await gateway.app.inject({ url, headers });
      expect([url, answer.statusCode]).toEqual([url, 200]);
      expect(answer.body).not.toContain(SECRET);
    }
  });

  it('waits while its source says that it is not ready, and arrives later', async () => {
    put({ pending: 'It is live now.' });
    const source = await add();
    expect(await sync(source)).toMatchObject({ counts: { waiting: 1, new: 0 }, entries: [{ message: 'It is live now.' }] });
    service.others.length = 0;
    put();
    expect((await sync(source)).counts).toMatchObject({ new: 1, waiting: 0 });
  });

  it.each(['recording', 'document'] as const)(
    'is a %s, if the source is set up so, and the listing knows that',
    async (brings) => {
      put();
      const { state } = await loadItem(await sync(await add({ brings })));
      expect(state.pipeline).toBe(brings);
      expect(service.listed).toMatchObject([{ source: { brings } }]);
    },
  );
});
