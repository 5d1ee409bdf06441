import { ulid } from 'ulid';
import { addSource } from '../../testing/add-source.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { MemorySourceService } from '../../testing/memory-source-service.js';
import type { Source } from '../source.js';
import type { SourceSync } from './sync.js';

const START = Date.parse('2026-02-05T10:00:00Z');

describe('slow sources', () => {
  let gateway: MemoryGateway;
  let service: MemorySourceService;
  let time: number;
  let release: () => void;
  const renewGateway = renewMemoryGateway(() => ({ ports: { now: () => new Date(time) } }));
  beforeEach(async () => {
    [service, time] = [new MemorySourceService(), START];
    gateway = await renewGateway({ sourceService: service });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const list = service.list.bind(service);
    service.list = async (request) => {
      if (request.source.settings['folder'] === 'slow') await released;
      return list(request);
    };
  });
  afterEach(async () => {
    release();
    await gateway.sourceSyncs.ended();
  });

  const addLibrary = async (): Promise<string> => {
    const id = ulid();
    await gateway.ports.users.add({ id, name: id, role: 'operator' });
    return id;
  };
  const addSlow = async (libraryId: string, count: number): Promise<readonly Source[]> => {
    const added: Source[] = [];
    for (let index = 0; index < count; index += 1) added.push(await add(libraryId, `slow ${String(index)}`, 'slow'));
    return added;
  };
  const add = async (owner: string, name: string, folder: string): Promise<Source> =>
    addSource({ ports: gateway.ports, owner } as MemoryGateway, { name, settings: { folder }, intervalMinutes: 5 });
  const statesOf = async (sources: readonly Source[]): Promise<readonly (SourceSync['state'] | undefined)[]> =>
    Promise.all(sources.map(async ({ id }) => (await gateway.ports.syncs.list(id))[0]?.state));

  it('of one library leave a place for the sources of others', async () => {
    const slow = await addSlow(await addLibrary(), 6);
    const quick = await add(gateway.owner, 'quick', 'inbox');
    await gateway.sourceSyncs.syncDue();
    expect((await statesOf(slow)).filter((state) => state === 'running')).toHaveLength(3);
    expect(await statesOf([quick])).not.toEqual([undefined]);
  });

  it('give their places to others after a while, up to a limit', async () => {
    const slow: Source[] = [];
    for (let library = 0; library < 6; library += 1) slow.push(...(await addSlow(await addLibrary(), 3)));
    const countRunning = async (): Promise<number> => (await statesOf(slow)).filter((state) => state === 'running').length;
    await gateway.sourceSyncs.syncDue();
    expect(await countRunning()).toBe(4);
    await gateway.sourceSyncs.syncDue();
    expect(await countRunning()).toBe(4);
    for (const running of [8, 12, 12]) {
      time += 30_000;
      for (const id of slow.map((source) => source.id)) await renew(id);
      await gateway.sourceSyncs.syncDue();
      expect(await countRunning()).toBe(running);
    }
  });

  /** The heartbeat of a sync runs by the real clock. */
  const renew = async (sourceId: number): Promise<void> => {
    const [sync] = await gateway.ports.syncs.list(sourceId);
    const source = await gateway.ports.sources.find(sourceId);
    if (sync === undefined || source === undefined) return;
    const claim = { sync: { ...sync, from: undefined, to: undefined }, source, cursor: undefined };
    await gateway.ports.syncs.renew({ ...claim, dueAt: undefined, wasDue: true, isOwed: false }, 60_000);
  };

  it('do not keep their users from a sync on request', async () => {
    await addSlow(gateway.owner, 6);
    await gateway.sourceSyncs.syncDue();
    const quick = await add(gateway.owner, 'quick', 'inbox');
    expect((await gateway.sourceSyncs.syncSource(quick.id, { trigger: 'user' })).state).toBe('done');
  });

  it.each([10 * 60_000, -1])('are no longer asked to move items when a sync has taken long (%s ms)', async (ms) => {
    service.put('one.mp4');
    const settings = { folder: 'inbox', after: 'move' };
    const source = await addSource(gateway, { settings });
    service.before = (act) => {
      if (act === 'take') time += ms;
    };
    const first = await gateway.sourceSyncs.syncSource(source.id, { trigger: 'user' });
    expect(first).toMatchObject({ counts: { new: 1, retired: 0 }, entries: [{ verdict: 'new', code: 'late' }] });
    service.before = () => undefined;
    const second = await gateway.sourceSyncs.syncSource(source.id, { trigger: 'user' });
    expect(second).toMatchObject({ counts: { known: 1, retired: 1 } });
    expect(service.files.size).toBe(0);
  });
});
