import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, realpath, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SourceConfig, SourceEntry } from '@throughline/contracts';
import { listAll, sourceListerContract } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { folderSource } from './index.js';

const makeRoot = async (): Promise<string> => realpath(await mkdtemp(join(tmpdir(), 'tl-folder-source-')));
const AT = new Date('2026-02-05T10:00:00Z');

async function put(root: string, name: string, content = 'content', at = AT): Promise<void> {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await utimes(path, at, at);
}

const filesBelow = async (root: string): Promise<readonly string[]> =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

sourceListerContract('a folder', async () => {
  const root = await makeRoot();
  const open = (after: string): SourceLister =>
    folderSource({ inbox: root }, 1_000_000).open({ folder: 'inbox', after, subfolders: true });
  return {
    open: () => open('leave'),
    openRetiring: () => open('move'),
    put: (name, content, at) => put(root, name, content, at),
    contents: async () => (await Promise.all((await filesBelow(root)).map((path) => readFile(path, 'utf8')))).sort(),
    close: () => rm(root, { recursive: true, force: true }),
  };
});

describe('a folder source', () => {
  let root: string;
  let outside: string;
  beforeEach(async () => {
    [root, outside] = [await makeRoot(), await makeRoot()];
  });
  afterEach(async () => {
    for (const path of [root, outside]) await rm(path, { recursive: true, force: true });
  });

  const type = () => folderSource({ inbox: root }, 1_000);
  const open = (settings: SourceConfig['settings'] = {}): SourceLister => type().open({ folder: 'inbox', ...settings });
  const list = (settings?: SourceConfig['settings']): Promise<readonly SourceEntry[]> => listAll(open(settings));
  const render = (entries: readonly SourceEntry[]): readonly string[] =>
    entries.map((entry) => (entry.kind === 'item' ? entry.name : `${entry.name}: ${entry.code}`));
  const idOf = async (settings?: SourceConfig['settings']): Promise<string> => {
    const [entry] = await list(settings);
    if (entry?.kind !== 'item') throw new Error('no item');
    return entry.external_id;
  };

  it('names a subfolder that cannot be read, and lists its neighbours', async () => {
    await put(root, 'after.mp4', 'video');
    // No absolute path of the innermost folder is short enough.
    const name = 'd'.repeat(250);
    const dig = `for (let depth = 0; depth < 17; depth += 1) { fs.mkdirSync('${name}'); process.chdir('${name}'); }`;
    execFileSync(process.execPath, ['-e', dig], { cwd: root });
    const found = render(await list({ subfolders: true }));
    execFileSync('rm', ['-rf', name], { cwd: root });
    expect(found).toEqual(['after.mp4', expect.stringMatching(/: not-readable$/)]);
  });

  it('lists files with their size, time and settle time', async () => {
    await put(root, 'talk.mp4', 'video');
    expect(await list({ settle_seconds: 5 })).toEqual([
      {
        kind: 'item',
        external_id: `talk.mp4\n5:${String(AT.getTime())}`,
        name: 'talk.mp4',
        file_name: 'talk.mp4',
        size: 5,
        recorded_at: AT.toISOString(),
        stable_after_ms: 5_000,
        retires: false,
      },
    ]);
  });

  it('reports each entry that it leaves out, but for hidden and marked files', async () => {
    await put(root, 'talk.mp4');
    await put(root, 'talk.mp4.part');
    await put(root, 'notes.txt');
    await put(root, 'line\nbreak.mp4');
    await put(root, 'empty.mp4', '');
    await put(root, 'huge.mp4', 'x'.repeat(1_001));
    await put(root, '.hidden.mp4');
    await put(root, 'done.mp4.imported');
    await symlink(join(outside, 'x'), join(root, 'link.mp4'));
    execFileSync('mkfifo', [join(root, 'pipe.mp4')]);
    await writeFile(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff]), Buffer.from('.mp4')]), 'x');
    expect(render(await list({ names: '*.MP4, *.part' }))).toEqual(
      [
        'bad\u{FFFD}.mp4: unreadable-name',
        'empty.mp4: empty',
        'huge.mp4: too-large',
        'line?break.mp4: unreadable-name',
        'link.mp4: not-a-file',
        'notes.txt: name-not-wanted',
        'pipe.mp4: not-a-file',
        'talk.mp4',
        'talk.mp4.part: incomplete',
      ].sort(),
    );
  });

  it('enters subfolders only if asked to, and never a symbolic link', async () => {
    await put(root, 'a.mp4');
    await put(root, '2026/spring/b.mp4');
    await put(outside, 'secret.mp4');
    await symlink(outside, join(root, 'link'));
    expect(render(await list())).toEqual(['a.mp4', 'link: not-a-file']);
    expect(render(await list({ subfolders: true }))).toEqual(['b.mp4', 'a.mp4', 'link: not-a-file']);
  });

  it('imports the files of folders with unusual names, and names a folder that must be renamed', async () => {
    await put(root, 'a\tb/tab.mp4');
    await put(root, 're\u{FFFD}p/replaced.mp4');
    await put(root, 'line\nbreak/no.mp4');
    const found = await list({ subfolders: true });
    expect(render(found)).toEqual(['tab.mp4', 'line?break/no.mp4: unreadable-name', 'replaced.mp4']);
    expect(found[1]).toMatchObject({ message: "The name of the folder 'line?break' has control characters. Rename the folder." });
    const opened = await open().open?.(await idOf({ path: 're\u{FFFD}p' }));
    await opened?.close();
  });

  it('finds the same items from a source of a subfolder', async () => {
    await put(root, '2026/a.mp4');
    const [above] = await list({ subfolders: true });
    const [below] = await list({ path: '2026' });
    expect(below).toEqual(above);
    expect(open({ path: '2026' }).place).toBe(open().place);
  });

  it.each<[string, SourceConfig['settings'], RegExp]>([
    ['another folder', { folder: 'etc' }, /available: inbox/],
    ['a member of every object', { folder: 'constructor' }, /available: inbox/],
    ['a path that leaves the folder', { path: '../x' }, /without \.\./],
    ['control characters', { path: 'a\u0000b' }, /control characters/],
    ['a folder for imported files elsewhere', { moved_to: '../done' }, /without \.\./],
    ['no folder for imported files', { moved_to: '/' }, /must be below/],
    ['an unknown act', { after: 'delete' }, /leave, move, mark/],
    ['an endless settle time', { settle_seconds: 1e9 }, /86400/],
    ['an unknown setting', { foldr: 'x' }, /no setting 'foldr'/],
  ])('refuses settings with %s', (_, settings, words) => {
    expect(() => type().open({ folder: 'inbox', ...settings })).toThrow(words);
  });

  it('refuses a path through a symbolic link, which could lead to other files of the server', async () => {
    await put(outside, 'secret.mp4');
    await symlink(outside, join(root, 'talks'));
    await expect(list({ path: 'talks' })).rejects.toMatchObject({ code: 'source-misconfigured' });
    await expect(open().open?.(`talks/secret.mp4\n7:${String(AT.getTime())}`)).rejects.toMatchObject({
      code: 'source-misconfigured',
    });
  });

  it('reads the listed file, although its folder becomes a link or its name a pipe meanwhile', async () => {
    await put(root, 'talks/a.mp4');
    const id = await idOf({ path: 'talks' });
    await put(outside, 'a.mp4');
    await rename(join(root, 'talks'), join(root, 'moved'));
    await symlink(outside, join(root, 'talks'));
    await expect(open().open?.(id)).rejects.toMatchObject({ kind: 'permanent' });
    await rm(join(root, 'talks'));
    await mkdir(join(root, 'talks'));
    execFileSync('mkfifo', [join(root, 'talks/a.mp4')]);
    await expect(open().open?.(id)).rejects.toMatchObject({ code: 'source-changed' });
  });

  it('notices a change during the reading, even if the time is restored', async () => {
    await put(root, 'a.mp4', 'one');
    const opened = await open().open?.(await idOf());
    await put(root, 'a.mp4', 'two');
    await expect(opened?.requireUnchanged()).rejects.toMatchObject({ code: 'source-changed' });
    await opened?.close();
  });

  it('moves imported files to the same subfolder below another folder, and leaves earlier files there', async () => {
    const settings = { subfolders: true, after: 'move', moved_to: 'Done' };
    await put(root, 'Done/2026/a.mp4', 'earlier');
    await put(root, '2026/a.mp4', 'later');
    const lister = open(settings);
    expect(await lister.retire?.(await idOf(settings))).toEqual({ state: 'retired' });
    const [earlier, later] = await filesBelow(join(root, 'Done'));
    expect([later, earlier]).toEqual([expect.stringMatching(/Done\/2026\/a\.mp4$/), expect.stringMatching(/a \(2\)\.mp4$/)]);
    expect(await readFile(join(root, 'Done/2026/a.mp4'), 'utf8')).toBe('earlier');
    expect(await list(settings)).toEqual([]);
  });

  it('marks imported files by their name', async () => {
    await put(root, 'a.mp4');
    await open({ after: 'mark' }).retire?.(await idOf());
    expect(await filesBelow(root)).toEqual([join(root, 'a.mp4.imported')]);
    expect(await list({ after: 'mark' })).toEqual([]);
  });

  it('reports a missing folder without its path', async () => {
    const error: unknown = await list({ path: 'missing' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'source-gone' });
    expect(String(error)).not.toContain(root);
  });

  it('offers a form only if the operator has opened a folder', () => {
    expect(folderSource({}, 1).describe()).toBeUndefined();
    expect(
      type()
        .describe()
        ?.find(({ key }) => key === 'folder')?.options,
    ).toEqual([{ value: 'inbox' }]);
  });
});
