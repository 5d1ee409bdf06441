import { isPresent } from '@throughline/domain';
import { addSource } from '../../testing/add-source.js';
import { FailOnce } from '../../testing/fail-once.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import { SourceProblem } from '../source-service.js';
import type { Source, SourceContent } from '../source.js';
import type { SourceSync } from './sync.js';
import { PENDING_MS } from './sync-tally.js';

const START = Date.parse('2026-02-05T10:00:00Z');
const NAME = 'Version 2.0';

describe('a sync of an item that its service still processes', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  let time: number;
  let killed: FailOnce;
  const renew = renewMemoryGateway(() => ({ ports: { now: () => new Date(time) } }));
  beforeEach(async () => {
    [service, time, killed] = [new MemorySourceService(), START, new FailOnce()];
    service.fetched.set(NAME, { isPending: true });
    gateway = await renew({ sourceService: service, failpoint: killed.failpoint });
  });
  afterEach(() => gateway.close());

  const add = (change: Partial<SourceContent> = {}): Promise<Source> =>
    addSource(gateway, { type: 'zoom', settings: { connection: 'main' }, ...change });
  const sync = ({ id }: Source, request: object = {}): Promise<SourceSync> =>
    gateway.sourceSyncs.syncSource(id, { trigger: 'user', ...request });
  const idOf = ({ entries }: SourceSync): string => entries[0]?.itemId ?? '';
  const ask = async (path: string, method: 'GET' | 'POST' | 'DELETE' = 'GET') => {
    const headers = { authorization: `Bearer ${gateway.token}` };
    return (await gateway.app.inject({ method, url: path, headers })).json<Record<string, unknown>>();
  };
  const eventsOf = async (id: string): Promise<readonly string[]> =>
    (await gateway.store.load(id)).commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));
  const nextSync = async ({ id }: Source): Promise<string | undefined> => (await gateway.ports.sources.find(id))?.nextSyncAt;
  const syncDue = async (afterMs: number): Promise<void> => {
    time += afterMs;
    await gateway.sourceSyncs.syncDue();
    await gateway.sourceSyncs.ended();
  };
  const announce = (): Promise<number> =>
    gateway.ports.sources.requestSyncs({ type: 'zoom', setting: 'connection', value: 'main' });
  const addManyAfter = (): void => {
    for (let index = 0; index < 150; index += 1) service.fetched.set(`Z${String(index)}`, { isPending: false });
  };
  /** The second page of a sync fails once. */
  const failSecondPage = (error: Error): void => {
    let pages = 0;
    service.before = (act) => {
      pages += act === 'list' ? 1 : 0;
      if (pages === 2) throw error;
    };
  };
  const finish = (): void => void service.fetched.set(NAME, { isPending: false });

  it('registers it, so that its user sees what it waits for, and looks again by itself', async () => {
    const source = await add();
    const report = await sync(source);
    expect(report).toMatchObject({ counts: { waiting: 1, new: 0 }, entries: [{ verdict: 'waiting', code: 'pending' }] });
    expect(await ask(`/api/v1/recordings/${idOf(report)}`)).toMatchObject({
      status: 'PENDING_SOURCE',
      title: NAME,
      can_run: false,
      waiting_for: [{ step: 'DOWNLOAD', for: 'source-processing', until: null }],
    });
    expect(await ask(`/api/v1/recordings/${idOf(report)}/run`, 'POST')).toMatchObject({
      code: 'not-runnable',
      try_instead: 'Wait, or sync the source of the item.',
    });
    expect((await gateway.ports.sources.find(source.id))?.nextSyncAt).toBe('2026-02-05T10:05:00.000Z');
  });

  it('leaves it alone while it stays so, and makes it ready when it is complete', async () => {
    const source = await add();
    const first = await sync(source);
    await sync(source);
    expect(await eventsOf(idOf(first))).toEqual(['AssetRegistered']);
    finish();
    const report = await sync(source);
    expect(report).toMatchObject({ counts: { new: 1 }, entries: [{ verdict: 'new', itemId: idOf(first) }] });
    expect(await eventsOf(idOf(first))).toEqual(['AssetRegistered', 'SourceBecameReady']);
    const { state, personal } = (await gateway.ports.commands.load(idOf(first))) ?? {};
    expect(state).toMatchObject({
      sourceKind: 'zoom',
      source: { kind: 'zoom', settings: { connection: 'main' } },
      base: 'SKIPPED',
    });
    expect(personal?.sourceUrl).toContain(encodeURI('meeting_id=Version'));
    expect(await sync(source)).toMatchObject({ counts: { known: 1, new: 0 } });
  });

  it('starts its run in the commit that makes it ready', async () => {
    const source = await add({ isRun: true });
    const id = idOf(await sync(source));
    finish();
    await sync(source);
    expect(await eventsOf(id)).toEqual(['AssetRegistered', 'SourceBecameReady', 'RunStarted', 'StepScheduled']);
  });

  describe('whose length is known when it is ready', () => {
    const ready = (seconds: number): void => void service.fetched.set(NAME, { isPending: false, seconds });
    const addTemplate = async (): Promise<number> => {
      const template = { name: 'Long', isDraft: false, config: {}, matchingRules: { min_duration_seconds: 300 } };
      const added = await gateway.ports.templates.insert({ libraryId: gateway.owner, ...template });
      return typeof added === 'string' ? 0 : added.id;
    };
    const stateOf = async (id: string) => {
      const { state } = (await gateway.ports.commands.load(id)) ?? {};
      return state !== undefined && isPresent(state) ? state : undefined;
    };

    it.each([
      [false, 'INITIALIZED'],
      [true, 'INITIALIZED'],
    ])('binds it to the template whose rule it meets now (run: %s)', async (isRun, base) => {
      const template = await addTemplate();
      const source = await add({ isRun });
      const id = idOf(await sync(source));
      expect((await stateOf(id))?.template).toBeUndefined();
      ready(300);
      await sync(source);
      expect(await stateOf(id)).toMatchObject({ template: { id: template }, base, namedSeconds: 300 });
      expect(await eventsOf(id)).toContain('TemplateBound');
    });

    it('leaves it without a template if it meets no rule, or a person has unbound it', async () => {
      const template = await addTemplate();
      const source = await add();
      const id = idOf(await sync(source));
      const path = `/api/v1/recordings/${id}/template`;
      await ask(`${path}/${String(template)}`, 'POST');
      await ask(path, 'DELETE');
      ready(300);
      await sync(source);
      expect(await eventsOf(id)).toEqual(['AssetRegistered', 'TemplateBound', 'TemplateUnbound', 'SourceBecameReady']);
      service.fetched.set('Short', { isPending: true });
      await sync(source);
      service.fetched.set('Short', { isPending: false, seconds: 299 });
      const report = await sync(source);
      expect(await eventsOf(idOf(report))).toEqual(['AssetRegistered', 'SourceBecameReady']);
    });
  });

  it('makes it ready once, by however many gateways, and after a kill at any place', async () => {
    const source = await add({ isRun: true });
    const id = idOf(await sync(source));
    finish();
    for (const place of ['gateway.source-stored', 'gateway.source-registered']) {
      killed.at = place;
      expect(await sync(source)).toMatchObject({ state: 'failed' });
    }
    const other = await add({ name: 'Another', isRun: true });
    await Promise.all([sync(source), sync(other)]);
    expect(await eventsOf(id)).toEqual(['AssetRegistered', 'SourceBecameReady', 'RunStarted', 'StepScheduled']);
  });

  it('does not bring it again when its user has deleted it meanwhile', async () => {
    const source = await add({ isRun: true });
    const id = idOf(await sync(source));
    await ask(`/api/v1/recordings/${id}`, 'DELETE');
    finish();
    expect(await sync(source)).toMatchObject({ counts: { known: 1, new: 0 } });
    const loaded = await gateway.ports.commands.load(id);
    expect(loaded !== undefined && isPresent(loaded.state) && loaded.state.source).toBeUndefined();
  });

  it('is looked for again from the beginning after a sync that continues at a later page', async () => {
    const source = await add();
    addManyAfter();
    failSecondPage(new SourceProblem({ code: 'source-busy', message: '503' }));
    const first = await sync(source);
    expect(first).toMatchObject({ state: 'failed', isCut: true, counts: { waiting: 1, new: 99 } });
    finish();
    await syncDue(PENDING_MS);
    expect(await eventsOf(idOf(first))).toEqual(['AssetRegistered']);
    await syncDue(PENDING_MS);
    expect(await eventsOf(idOf(first))).toEqual(['AssetRegistered', 'SourceBecameReady']);
    expect(await nextSync(source)).toBeUndefined();
  });

  it('brings an item that is announced while a sync must continue at a later page', async () => {
    const source = await add();
    finish();
    addManyAfter();
    failSecondPage(new SourceProblem({ code: 'source-busy', message: '503' }));
    await sync(source);
    service.fetched.set('Announced', { isPending: false });
    await announce();
    await syncDue(1);
    await syncDue(PENDING_MS);
    const [report] = await gateway.ports.syncs.list(source.id);
    expect(report).toMatchObject({ state: 'done', counts: { new: 1, known: 151 } });
    expect(await nextSync(source)).toBeUndefined();
  });

  it('is looked at again after a sync of some days, which alone plans no other sync', async () => {
    const source = await add();
    await sync(source, { from: '2026-02-01T00:00:00Z' });
    expect(await nextSync(source)).toBe('2026-02-05T10:05:00.000Z');
    finish();
    await syncDue(PENDING_MS);
    await sync(source, { from: '2026-02-01T00:00:00Z' });
    expect(await nextSync(source)).toBeUndefined();
  });

  it.each([{}, { from: '2026-02-01T00:00:00Z' }])(
    'is looked at again after an internal error on a later page of the sync %j',
    async (window) => {
      const source = await add();
      addManyAfter();
      failSecondPage(new Error('a fault'));
      expect(await sync(source, window)).toMatchObject({ problem: { code: 'internal' } });
      expect(await nextSync(source)).toBeDefined();
      finish();
      await syncDue(15 * 60_000);
      expect((await gateway.ports.syncs.list(source.id))[0]).toMatchObject({ state: 'done' });
      expect(await nextSync(source)).toBeUndefined();
    },
  );

  it('stays due when its source is renamed', async () => {
    const source = await add();
    await sync(source);
    const { id, revision, libraryId: _library, isPaused: _paused, ...content } = source;
    const renamed = await gateway.ports.sources.replace({ id, revision }, { ...content, name: 'Renamed' });
    expect(renamed).toMatchObject({ name: 'Renamed', nextSyncAt: '2026-02-05T10:05:00.000Z' });
  });

  it('fails while a quota has no room for its bytes', async () => {
    await gateway.close();
    gateway = await openMemoryGateway({
      ports: { sourceService: service, now: () => new Date(time) },
      settings: { quotas: { items: null, bytes: 1_000, transcription_minutes: null, deliveries: null } },
    });
    const source = await add();
    const id = idOf(await sync(source));
    finish();
    const list = service.list.bind(service);
    service.list = async (request) => {
      const page = await list(request);
      return { ...page, entries: page.entries.map((entry) => (entry.kind === 'item' ? { ...entry, size: 1_001 } : entry)) };
    };
    expect(await sync(source)).toMatchObject({ entries: [{ verdict: 'failed', code: 'quota-exceeded' }] });
    expect(await eventsOf(id)).toEqual(['AssetRegistered']);
  });

  it('is tried again if an announced item fails, until its cause is mended', async () => {
    const source = await add({ templateId: 99 });
    finish();
    await sync(source);
    expect(await nextSync(source)).toBeUndefined();
    await announce();
    await syncDue(1);
    expect((await gateway.ports.syncs.list(source.id))[0]).toMatchObject({ state: 'done', counts: { failed: 1 } });
    expect(await nextSync(source)).toBe('2026-02-05T10:15:00.001Z');
    await syncDue(15 * 60_000);
    expect(await nextSync(source)).toBe('2026-02-05T10:30:00.001Z');
  });

  it('registers nothing in a preview', async () => {
    const source = await add();
    const report = await sync(source, { dryRun: true });
    expect(report).toMatchObject({ counts: { waiting: 1 } });
    expect(report.entries[0]).not.toHaveProperty('itemId');
    const registered = await sync(source);
    finish();
    expect(await sync(source, { dryRun: true })).toMatchObject({ counts: { new: 1 } });
    expect(await eventsOf(idOf(registered))).toEqual(['AssetRegistered']);
  });
});
