import { aServer } from '@throughline/domain/testing';
import { LibraryConfigs } from './library-configs.js';
import type { SavedSettings } from './saved-settings.js';

/** Opens settings whose versions a spec sets, and whose loads end when it says so. */
const openConfigs = () => {
  const versions = new Map<string, string>();
  const loads: { readonly libraryId: string; readonly end: (error?: Error) => void }[] = [];
  const problems: unknown[] = [];
  const saved = {
    versionsOf: () => Promise.resolve(versions),
    load: (libraryId: string) =>
      new Promise<SavedSettings>((resolve, reject) => {
        loads.push({
          libraryId,
          end: (error) => {
            if (error === undefined) resolve({ settings: { revision: 0, config: {} }, templates: [] });
            else reject(error);
          },
        });
      }),
  };
  const outputs = {
    versionsOf: () => Promise.resolve(new Map<string, string>()),
    load: () => Promise.resolve({ ownOutputs: [], outputPatterns: {} }),
  };
  const configs = new LibraryConfigs(aServer(), { saved, outputs }, (error) => problems.push(error));
  return { configs, versions, loads, problems };
};
const turns = async (): Promise<void> => {
  for (let nth = 0; nth < 10; nth += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('the settings of libraries', () => {
  it('are one object until they change, which costs one load for all who find the change', async () => {
    const { configs, versions, loads } = openConfigs();
    versions.set('a', '1');
    const readers = [configs.of('a'), configs.of('a')];
    await turns();
    readers.push(configs.of('a'));
    await turns();
    expect(loads.map(({ libraryId }) => libraryId)).toEqual(['a']);
    loads[0]?.end();
    const [first, ...others] = await Promise.all(readers);
    for (const other of [...others, await configs.of('a'), configs.known('a')]) expect(other).toBe(first);
    versions.set('a', '2');
    const changed = configs.of('a');
    await turns();
    expect(loads).toHaveLength(2);
    loads[1]?.end();
    expect(await changed).not.toBe(first);
  });

  it('never go back to what was there before a change, although its load ends later', async () => {
    const { configs, versions, loads } = openConfigs();
    versions.set('a', '1');
    const slow = configs.of('a');
    await turns();
    versions.set('a', '2');
    const changed = configs.of('a');
    await turns();
    loads[1]?.end();
    const newest = await changed;
    loads[0]?.end();
    expect(await slow).toBe(newest);
    expect(configs.known('a')).toBe(newest);
    expect(await configs.of('a')).toBe(newest);
    expect(loads).toHaveLength(2);
  });

  it('let nobody wait for the load of another library, nor fail with it', async () => {
    const { configs, versions, loads, problems } = openConfigs();
    versions.set('a', '1').set('b', '1');
    const [broken, whole] = [configs.of('a'), configs.of('b')];
    await turns();
    loads.find(({ libraryId }) => libraryId === 'b')?.end();
    expect(await whole).toBe(configs.known('b'));
    expect(await configs.of('b')).toBe(configs.known('b'));
    const shown = configs.refresh('a');
    await turns();
    loads.find(({ libraryId }) => libraryId === 'a')?.end(new Error('away'));
    await expect(broken).rejects.toThrow('away');
    expect(await shown).toEqual(aServer());
    expect(problems).toEqual([new Error('away')]);
    const again = configs.of('a');
    await turns();
    loads.at(-1)?.end();
    expect(await again).toBe(configs.known('a'));
  });
});
