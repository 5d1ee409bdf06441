import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MemoryArtifactStore } from '@throughline/artifact-store/testing';
import {
  newAssetId,
  sourceListReplyCodec,
  sourceLocateReplyCodec,
  sourceTypesReplyCodec,
  type SourceLocateReply,
  type SourceTakeReply,
} from '@throughline/contracts';
import { folderSource, locateOriginal } from '../sources/folder/index.js';
import type { ListedSourceType, SourceLister } from '../kit/source-lister.js';
import { SourceListings } from './source-listings.js';
import { StoredItems } from './stored-items.js';

const never = new AbortController().signal;

describe('the ingest service', () => {
  let root: string;
  let artifacts: MemoryArtifactStore;
  let stored: StoredItems;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-listings-'));
    artifacts = new MemoryArtifactStore();
    stored = new StoredItems({ artifacts, freeBytes: () => Promise.resolve(1e12), folder: root, maxBytes: 1_000 });
  });
  afterEach(async () => {
    await stored.close();
    await rm(root, { recursive: true, force: true });
  });

  const source = { type: 'folder', settings: { folder: 'inbox', after: 'mark' } };
  const listings = (types: Readonly<Record<string, ListedSourceType>> = {}, deadline = never): SourceListings =>
    new SourceListings(
      { folder: folderSource({ inbox: root }, 1_000), ...types },
      stored,
      (file) => locateOriginal({ inbox: root }, file),
      () => deadline,
    );
  const find = async (): Promise<string> => {
    const reply = await listings().list({ v: 1, source, limit: 10 }, never);
    const entry = 'result' in reply ? reply.result.entries[0] : undefined;
    if (entry?.kind !== 'item') throw new Error('no item');
    return entry.external_id;
  };
  const take = (external_id: string, asset_id: string): Promise<SourceTakeReply> =>
    listings().take({ v: 1, source, external_id, asset_id });

  it('lists the types with their forms', () => {
    const reply = listings().listTypes();
    expect(sourceTypesReplyCodec.decode(sourceTypesReplyCodec.encode(reply)).types).toMatchObject([{ type: 'folder' }]);
  });

  it('replies with a page, or with the problem of the source', async () => {
    await writeFile(join(root, 'talk.mp4'), 'video');
    const page = await listings().list({ v: 1, source, limit: 10 }, never);
    expect(sourceListReplyCodec.decode(sourceListReplyCodec.encode(page))).toMatchObject({ result: { place: 'folder:inbox' } });
    const wrong = await listings().list({ v: 1, source: { type: 'toString', settings: {} }, limit: 10 }, never);
    expect(wrong).toMatchObject({ error: { code: 'source-misconfigured' } });
  });

  it('finds files that stay in a folder of the operator, and refuses every other path alone', async () => {
    await mkdir(join(root, 'sub'));
    await writeFile(join(root, 'sub', 'letter.pdf'), 'bytes');
    const outside = await mkdtemp(join(tmpdir(), 'tl-outside-'));
    await writeFile(join(outside, 'secret'), 'secret');
    await symlink(join(outside, 'secret'), join(root, 'link'));
    await symlink(outside, join(root, 'away'));
    const inbox = (path: string) => ({ folder: 'inbox', path });
    const asked = [
      inbox('sub/letter.pdf'),
      inbox('../secret'),
      inbox('sub/../../secret'),
      inbox('link'),
      inbox('away/secret'),
      inbox('none'),
      inbox('sub'),
      inbox('/'),
      { folder: 'constructor', path: 'x' },
    ];
    const { files } = await listings().locate({ v: 1, files: asked }, never);
    expect(files[0]).toEqual({ size: 5, modified: expect.any(Number) as number });
    const problems = files.slice(1).map((file) => ('error' in file ? `${file.error.code}: ${file.error.message}` : 'found'));
    expect(problems).toEqual([
      expect.stringMatching(/^source-misconfigured: .*without \.\./),
      expect.stringMatching(/^source-misconfigured: .*without \.\./),
      expect.stringMatching(/^source-misconfigured: .*no regular file/),
      expect.stringMatching(/^source-misconfigured: .*symbolic links/),
      'source-gone: The file does not exist',
      expect.stringMatching(/^source-misconfigured: .*no regular file/),
      'source-misconfigured: The path names no file',
      expect.stringMatching(/^source-misconfigured: There is no source folder 'constructor'/),
    ]);
    expect(JSON.stringify(problems)).not.toContain(root);
    await rm(outside, { recursive: true });
  });

  it('stores an item once, under the key of its upload, however often it is asked to', async () => {
    await writeFile(join(root, 'talk.mp4'), 'video');
    const [id, assetId] = [await find(), newAssetId()];
    const replies = await Promise.all([take(id, assetId), take(id, assetId)]);
    const again = await take(id, assetId);
    expect(new Set([...replies, again].map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(again).toMatchObject({ result: { state: 'stored', key: `uploads/${assetId}/source`, size: 5 } });
  });

  it('stores nothing of an item that has changed', async () => {
    await writeFile(join(root, 'talk.mp4'), 'video');
    const [id, assetId] = [await find(), newAssetId()];
    await writeFile(join(root, 'talk.mp4'), 'another video');
    expect(await take(id, assetId)).toMatchObject({ error: { code: 'source-changed' } });
    expect(await artifacts.stat(`uploads/${assetId}/source`)).toBeUndefined();
  });

  it('reports a file that cannot be read or has grown beyond the limit', async () => {
    const [externalId, assetId] = ['a file', newAssetId()];
    const ports = { artifacts, freeBytes: () => Promise.resolve(1e12), folder: root, maxBytes: 3 };
    const take = (stream: Readable): Promise<unknown> => {
      const opened = { stream, size: 5, requireUnchanged: () => Promise.resolve(), close: () => Promise.resolve() };
      const lister = { ...folderSource({ inbox: root }, 1_000).open(source.settings), open: () => Promise.resolve(opened) };
      return new StoredItems(ports).take(lister, { externalId, assetId });
    };
    const bad = new Readable({
      read() {
        this.destroy(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
      },
    });
    await expect(take(bad)).rejects.toMatchObject({ code: 'source-error', message: 'The file cannot be read (EIO)' });
    await expect(take(Readable.from([Buffer.from('video')]))).rejects.toMatchObject({ code: 'source-changed' });
  });

  it('stores nothing of an item that changes while it is read', async () => {
    await writeFile(join(root, 'talk.mp4'), 'video');
    const [id, assetId] = [await find(), newAssetId()];
    const put = artifacts.put.bind(artifacts);
    const changing = {
      put: async (...given: Parameters<typeof put>): ReturnType<typeof put> => {
        await writeFile(join(root, 'talk.mp4'), 'VIDEO');
        return put(...given);
      },
    };
    const items = new StoredItems({ artifacts: changing, freeBytes: () => Promise.resolve(1e12), folder: root, maxBytes: 1_000 });
    const lister = folderSource({ inbox: root }, 1_000).open(source.settings);
    await expect(items.take(lister, { externalId: id, assetId })).rejects.toMatchObject({ code: 'source-changed' });
    expect(await artifacts.stat(`uploads/${assetId}/source`)).toBeUndefined();
  });

  it('reports a copy that takes longer than an answer, and later its result', async () => {
    await writeFile(join(root, 'talk.mp4'), 'video');
    const item = { externalId: await find(), assetId: newAssetId() };
    let allow = (): void => undefined;
    const allowed = new Promise<void>((resolve) => {
      allow = resolve;
    });
    const freeBytes = () => allowed.then(() => 1e12);
    const slow = new StoredItems({ artifacts, freeBytes, folder: root, maxBytes: 1_000 }, 1);
    const lister = folderSource({ inbox: root }, 1_000).open(source.settings);
    expect(await slow.take(lister, item)).toEqual({ state: 'storing' });
    allow();
    const patient = (): Promise<unknown> => slow.take(lister, item);
    let taken = await patient();
    while (JSON.stringify(taken) === '{"state":"storing"}') taken = await patient();
    expect(taken).toMatchObject({ state: 'stored', size: 5 });
  });

  it('retires an item as its source is set up', async () => {
    await writeFile(join(root, 'talk.mp4'), 'video');
    const request = { v: 1, source, external_id: await find() } as const;
    expect(await listings().retire(request, never)).toEqual({ v: 1, result: { state: 'retired' } });
    expect(await readdir(root)).toEqual(['talk.mp4.imported']);
    const leaving = { ...request, source: { ...source, settings: { folder: 'inbox' } } };
    expect(await listings().retire(leaving, never)).toMatchObject({ error: { code: 'source-item-invalid' } });
  });

  it('tests settings without connecting, and a connection', async () => {
    const ask = async (settings: object, extent: 'settings' | 'connection'): Promise<readonly string[]> => {
      const given = { type: 'folder', settings: { folder: 'inbox', ...settings } };
      const { items } = await listings().test({ v: 1, source: given, extent }, never);
      return items.map(({ name, result }) => `${name}: ${result}`);
    };
    expect(await ask({ path: 'missing', after: 'move' }, 'settings')).toEqual(['settings: ok']);
    expect(await ask({ after: 'move' }, 'connection')).toEqual(['settings: ok', 'read: ok', 'write: ok']);
    expect(await ask({ path: 'missing', after: 'move' }, 'connection')).toEqual([
      'settings: ok',
      'read: wrong',
      'write: unknown',
    ]);
    expect(await ask({ path: '../etc' }, 'connection')).toEqual(['settings: wrong']);
  });

  it('ends what the sources of a type have in common', () => {
    let isOpen = true;
    const close = (): void => {
      isOpen = false;
    };
    listings({ connected: { ...folderSource({}, 1), close } }).close();
    expect(isOpen).toBe(false);
  });

  it('ends a listing that does not answer, and starts no other one there until it has ended', async () => {
    let starts = 0;
    const hanging: SourceLister = {
      place: 'nowhere',
      probes: () => [],
      list: () => {
        starts += 1;
        return new Promise(() => undefined);
      },
    };
    const asked = listings({ silent: { label: 'Silent', describe: () => [], open: () => hanging } }, AbortSignal.abort());
    const request = { v: 1, source: { type: 'silent', settings: {} }, limit: 1 } as const;
    for (let round = 0; round < 2; round += 1)
      expect(await asked.list(request, never)).toMatchObject({ error: { code: 'source-not-responding' } });
    expect(starts).toBe(1);
  });

  describe('looking for files in slow folders', () => {
    const cursorOf = (...names: readonly string[]) => ({ v: 1, files: names.map((path) => ({ folder: path, path })) }) as const;
    const codes = ({ files }: SourceLocateReply) => files.map((file) => ('error' in file ? file.error.code : 'found'));

    it('ends in time, and says of the rest that nobody has looked for it', async () => {
      const due = new AbortController();
      const looked: string[] = [];
      const slow = new SourceListings(
        {},
        stored,
        ({ path }) => {
          looked.push(path);
          if (path === 'slow') due.abort();
          return path === 'slow' ? new Promise(() => undefined) : Promise.resolve({ size: 1, modified: 1 });
        },
        () => due.signal,
      );
      const reply = await slow.locate(cursorOf('a', 'b', 'slow', 'c'), never);
      expect(looked).toEqual(['a', 'b', 'slow']);
      expect(codes(reply)).toEqual(['found', 'found', 'source-not-reached', 'source-not-reached']);
      expect(sourceLocateReplyCodec.decode(sourceLocateReplyCodec.encode(reply)).files[3]).toMatchObject({
        error: { message: expect.stringContaining('2 of 4 files') as string },
      });
    });

    const inScans = (...paths: readonly string[]) => ({ v: 1, files: paths.map((path) => ({ folder: 'scans', path })) }) as const;
    const there = { size: 1, modified: 1 };

    it('waits in the next request for a call that was in progress, and finds every file of a slow folder', async () => {
      const deadlines = [new AbortController(), new AbortController()];
      const waiting: ((found: typeof there) => void)[] = [];
      const looked: string[] = [];
      let requests = 0;
      const slow = new SourceListings(
        {},
        stored,
        ({ path }) => {
          looked.push(path);
          if (path !== 'b') return Promise.resolve(there);
          deadlines[0]?.abort();
          return new Promise((resolve) => void waiting.push(resolve));
        },
        () => deadlines[requests++]?.signal ?? never,
      );
      expect(codes(await slow.locate(inScans('a', 'b', 'c'), never))).toEqual([
        'found',
        'source-not-reached',
        'source-not-reached',
      ]);
      const next = slow.locate(inScans('b', 'c'), never);
      for (const resolve of waiting) resolve(there);
      expect(codes(await next)).toEqual(['found', 'found']);
      expect(looked).toEqual(['a', 'b', 'c']);
    });

    it('waits for a listing of the same folder that takes too long, before it says that the folder does not answer', async () => {
      const deadlines = [new AbortController(), new AbortController()];
      let [requests, end] = [0, (): void => undefined];
      const lister: SourceLister = {
        place: 'folder:scans',
        probes: () => [],
        list: () => {
          deadlines[0]?.abort();
          return new Promise((_, reject) => {
            end = () => {
              reject(new Error('too late'));
            };
          });
        },
      };
      const slow = new SourceListings(
        { silent: { label: 'Silent', describe: () => [], open: () => lister } },
        stored,
        () => Promise.resolve(there),
        () => deadlines[requests++]?.signal ?? never,
      );
      const listing = { v: 1, source: { type: 'silent', settings: {} }, limit: 1 } as const;
      expect(await slow.list(listing, never)).toMatchObject({ error: { code: 'source-not-responding' } });
      const vain = slow.locate(inScans('a', 'b'), never);
      deadlines[1]?.abort();
      expect(codes(await vain)).toEqual(['source-not-responding', 'source-not-reached']);
      // A whole answer was spent on it, so the next files do not wait again.
      const { files } = await slow.locate(inScans('a', 'b'), never);
      expect(files).toEqual(
        ['a', 'b'].map(() => ({
          error: { code: 'source-not-responding', message: expect.stringMatching(/^The folder does not answer/) as string },
        })),
      );
      end();
      await Promise.resolve();
      expect(codes(await slow.locate(inScans('a', 'b'), never))).toEqual(['found', 'found']);
    });

    it('looks again for the first file if it waited for another call, and had only a part of the time', async () => {
      const deadlines = [new AbortController(), new AbortController()];
      const waiting = new Map<string, (found: typeof there) => void>();
      const looked: string[] = [];
      let requests = 0;
      const slow = new SourceListings(
        {},
        stored,
        ({ path }) => {
          looked.push(path);
          if (path === 'a') return Promise.resolve(there);
          deadlines[path === 'b' ? 0 : 1]?.abort();
          return new Promise((resolve) => void waiting.set(path, resolve));
        },
        () => deadlines[requests++]?.signal ?? never,
      );
      expect(codes(await slow.locate(inScans('a', 'b'), never))).toEqual(['found', 'source-not-reached']);
      const partial = slow.locate(inScans('c', 'd'), never);
      waiting.get('b')?.(there);
      expect(codes(await partial)).toEqual(['source-not-reached', 'source-not-reached']);
      const next = slow.locate(inScans('c'), never);
      waiting.get('c')?.(there);
      expect(codes(await next)).toEqual(['found']);
      expect(looked).toEqual(['a', 'b', 'c']);
    });

    it('says of a folder that had the whole time that it does not answer, and leaves it out next time', async () => {
      const deadlines = [new AbortController(), new AbortController()];
      let requests = 0;
      const slow = new SourceListings(
        {},
        stored,
        ({ path }) => {
          if (path === 'slow') deadlines[0]?.abort();
          return path === 'slow' ? new Promise(() => undefined) : Promise.resolve({ size: 1, modified: 1 });
        },
        () => deadlines[requests++]?.signal ?? never,
      );
      expect(codes(await slow.locate(cursorOf('slow', 'a'), never))).toEqual(['source-not-responding', 'source-not-reached']);
      expect(codes(await slow.locate(cursorOf('slow', 'a'), never))).toEqual(['source-not-responding', 'found']);
    });
  });
});
