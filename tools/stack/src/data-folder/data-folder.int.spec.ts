import { spawn } from 'node:child_process';
import { chmod, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ChildRecord } from './child-record.js';
import { identify } from '../processes/identity.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { DataFolder } from './data-folder.js';
import { acquireLock } from './lock.js';
import { loadSecrets, readSecrets } from './secrets.js';

let folder: TempDir;
let data: DataFolder;
beforeEach(async () => {
  folder = await tempDir('tl data ');
  data = new DataFolder(join(folder.path, '.throughline'));
  await data.create();
});
afterEach(() => folder.remove());

const sleeper = async (): Promise<{ pid: number; gone: Promise<unknown>; kill(): void }> => {
  const child = spawn('/bin/sh', ['-c', 'echo up; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { pid: child.pid ?? 0, gone, kill: () => child.kill('SIGKILL') };
};

describe('the lock of a data folder', () => {
  const expectToBeTaken = async (): Promise<void> => {
    const lock = await acquireLock(data.lock());
    expect(JSON.parse(await readFile(data.lock(), 'utf8'))).toEqual(await identify(process.pid));
    await lock.release();
  };

  it('is refused to a second stack, with the pid of the first', async () => {
    const lock = await acquireLock(data.lock());
    await expect(acquireLock(data.lock())).rejects.toMatchObject({
      kind: 'data-folder-locked',
      message: expect.stringContaining(`pid ${process.pid}`),
    });
    await lock.release();
    await (await acquireLock(data.lock())).release();
    expect((await readdir(data.path)).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('is kept while its process lives and taken over after the process was killed', async () => {
    const holder = await sleeper();
    await writeFile(data.lock(), JSON.stringify(await identify(holder.pid)));
    await expect(acquireLock(data.lock())).rejects.toMatchObject({ kind: 'data-folder-locked' });
    holder.kill();
    await holder.gone;
    await expectToBeTaken();
  });

  it('is taken over if its pid now belongs to another process', async () => {
    await writeFile(data.lock(), JSON.stringify({ pid: process.pid, started: 'another time' }));
    await expectToBeTaken();
  });

  it.each(['', '{"pid":', '[]'])('is taken over if a full disk left it as %j', async (content) => {
    await writeFile(data.lock(), content);
    await expectToBeTaken();
  });
});

describe('the secrets of a data folder', () => {
  it('are created once, unique for each folder, and private', async () => {
    const secrets = await loadSecrets(data);
    expect(await loadSecrets(data)).toEqual(secrets);
    expect((await stat(data.file('secrets.json'))).mode & 0o777).toBe(0o600);
    const all = [...Object.values(secrets.nats), ...Object.values(secrets.postgres), secrets.masterKey, secrets.bootstrapToken];
    expect(new Set(all).size).toBe(all.length);
    expect(secrets.masterKey).toMatch(/^[0-9a-f]{64}$/);
    const other = new DataFolder(join(folder.path, 'other'));
    await other.create();
    expect((await loadSecrets(other)).masterKey).not.toBe(secrets.masterKey);
  });

  it('of an earlier release get the missing password, and keep all others', async () => {
    const { postgres, ...rest } = await loadSecrets(data);
    const { projectionOwner: _, ...earlier } = postgres;
    await writeFile(data.file('secrets.json'), JSON.stringify({ ...rest, postgres: earlier }));
    expect(await readSecrets(data)).toBeUndefined();
    const completed = await loadSecrets(data);
    expect(completed).toEqual({
      ...rest,
      postgres: { ...earlier, projectionOwner: expect.stringMatching(/^.{20,}$/) as string },
    });
    expect(await readSecrets(data)).toEqual(completed);
  });

  it('are never replaced if they cannot be read', async () => {
    await loadSecrets(data);
    await writeFile(data.file('secrets.json'), '{"nats":');
    await expect(loadSecrets(data)).rejects.toMatchObject({ kind: 'data-folder-unusable' });
    await writeFile(data.file('secrets.json'), '{"nats":{}}');
    await expect(loadSecrets(data)).rejects.toMatchObject({ kind: 'data-folder-unusable' });
    expect(await readFile(data.file('secrets.json'), 'utf8')).toBe('{"nats":{}}');
  });
});

describe('the data folder', () => {
  it('hides recordings, event log and service logs from other users of the machine', async () => {
    for (const folder of [data.artifacts(), data.nats(), dirname(data.log('gateway'))])
      expect((await stat(folder)).mode & 0o077).toBe(0);
  });

  it('reports that it is read-only, instead of a missing lock', async () => {
    await expect(acquireLock(join(data.path, 'gone', 'lock'))).rejects.toMatchObject({
      kind: 'data-folder-unusable',
      message: expect.stringContaining('make it writable for this user, or set TL_DATA_DIR'),
    });
  });

  it('warns if its disk has little free space', async () => {
    expect(await data.spaceWarning(0)).toBeUndefined();
    expect(await data.spaceWarning(Number.MAX_SAFE_INTEGER)).toMatch(/only \d+ MiB are free on the disk of/);
  });

  it('names the variable for another folder if it is not writable', async () => {
    const inFile = new DataFolder(join(data.lock(), 'below a file'));
    await writeFile(data.lock(), '');
    await chmod(data.lock(), 0o644);
    await expect(inFile.create()).rejects.toMatchObject({
      kind: 'data-folder-unusable',
      message: expect.stringContaining('set TL_DATA_DIR'),
    });
  });
});

describe('children of an earlier runner', () => {
  it('are all recorded, even if they started at the same time', async () => {
    const children = await Promise.all([sleeper(), sleeper(), sleeper(), sleeper()]);
    const record = new ChildRecord(data);
    await Promise.all(children.map(({ pid }, index) => record.add(`child ${index}`, pid)));
    expect((await new ChildRecord(data).endLeftovers()).sort()).toEqual(['child 0', 'child 1', 'child 2', 'child 3']);
    await Promise.all(children.map(({ gone }) => gone));
    expect((await readdir(data.path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('are stopped, and no other processes', async () => {
    const [left, unrelated] = [await sleeper(), await sleeper()];
    await new ChildRecord(data).add('left', left.pid);
    const stored = JSON.parse(await readFile(data.file('processes.json'), 'utf8')) as object[];
    // The system has since given this pid to another process.
    await data.writeJson('processes.json', [...stored, { name: 'old', pid: unrelated.pid, started: 'another time' }]);
    expect(await new ChildRecord(data).endLeftovers()).toEqual(['left']);
    await left.gone;
    expect(await identify(unrelated.pid)).toBeDefined();
    unrelated.kill();
    expect(await new ChildRecord(data).endLeftovers()).toEqual([]);
  });
});
