import { withTool } from '@throughline/stack/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { webdavServers, type FolderContent, type RunningServer } from '@throughline/webdav/testing';
import { listAll, sourceListerContract } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { webdavSource } from './index.js';

const AT = new Date('2026-02-05T10:00:00Z');

const open = ({ connection }: RunningServer, settings: Readonly<Record<string, string | boolean>>): SourceLister =>
  webdavSource({
    connections: { it: { ...connection, uses: ['sources'] } },
    allowed: parseAllowedHosts('127.0.0.1'),
    maxBytes: 1_000_000,
  }).open({ connection: 'it', subfolders: true, ...settings });

const textsOf = (shown: FolderContent): readonly string[] =>
  Object.values(shown).flatMap((one) => (typeof one === 'string' ? [one] : textsOf(one)));

function sourceTests(name: string, start: () => Promise<RunningServer>): void {
  let server: RunningServer;
  let folders = 0;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  sourceListerContract(`a folder of ${name}`, async () => {
    folders += 1;
    const path = `Vorträge & год ${String(folders)}`;
    // The folder exists, and a hidden file is no item.
    await server.put([path, '.hidden'], '', AT);
    return {
      open: () => open(server, { path }),
      openRetiring: () => open(server, { path, after: 'move' }),
      put: (file, content, at) => server.put([path, file], content, at),
      contents: async () =>
        textsOf((await server.show())[path] as FolderContent)
          .filter((text) => text !== '')
          .sort(),
      close: () => Promise.resolve(),
    };
  });

  it('moves files with their subfolders, marks them, and overwrites none', async () => {
    const at = 'retired';
    await server.put([at, '2026', 'a.mp4'], 'later', AT);
    await server.put([at, 'Done', '2026', 'a.mp4'], 'earlier', AT);
    const moving = open(server, { path: at, after: 'move', moved_to: 'Done' });
    const [item] = await listAll(moving);
    if (item?.kind !== 'item') throw new Error('no item');
    expect(item).toMatchObject({ external_id: `${at}/2026/a.mp4\n5:${String(AT.getTime())}`, retires: true });
    expect(await moving.retire?.(item.external_id)).toEqual({ state: 'retired' });
    expect((await server.show())[at]).toEqual({ '2026': {}, Done: { '2026': { 'a.mp4': 'earlier', 'a (2).mp4': 'later' } } });
    expect(await listAll(moving)).toEqual([]);
    const marking = open(server, { path: `${at}/Done/2026`, after: 'mark' });
    for (const each of await listAll(marking)) if (each.kind === 'item') await marking.retire?.(each.external_id);
    expect((await server.show())[at]).toMatchObject({
      Done: { '2026': { 'a.mp4.imported': 'earlier', 'a (2).mp4.imported': 'later' } },
    });
  });

  it('creates the folder for imported files', async () => {
    await server.put(['first', 'a.mp4'], 'a', AT);
    const moving = open(server, { path: 'first', after: 'move', moved_to: 'Done/2026' });
    const [item] = await listAll(moving);
    expect(await moving.retire?.(item?.kind === 'item' ? item.external_id : '')).toEqual({ state: 'retired' });
    expect((await server.show())['first']).toEqual({ Done: { '2026': { 'a.mp4': 'a' } } });
  });

  it('reports a missing folder, and passes the test of one that exists', async () => {
    await server.put(['there', 'a.mp4'], 'a', AT);
    const signal = new AbortController().signal;
    const test = async (path: string): Promise<void> => {
      for (const probe of open(server, { path, after: 'move' }).probes()) await probe.run(signal);
    };
    await test('there');
    await expect(test('missing')).rejects.toMatchObject({ code: 'source-gone' });
    await expect(test('there/a.mp4')).rejects.toMatchObject({ code: 'source-misconfigured' });
    await expect(listAll(open(server, { path: 'missing' }))).rejects.toMatchObject({ code: 'source-gone' });
  });

  it('refuses a wrong password without revealing it', async () => {
    const wrong = { ...server, connection: { ...server.connection, password: 'very-secret' } };
    const error: unknown = await listAll(open(wrong, {})).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'waiting', code: 'source-not-permitted' });
    const all = JSON.stringify(error, Object.getOwnPropertyNames(error));
    for (const secret of ['very-secret', Buffer.from(':very-secret').toString('base64').slice(4), '127.0.0.1'])
      expect(all).not.toContain(secret);
  });
}

for (const { name, start } of await webdavServers()) {
  withTool(name, start, () => {
    describe(`a WebDAV source, served by ${name}`, () => {
      sourceTests(name, start ?? (() => Promise.reject(new Error(`${name} is missing`))));
    });
  });
}
