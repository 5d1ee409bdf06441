import { isPresent } from '@throughline/domain';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import { addSource } from '../../testing/add-source.js';
import { FailOnce } from '../../testing/fail-once.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { forwardTo, shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { SourceProblem } from '../source-service.js';
import type { Source, SourceContent } from '../source.js';
import { ItemRegistrar } from './register-item.js';
import { SourceSyncs } from './source-syncs.js';
import type { SourceSync } from './sync.js';

const BY_USER = { trigger: 'user' } as const;
const START = Date.parse('2026-02-05T10:00:00Z');

describe('a sync', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  let time = START;
  let killed: FailOnce;
  const nextOwner = shareMemoryGateway({
    ports: { sourceService: forwardTo(() => service), now: () => new Date(time) },
    failpoint: (...reached) => killed.failpoint(...reached),
  });
  beforeEach(async () => {
    [service, time, killed] = [new MemorySourceService(), START, new FailOnce()];
    gateway = await nextOwner();
  });

  const add = (change: Partial<SourceContent> = {}): Promise<Source> => {
    const content = { name: `source ${String(change.name)}`, settings: { folder: 'inbox', after: 'move' } };
    return addSource(gateway, { ...content, ...change });
  };
  const sync = (source: Source, request: object = {}): Promise<SourceSync> =>
    gateway.sourceSyncs.syncSource(source.id, { ...BY_USER, ...request });
  const assetOf = async (entry: SourceSync['entries'][number] | undefined) => {
    const loaded = await gateway.ports.commands.load(entry?.itemId ?? '');
    if (loaded === undefined || !isPresent(loaded.state)) throw new Error('not registered');
    return { state: loaded.state, personal: loaded.personal };
  };
  const countItems = async (): Promise<number> => {
    const seen = new Set<string>();
    for (const { itemId } of (await allSyncs()).flatMap(({ entries }) => entries)) if (itemId !== undefined) seen.add(itemId);
    return seen.size;
  };
  const allSyncs = async (): Promise<readonly SourceSync[]> => {
    const sources = await gateway.ports.sources.list(gateway.owner);
    return (await Promise.all(sources.map(({ id }) => gateway.ports.syncs.list(id)))).flat();
  };

  it('registers each file with its stored bytes, and then moves it', async () => {
    service.put('Weekly talk.mp4', 'video');
    const report = await sync(await add());
    expect(report).toMatchObject({ state: 'done', counts: { new: 1, retired: 1 }, isCut: false });
    const { state, personal } = await assetOf(report.entries[0]);
    expect(state).toMatchObject({
      owner: gateway.owner,
      sourceKind: 'folder',
      base: 'SKIPPED',
      source: { kind: 'upload', size: 5 },
    });
    expect(personal).toMatchObject({ title: 'Weekly talk', fileName: 'Weekly talk.mp4' });
    expect(service.files.size).toBe(0);
  });

  it('brings a file once, however often and by however many sources it is found', async () => {
    service.put('talk.mp4');
    const leaving = { folder: 'inbox' };
    const sources = [await add({ name: 'a', settings: leaving }), await add({ name: 'b', settings: leaving })];
    const first = await Promise.all(sources.map((source) => sync(source)));
    const second = await Promise.all(sources.map((source) => sync(source)));
    expect(first.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(second.map(({ counts }) => [counts.new, counts.known])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(await countItems()).toBe(1);
    service.put('talk.mp4', 'another version');
    expect((await sync(sources[0] ?? (await add()))).counts).toMatchObject({ new: 1 });
    expect(await countItems()).toBe(2);
  });

  it.each(['gateway.source-listed', 'gateway.source-stored', 'gateway.source-registered'])(
    'that is killed at %s loses and doubles nothing',
    async (point) => {
      for (const name of ['a.mp4', 'b.mp4', 'c.mp4']) service.put(name);
      const source = await add();
      killed.at = point;
      expect((await sync(source)).state).toBe('failed');
      const second = await sync(source);
      expect(second.state).toBe('done');
      expect(service.files.size).toBe(0);
      expect(new Set(service.retired).size).toBe(3);
      expect(service.retired).toHaveLength(3);
      const isRegistered = point === 'gateway.source-registered';
      expect(second.counts).toMatchObject({ new: isRegistered ? 2 : 3, known: isRegistered ? 1 : 0, retired: 3 });
    },
  );

  it('that is killed before it moved a file leaves that to the next one', async () => {
    service.put('talk.mp4');
    service.before = (act) => {
      if (act !== 'retire') return;
      service.before = () => undefined;
      throw new SourceProblem({ code: 'source-not-permitted', message: 'The folder cannot be written' });
    };
    const source = await add();
    expect(await sync(source)).toMatchObject({ counts: { new: 1, retired: 0 }, entries: [{ code: 'source-not-permitted' }] });
    expect((await sync(source)).counts).toMatchObject({ new: 0, known: 1, retired: 1 });
  });

  it('takes in a file that could still be growing only when it has not changed for a while, and looks again by itself', async () => {
    service.settleMs = 30_000;
    service.put('talk.mp4', 'half');
    const source = await add();
    expect(await sync(source)).toMatchObject({ counts: { waiting: 1, new: 0 }, entries: [{ code: 'not-settled' }] });
    time += 29_000;
    expect((await sync(source)).counts).toMatchObject({ waiting: 1 });
    service.put('talk.mp4', 'complete');
    time += 5_000;
    expect((await sync(source)).counts).toMatchObject({ waiting: 1 });
    expect(await gateway.ports.syncs.due(1)).toEqual([]);
    time += 30_000;
    await gateway.sourceSyncs.syncDue();
    await gateway.sourceSyncs.ended();
    const [last] = await gateway.ports.syncs.list(source.id);
    expect(last).toMatchObject({ trigger: 'interval', counts: { new: 1, waiting: 0 } });
  });

  it('that is a dry run changes nothing', async () => {
    service.put('talk.mp4');
    service.put('other.mp4');
    const source = await add();
    const before = await gateway.ports.sources.find(source.id);
    expect(await sync(source, { dryRun: true })).toMatchObject({ isDryRun: true, counts: { new: 2, retired: 0 } });
    expect([service.files.size, await countItems()]).toEqual([2, 0]);
    expect(await gateway.ports.sources.find(source.id)).toEqual(before);
  });

  it('that is a dry run names what would not be registered, with the reason', async () => {
    service.put('talk.mp4');
    const orphan = await add({ templateId: 77 });
    expect(await sync(orphan, { dryRun: true })).toMatchObject({
      counts: { new: 0, failed: 1 },
      entries: [{ name: 'talk.mp4', verdict: 'failed', code: 'unknown-template' }],
    });
    time = Date.now();
    await gateway.ports.quotaLimits.replace(gateway.owner, 1, { items: 0 });
    const source = await add({ name: 'Full' });
    expect(await sync(source, { dryRun: true })).toMatchObject({ counts: { failed: 1 }, entries: [{ code: 'quota-exceeded' }] });
  });

  it('that is a dry run foresees each new item, and names it before those that the library knows', async () => {
    service.put('a.mp4');
    const content = { libraryId: gateway.owner, isDraft: false, config: {}, matchingRules: { title_pattern: 'talk' } };
    const template = await gateway.ports.templates.insert({ ...content, name: 'Talks' });
    if (template === 'name-taken') throw new Error(template);
    const source = await add({ settings: { folder: 'inbox' } });
    await sync(source);
    for (const name of ['b.mp4', 'talk.mp4']) service.put(name);
    expect((await sync(source, { dryRun: true })).entries).toMatchObject([
      { name: 'b.mp4', verdict: 'new', foreseen: { title: 'b', isMapped: false } },
      { name: 'talk.mp4', verdict: 'new', foreseen: { title: 'talk', templateId: template.id, isMapped: true } },
      { name: 'a.mp4', verdict: 'known' },
    ]);
  });

  it('that is a dry run asks for the settings of the library once for all new items', async () => {
    const source = await add({ isRun: true });
    const versionsOf = jest.spyOn(gateway.ports.templates, 'versionsOf');
    const countQuestions = async (): Promise<number> => {
      versionsOf.mockClear();
      await sync(source, { dryRun: true });
      return versionsOf.mock.calls.length;
    };
    service.put('a.mp4');
    const ofOne = await countQuestions();
    for (const name of ['b.mp4', 'c.mp4']) service.put(name);
    expect(ofOne).toBeGreaterThan(0);
    expect(await countQuestions()).toBe(ofOne);
  });

  it('reports what a source leaves out, with the reasons', async () => {
    service.ignored.push({ kind: 'ignored', name: 'talk.mp4.part', code: 'incomplete', message: 'It is incomplete.' });
    expect(await sync(await add())).toMatchObject({
      counts: { ignored: 1 },
      entries: [{ name: 'talk.mp4.part', verdict: 'ignored', code: 'incomplete' }],
    });
  });

  it('waits for a file that changes before its bytes are stored', async () => {
    service.put('talk.mp4', 'one');
    service.before = (act) => {
      if (act !== 'take') return;
      service.before = () => undefined;
      service.put('talk.mp4', 'two');
    };
    const source = await add();
    expect((await sync(source)).entries).toMatchObject([{ verdict: 'waiting', code: 'source-changed' }]);
    expect((await sync(source)).counts).toMatchObject({ new: 1 });
    expect(await countItems()).toBe(1);
  });

  it('stops at a limit, and the next one continues there', async () => {
    for (let index = 0; index < 7; index += 1) service.put(`talk-${String(index)}.mp4`);
    const source = await add({ settings: { folder: 'inbox' } });
    const { ports, app } = gateway;
    const registrar = app.get(ItemRegistrar, { strict: false });
    const parts = { ...ports, store: ports.syncs, service, registrar, onProblem: () => undefined };
    const syncs = new SourceSyncs(parts, { entries: 3, ms: 60_000, page: 2 });
    const counts: [number, boolean][] = [];
    for (let round = 0; round < 4; round += 1) {
      const report = await syncs.syncSource(source.id, BY_USER);
      counts.push([report.counts.new, report.isCut]);
    }
    expect(counts).toEqual([
      [3, true],
      [3, true],
      [1, false],
      [0, true],
    ]);
  });

  it('binds new items to the template of the source, and runs them if the source is set up so', async () => {
    const content = { libraryId: gateway.owner, name: 'Lecture', isDraft: false, config: {} };
    const template = await gateway.ports.templates.insert(content);
    if (template === 'name-taken') throw new Error(template);
    service.put('bound.mp4');
    const bound = await assetOf((await sync(await add({ name: 'a', templateId: template.id }))).entries[0]);
    expect(bound.state).toMatchObject({ template: { id: template.id }, base: 'INITIALIZED' });
    expect(bound.state.run).toBeUndefined();
    service.put('run.mp4');
    const run = await assetOf((await sync(await add({ name: 'b', templateId: template.id, isRun: true }))).entries[0]);
    expect(run.state).toMatchObject({ template: { id: template.id } });
    expect(run.state.run).toBeDefined();
  });

  it('binds the first template whose conditions an item meets, and remembers the source of the item', async () => {
    const source = await add();
    const content = { libraryId: gateway.owner, isDraft: false, config: {} };
    const rules = { title_pattern: 'algebra', source_ids: [source.id] };
    const template = await gateway.ports.templates.insert({ ...content, name: 'Lectures', matchingRules: rules });
    await gateway.ports.templates.insert({ ...content, name: 'All talks', matchingRules: { title_pattern: 'algebra' } });
    if (template === 'name-taken') throw new Error(template);
    for (const name of ['Algebra II.mp4', 'Office hour.mp4']) service.put(name);
    const [lecture, other] = await Promise.all((await sync(source)).entries.map(assetOf));
    expect(lecture?.state).toMatchObject({ template: { id: template.id }, base: 'INITIALIZED', sourceId: source.id });
    expect(other?.state).toMatchObject({ base: 'SKIPPED', sourceId: source.id });
    expect(other?.state.template).toBeUndefined();
  });

  it('takes in as many items as the quotas of the library have room for, and the others later', async () => {
    for (const name of ['a.mp4', 'b.mp4']) service.put(name);
    const { quotaLimits } = gateway.ports;
    // Quotas count by the clock of the log.
    time = Date.now();
    await quotaLimits.replace(gateway.owner, 1, { items: 1 });
    const source = await add();
    expect(await sync(source)).toMatchObject({ counts: { new: 1, failed: 1 }, entries: [{}, { code: 'quota-exceeded' }] });
    expect([...service.files.keys()]).toEqual(['b.mp4']);
    await quotaLimits.replace(gateway.owner, 2, { items: 2 });
    expect((await sync(source)).counts).toMatchObject({ new: 1, failed: 0 });
  });

  it('brings documents, if the source is set up so', async () => {
    service.put('scan.pdf');
    const { state } = await assetOf((await sync(await add({ brings: 'document' }))).entries[0]);
    expect(state.pipeline).toBe('document');
  });

  it('reports an item whose history cannot be read, and takes in the others', async () => {
    for (const name of ['a.mp4', 'b.mp4']) service.put(name);
    const { commands } = gateway.ports;
    const load = commands.load.bind(commands);
    let reads = 0;
    commands.load = (id) => {
      reads += 1;
      return reads === 1 ? Promise.reject(Object.assign(new Error('strange bytes'), { kind: 'undecodable' })) : load(id);
    };
    const report = await sync(await add());
    expect(report).toMatchObject({ state: 'done', counts: { new: 1, failed: 1 }, entries: [{ code: 'quarantined' }, {}] });
  });

  it('takes in nothing whose template was deleted, and says so', async () => {
    service.put('talk.mp4');
    const source = await add({ templateId: 77 });
    const acts: string[] = [];
    service.before = (act) => {
      acts.push(act);
    };
    expect(await sync(source)).toMatchObject({
      counts: { failed: 1 },
      entries: [{ verdict: 'failed', code: 'unknown-template' }],
    });
    expect([service.files.size, await countItems()]).toEqual([1, 0]);
    // The bytes are not copied for nothing.
    expect(acts).toEqual(['list']);
  });

  it('reports the problem of a source, and leaves the regular time of the next sync', async () => {
    service.before = () => {
      throw new SourceProblem({ code: 'source-gone', message: 'The folder of the source does not exist' });
    };
    const source = await add({ intervalMinutes: 5 });
    expect(await sync(source)).toMatchObject({ state: 'failed', problem: { code: 'source-gone' } });
    const { nextSyncAt } = (await gateway.ports.sources.find(source.id)) ?? {};
    expect(nextSyncAt).toBe(new Date(START + 5 * 60_000).toISOString());
  });

  it('of a source that another one syncs is refused, until the lease of a killed gateway ends', async () => {
    const source = await add();
    await gateway.ports.syncs.begin(source.id, { trigger: 'user', isDryRun: false, from: undefined, to: undefined }, 60_000);
    await expect(sync(source)).rejects.toMatchObject({ code: 'sync-in-progress' });
    expect((await gateway.ports.syncs.list(source.id))[0]?.state).toBe('running');
    time += 60_001;
    expect((await sync(source)).state).toBe('done');
    expect((await gateway.ports.syncs.list(source.id)).map(({ state }) => state)).toEqual(['done', 'interrupted']);
  });

  it('brings nothing to the library of a disabled user', async () => {
    service.put('talk.mp4');
    const source = await add();
    await gateway.tokenFor(['read']);
    await gateway.ports.users.change(gateway.owner, { disabled: true });
    expect(await sync(source)).toMatchObject({ state: 'failed', problem: { code: 'user-disabled' } });
    expect(service.files.size).toBe(1);
  });
});
