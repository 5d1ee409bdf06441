import type { SourceEntry } from '@throughline/contracts';
import { listAll } from '../testing/source-lister.contract.js';
import type { FileTree } from './file-tree.js';
import { FilesLister } from './files-lister.js';
import type { FilesSettings } from './files-settings.js';
import { FolderWalk, type FolderName } from './folder-walk.js';

const AT = Date.parse('2026-02-05T10:00:00Z');
const never = new AbortController().signal;
const settings: FilesSettings = { path: [], subfolders: true, isWanted: () => true, after: 'move', movedTo: ['Imported'] };
const file = (name: string): FolderName => ({ name, node: { kind: 'file', version: { size: 1, modified: AT, tag: 'v1' } } });
const folder = (name: string): FolderName => ({ name, node: { kind: 'folder' } });

/** A tree whose every folder has the returned names. */
const treeOf = (read: (path: readonly string[]) => Iterable<FolderName>, move?: FileTree['move']): FileTree => ({
  place: 'tree',
  entries: (request) => {
    const reader = {
      async *read(path: readonly string[]) {
        await Promise.resolve();
        yield* read(path);
      },
      findObstacle: () => undefined,
    };
    return new FolderWalk(reader, request).entries();
  },
  open: () => Promise.reject(new Error('no bytes')),
  move: move ?? (() => Promise.resolve('moved')),
  checkRead: () => Promise.resolve(),
});
const listerOf = (tree: FileTree): FilesLister => new FilesLister(tree, settings, 1_000);
const render = (entries: readonly SourceEntry[]): readonly string[] =>
  entries.map((entry) => (entry.kind === 'item' ? entry.external_id : `${entry.name.slice(0, 20)}: ${entry.code}`));

describe('a lister of files', () => {
  afterEach(() => jest.restoreAllMocks());

  it('lists names that could lead to other files as ignored, and their neighbours as items', async () => {
    const names = ['a/b.mp4', '../up.mp4', '.', '..', '', 'x\0.mp4', 'ok.mp4', 'n'.repeat(5_000)];
    const tree = treeOf((path) => (path.length > 0 ? [file('c.mp4')] : [...names.map(file), folder('line\nbreak')]));
    expect(render(await listAll(listerOf(tree), 1))).toEqual([
      'a\u{FFFD}b.mp4: unreadable-name',
      'line?break/c.mp4: unreadable-name',
      `ok.mp4\n1:${String(AT)}:v1`,
      'x?.mp4: unreadable-name',
    ]);
  });

  it.each([
    ['of 0', 0, undefined],
    ['of 0 in another time zone', 14 * 3_600_000, undefined],
    ['before 1970', -1, undefined],
    ['after 2199', Date.UTC(2200, 0, 1), undefined],
    ['of the second day of 1970', 86_400_000, '1970-01-02T00:00:00.000Z'],
    ['of today', AT, '2026-02-05T10:00:00.000Z'],
  ])('names the time of a file only if it is plausible: a time %s', async (_, modified, expected) => {
    const tree = treeOf(() => [{ name: 'a.mp4', node: { kind: 'file', version: { size: 1, modified, tag: 'v1' } } }]);
    const [entry] = await listAll(listerOf(tree));
    expect(entry?.kind === 'item' ? entry.recorded_at : entry).toBe(expected);
  });

  it('leaves out the folder for imported files in every spelling, because some servers count them as equal', async () => {
    const spellings = ['IMPORTE\u0301', 'import\u00E9'].map(folder);
    const tree = treeOf((path) => (path.length > 0 ? [file('old.mp4')] : [...spellings, folder('other'), file('new.mp4')]));
    const lister = new FilesLister(tree, { ...settings, movedTo: ['Import\u00E9'] }, 1_000);
    expect((await listAll(lister)).map(({ name }) => name)).toEqual(['new.mp4', 'old.mp4']);
  });

  it('comes to an end in folders that are deeper than a cursor is long', async () => {
    const tree = treeOf((path) =>
      path.length === 0 ? [folder('d'.repeat(900)), file('z.mp4')] : [folder('d'.repeat(900)), file('a.mp4'), file('b.mp4')],
    );
    for (const limit of [1, 2, 100]) {
      const items = (await listAll(listerOf(tree), limit)).filter(({ kind }) => kind === 'item');
      expect(items.map(({ name }) => name)).toEqual(['a.mp4', 'b.mp4', 'z.mp4']);
    }
  });

  it('ends a page after many entries outside the requested time, and continues there', async () => {
    // A page also ends after some time, which a busy machine would reach first.
    jest.spyOn(performance, 'now').mockReturnValue(0);
    const tree = treeOf(function* () {
      for (let number = 0; number <= 20_000; number += 1) yield file(`${String(number).padStart(6, '0')}.mp4`);
    });
    const window = { limit: 100, from: '2027-01-01T00:00:00Z' };
    const first = await listerOf(tree).list(window, never);
    expect(first).toEqual({ place: 'tree', entries: [], next_cursor: '019999.mp4' });
    expect(await listerOf(tree).list({ ...window, cursor: '019999.mp4' }, never)).toEqual({ place: 'tree', entries: [] });
  });

  it('ends a page in time although its folders have no entries, and continues after the last of them', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const read: string[] = [];
    const tree = treeOf((path) => {
      now += 4_000;
      read.push(path.join('/'));
      if (path.length > 0) return [file('done.mp4.imported')];
      return [...['a', 'b', 'c', 'd', 'e', 'f'].map(folder), file('z.mp4')];
    });
    const lister = listerOf(tree);
    const first = await lister.list({ limit: 100 }, never);
    expect(first).toEqual({ place: 'tree', entries: [], next_cursor: 'b/done.mp4.imported' });
    expect(read).toEqual(['', 'a', 'b']);
    expect((await listAll(lister)).map(({ name }) => name)).toEqual(['z.mp4']);
  });

  it('can end a page after a folder without files', async () => {
    const tree = treeOf((path) => (path.length > 0 ? [] : [folder('a'), folder('b')]));
    const request = { start: [], after: [], subfolders: true, except: [], signal: never };
    const pathsAfter = async (after: readonly string[]): Promise<readonly string[]> => {
      const paths: string[] = [];
      for await (const { path } of tree.entries({ ...request, after })) paths.push(path.join('/'));
      return paths;
    };
    expect(await pathsAfter([])).toEqual(['a', 'b']);
    expect(await pathsAfter(['a'])).toEqual(['b']);
  });

  it('stops when it is aborted', async () => {
    const aborting = new AbortController();
    const tree = treeOf(function* () {
      yield file('a.mp4');
      aborting.abort(new Error('told to stop'));
      yield file('b.mp4');
    });
    await expect(listerOf(tree).list({ limit: 10 }, aborting.signal)).rejects.toThrow('told to stop');
  });

  it('tries a limited number of names for an imported file, and overwrites none', async () => {
    const tried: string[] = [];
    const tree = treeOf(
      () => [],
      (_, target) => {
        tried.push(target.join('/'));
        return Promise.resolve('exists');
      },
    );
    expect(await listerOf(tree).retire?.(`talks/a.mp4\n1:${String(AT)}`)).toEqual({ state: 'gone' });
    expect(tried.slice(0, 2)).toEqual(['Imported/talks/a.mp4', 'Imported/talks/a (2).mp4']);
    expect(tried).toHaveLength(6);
    expect(tried.at(-1)).toMatch(/^Imported\/talks\/a \([0-9a-f]{12}\)\.mp4$/);
  });
});
