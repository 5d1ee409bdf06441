import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import { executeBulk, itemsOfBulk, previewBulk, pursueBulk, uploadSeveral } from '../../testing/bulk-commands.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import type { BulkCommand, BulkItem } from './bulk-command.js';

const away = (): Error => Object.assign(new Error('the service is away'), { kind: 'unavailable' });
const restore = (changed: object, ...names: readonly string[]): void => {
  for (const name of names) Reflect.deleteProperty(changed, name);
};

describe('bulk commands after faults', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const bulkCommandOf = (id: string): Promise<BulkCommand | undefined> => gateway.ports.bulkCommands.find(gateway.owner, id);
  const runToEnd = (id: string): Promise<BulkCommand> => pursueBulk(gateway, id);
  const itemsOf = (id: string): Promise<readonly BulkItem[]> => itemsOfBulk(gateway, id);
  const fresh = (count: number): Promise<string[]> => uploadSeveral(gateway, count);
  const preview = async (ids: readonly string[], more: object = {}, token?: string): Promise<string> =>
    (await previewBulk(gateway, { action: 'run', recording_ids: ids, ...more }, token)).id;
  const execute = (id: string, user?: string): Promise<BulkCommand> => executeBulk(gateway, id, user);
  const commitsOf = async (id: string): Promise<number> => (await gateway.store.load(id)).commits.length;
  /** Changes the first of two items, without storing its outcome. */
  const interruptBulk = async (): Promise<{ readonly id: string; readonly changed: string }> => {
    const [changed = '', other = ''] = await fresh(2);
    const id = await preview([changed, other]);
    const { store, ports } = gateway;
    const append = store.append.bind(store);
    store.append = (item, ...rest) => (item === other ? Promise.reject(away()) : append(item, ...rest));
    ports.bulkCommands.save = () => Promise.reject(away());
    expect((await execute(id)).outcomes).toEqual([]);
    restore(store, 'append');
    restore(ports.bulkCommands, 'save');
    expect([await commitsOf(changed), await commitsOf(other)]).toEqual([2, 1]);
    return { id, changed };
  };

  it('that are stopped report the items that were changed before the crash, and leave out only the others', async () => {
    const { id, changed } = await interruptBulk();
    await gateway.ports.bulkCommands.stop(id);
    expect(await runToEnd(id)).toMatchObject({
      state: 'stopped',
      outcomes: [
        { word: 'changed', code: 'started', count: 1 },
        { word: 'left_out', count: 1 },
      ],
      changedSincePreview: 0,
    });
    expect((await itemsOf(id))[0]).toMatchObject({ itemId: changed, outcome: 'changed', result: { status: 'INITIALIZED' } });
    expect(gateway.ports.shown.of(gateway.owner)).toBe(await gateway.store.head(changed));
  });

  it('that are stopped leave out nothing while the log is away', async () => {
    const { id } = await interruptBulk();
    await gateway.ports.bulkCommands.stop(id);
    gateway.store.load = () => Promise.reject(away());
    const waiting = await runToEnd(id);
    restore(gateway.store, 'load');
    expect(waiting).toMatchObject({ state: 'stopping', outcomes: [], waitingSince: expect.any(String) as string });
    expect(await runToEnd(id)).toMatchObject({ state: 'stopped', outcomes: [{ word: 'changed' }, { word: 'left_out' }] });
  });

  it('that are stopped do not call an item left out whose history cannot be read', async () => {
    const { id } = await interruptBulk();
    await gateway.ports.bulkCommands.stop(id);
    gateway.store.load = () => Promise.reject(Object.assign(new Error('unreadable'), { kind: 'undecodable' }));
    const stopped = await runToEnd(id);
    restore(gateway.store, 'load');
    expect(stopped).toMatchObject({ state: 'stopped', outcomes: [{ word: 'error', code: 'quarantined', count: 2 }] });
  });

  it('show reads the changed items before they wait for a service', async () => {
    const [changed = '', other = ''] = await fresh(2);
    const id = await preview([changed, other]);
    const append = gateway.store.append.bind(gateway.store);
    gateway.store.append = (item, ...rest) => (item === other ? Promise.reject(away()) : append(item, ...rest));
    const waiting = await execute(id);
    restore(gateway.store, 'append');
    expect(waiting).toMatchObject({ state: 'running', waitingSince: expect.any(String) as string });
    expect(gateway.ports.shown.of(gateway.owner)).toBe(await gateway.store.head(changed));
    expect(await runToEnd(id)).toMatchObject({ state: 'done', outcomes: [{ word: 'changed', count: 2 }] });
  });

  it('refuse each item if the template was deleted after the preview, and mark none of them as changed', async () => {
    const template = await gateway.ports.templates.insert({
      name: 'Lectures',
      isDraft: false,
      libraryId: gateway.owner,
      config: {},
    });
    if (template === 'name-taken') throw new Error('the name is taken');
    const ids = await fresh(2);
    const id = await preview(ids, { template_id: template.id });
    expect(await bulkCommandOf(id)).toMatchObject({ verdicts: [{ word: 'change', count: 2 }] });
    await gateway.ports.templates.remove(template);
    expect(await execute(id)).toMatchObject({
      state: 'done',
      outcomes: [{ word: 'refused', code: 'unknown-template', count: 2 }],
      changedSincePreview: 0,
    });
    for (const item of ids) expect(await commitsOf(item)).toBe(1);
  });

  describe('with a body that cannot be read', () => {
    const unreadable = (): void => {
      const claim = gateway.ports.bulkCommands.claim.bind(gateway.ports.bulkCommands);
      gateway.ports.bulkCommands.claim = async (...given) => {
        const found = await claim(...given);
        const readBody = (): never => {
          throw new Error('it was sealed with another key');
        };
        return found === undefined ? undefined : { ...found, readBody };
      };
    };

    it('refuse each item and say why, but report those that were already changed', async () => {
      const { id } = await interruptBulk();
      unreadable();
      const done = await runToEnd(id);
      restore(gateway.ports.bulkCommands, 'claim');
      expect(done).toMatchObject({
        state: 'done',
        waitingSince: undefined,
        outcomes: [
          { word: 'changed', code: 'started', count: 1 },
          { word: 'refused', detail: expect.stringContaining('another master key') as string },
        ],
      });
    });

    it('can be stopped', async () => {
      const id = await preview(await fresh(1));
      await gateway.ports.bulkCommands.start(id, gateway.owner);
      await gateway.ports.bulkCommands.stop(id);
      unreadable();
      const stopped = await runToEnd(id);
      restore(gateway.ports.bulkCommands, 'claim');
      expect(stopped).toMatchObject({ state: 'stopped', outcomes: [{ word: 'left_out', count: 1 }] });
    });
  });

  it('refuse each item of a command that only a newer release knows', async () => {
    const bulk = {
      id: newId(),
      libraryId: gateway.owner,
      noun: 'recording',
      requestedBy: gateway.owner,
      body: {},
      planParts: [],
    } as const;
    await gateway.ports.bulkCommands.add({ ...bulk, action: 'archive' as 'run' }, await fresh(1));
    expect(await runToEnd(bulk.id)).toMatchObject({ state: 'previewed', verdicts: [{ word: 'refuse', code: 'needs-upgrade' }] });
  });

  it('wait for a service only if one is away, and can always be stopped', async () => {
    const id = await preview(await fresh(1));
    gateway.ports.bulkCommands.next = () => Promise.reject(new Error('a bug'));
    const failed = await execute(id);
    restore(gateway.ports.bulkCommands, 'next');
    expect(failed).toMatchObject({ state: 'running', waitingSince: undefined });
    await gateway.ports.bulkCommands.stop(id);
    expect(await runToEnd(id)).toMatchObject({ state: 'stopped' });
  });

  it.each([
    ['is disabled', { disabled: true }],
    ['may no longer write', { role: 'viewer' }],
    ['is no longer a member', undefined],
  ] as const)('stop if the user who executed them %s', async (_, change) => {
    const user = ulid();
    await gateway.ports.users.add({
      id: user,
      name: user,
      role: 'operator',
      joins: { libraryId: gateway.owner, role: 'operator' },
    });
    const token = await gateway.tokenFor(['admin'], user);
    const { id: item } = await upload(gateway, { token });
    const id = await preview([item], {}, token);
    if (change === undefined)
      await gateway.ports.libraries.changeMember({ libraryId: gateway.owner, userId: user, by: gateway.owner }, undefined);
    else await gateway.ports.users.change(user, change);
    expect(await execute(id, user)).toMatchObject({ state: 'stopped', outcomes: [{ word: 'left_out', count: 1 }] });
    expect(await commitsOf(item)).toBe(1);
  });

  it('ask for the settings of the library once for each batch', async () => {
    const id = await preview(Array.from({ length: 70 }, () => newId()));
    const versionsOf = gateway.ports.templates.versionsOf.bind(gateway.ports.templates);
    let asked = 0;
    gateway.ports.templates.versionsOf = (libraries) => {
      asked += 1;
      return versionsOf(libraries);
    };
    expect(await execute(id)).toMatchObject({ state: 'done' });
    restore(gateway.ports.templates, 'versionsOf');
    expect(asked).toBe(2);
  });

  it('send a command again if other writers overtook it', async () => {
    const id = await preview(await fresh(1));
    const append = gateway.store.append.bind(gateway.store);
    let tries = 0;
    gateway.store.append = (...given) => {
      tries += 1;
      return tries === 1 ? Promise.reject(Object.assign(new Error('overtaken'), { kind: 'contention' })) : append(...given);
    };
    const done = await execute(id);
    restore(gateway.store, 'append');
    expect(done).toMatchObject({ state: 'done', outcomes: [{ word: 'changed', count: 1 }] });
  });
});
