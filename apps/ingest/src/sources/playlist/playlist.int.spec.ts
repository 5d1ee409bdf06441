import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceItem } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { parseAllowedHosts, startHost, type LocalHost } from '@throughline/outgoing/testing';
import { debianTool, tempDir, until, withTool, type TempDir } from '@throughline/stack/testing';
import { fakeYtDlp, type FakeYtDlp } from '#testing/fake-yt-dlp.js';
import { FetchBench } from '#testing/fetch-bench.js';
import { fetchedSourceContract } from '../../testing/fetched-source.contract.js';
import { listAll } from '../../testing/source-lister.contract.js';
import type { ListedSourceType } from '../../kit/source-lister.js';
import { DEFAULT_URL_SETTINGS, type UrlSettings } from '../url/settings.js';
import { playlistSource } from './index.js';

const SECRET = 's3cr3t';
const CHANNEL = `https://videos.example/@channel?key=${SECRET}`;
const never = new AbortController().signal;
const ytDlp = await debianTool('yt-dlp');
const settings = (change: Partial<UrlSettings> = {}): UrlSettings => ({
  ...DEFAULT_URL_SETTINGS,
  allowed: parseAllowedHosts('127.0.0.1'),
  ...change,
});
const typeOf = ({ tool }: Pick<FakeYtDlp, 'tool'>): ListedSourceType => playlistSource(settings({ pageTool: tool }));
const toJson = (ids: readonly string[]): string =>
  JSON.stringify({
    _type: 'playlist',
    entries: ids.map((id) => ({ _type: 'url', ie_key: 'Site', id, url: `https://videos.example/${id}`, title: `Talk ${id}` })),
  });

describe('a playlist', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir();
  });
  afterEach(() => folder.remove());

  const fake = (does: string, version?: string): Promise<FakeYtDlp> => fakeYtDlp(folder.path, does, version);
  const print = async (json: string): Promise<FakeYtDlp> => {
    await writeFile(join(folder.path, 'list.json'), json);
    return fake(`cat '${folder.path}/list.json'`);
  };

  it('is read by yt-dlp with safe arguments, and without a visible address', async () => {
    const tool = await print(toJson(['a']));
    const { entries } = await typeOf(tool).open({ address: CHANNEL, first: 7 }).list({ limit: 10 }, never);
    expect(entries).toMatchObject([{ name: 'Talk a', fetched: { kind: 'url', address: 'https://videos.example/a' } }]);
    const { args, env, addresses } = await tool.called();
    expect(addresses.trim()).toBe(CHANNEL);
    expect(args.join(' ')).not.toContain(SECRET);
    expect(args).toEqual(expect.arrayContaining(['--ignore-config', '--flat-playlist', '--dump-single-json', '1:7']));
    expect(env['https_proxy']).toMatch(/^http:\/\/guard:\w+@127\.0\.0\.1:\d+$/);
    expect(env['HOME']).toContain('throughline-playlist-');
    expect(Object.keys(env).filter((name) => name.startsWith('TL_'))).toEqual([]);
    await expect(readFile(join(env['HOME'] ?? '', '..', 'address'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['fails and prints the address', `cat "$0" >&2; echo '${CHANNEL}' >&2; exit 1`, 'page-tool-failed'],
    ['prints nothing', 'exit 0', 'page-tool-failed'],
    ['prints no JSON', `echo '${CHANNEL}'`, 'page-tool-failed'],
    ['is killed', 'kill -9 $$', 'page-tool-failed'],
    ['prints without end', 'while :; do head -c 1000000 /dev/zero; done', 'source-too-large'],
  ])('is a problem without an address if yt-dlp %s', async (_, does, code) => {
    const lister = typeOf(await fake(does)).open({ address: CHANNEL });
    for (const ask of [() => lister.list({ limit: 1 }, never), () => lister.probes()[0]?.run(never)]) {
      const error = await Promise.resolve(ask()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code });
      expect(String(error)).toContain('videos.example');
      expect(String(error) + JSON.stringify(error)).not.toContain(SECRET);
    }
  });

  it('is not given to an unsafe or broken yt-dlp', async () => {
    const old = await fake('exit 0', '2023.03.04');
    const listing = typeOf(old).open({ address: CHANNEL }).list({ limit: 1 }, never);
    await expect(listing).rejects.toMatchObject({ kind: 'waiting', code: 'page-tool-refused' });
    await expect(old.called()).rejects.toThrow('ENOENT');
  });

  it('stops yt-dlp and its child processes when the time is over, and leaves no files', async () => {
    const tool = await fake(`trap '' TERM; sh -c "trap '' TERM; sleep 60" & echo $! > '${folder.path}/child'; wait`);
    const over = new AbortController();
    const listing = typeOf(tool).open({ address: CHANNEL }).list({ limit: 1 }, over.signal);
    const child = Number(await until(async () => (await readFile(`${folder.path}/child`, 'utf8')).trim()));
    const home = (await tool.called()).env['HOME'] ?? '';
    over.abort(new Error('time is over'));
    await expect(listing).rejects.toThrow('time is over');
    const stat = await readFile(`/proc/${String(child)}/stat`, 'utf8').catch(() => '');
    // A system without an init process may keep orphans as zombies.
    expect(stat === '' || stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')).toBe(true);
    expect(await readdir(tmpdir())).not.toContain(home.split('/').at(-2));
  });

  it('is offered only if yt-dlp is switched on', () => {
    const off = playlistSource(settings());
    expect(off.describe()).toBeUndefined();
    expect(() => off.open({ address: CHANNEL })).toThrow(expect.objectContaining({ code: 'source-misconfigured' }) as Error);
    const keys = playlistSource(settings({ pageTool: { path: 'yt-dlp', env: {} } })).describe();
    expect(keys?.map(({ key }) => key)).toEqual(['address', 'first']);
  });

  it.each<[string, object]>([
    ['no address', {}],
    ['a search instead of an address', { address: 'ytsearch5:cats' }],
    ['a password in its address', { address: `https://me:${SECRET}@videos.example/` }],
    ['a private address', { address: 'http://10.0.0.1/' }],
    ['too many entries', { address: CHANNEL, first: 501 }],
    ['an unknown setting', { address: CHANNEL, exec: 'ls' }],
  ])('is refused with %s', async (_, wrong) => {
    const type = typeOf(await fake('exit 0'));
    const openWrong = (): unknown => type.open({ ...wrong });
    expect(openWrong).toThrow(expect.objectContaining({ code: 'source-misconfigured' }) as Error);
    expect(openWrong).not.toThrow(SECRET);
  });

  it('brings no documents', async () => {
    const type = typeOf(await print(toJson(['a'])));
    const openWrong = (): unknown => type.open({ address: CHANNEL }, 'document');
    expect(openWrong).toThrow(expect.objectContaining({ code: 'source-misconfigured' }) as Error);
  });

  it('brings a recording of two lists once', async () => {
    const type = typeOf(await print(toJson(['a'])));
    const [one, other] = [CHANNEL, 'https://videos.example/list/2'].map((address) => type.open({ address }));
    expect(one?.place).toBe(other?.place);
    expect(await listAll(one ?? type.open({}))).toEqual(await listAll(other ?? type.open({})));
  });

  withTool('yt-dlp', ytDlp, () => {
    const PAGES: Readonly<Record<string, string>> = {
      '/talks': '<!doctype html><html><title>Talks</title><video src="/a.mp4"></video><video src="/b.mp4"></video></html>',
      '/one': '<!doctype html><html><title>Talk</title><video src="/a.mp4"></video></html>',
      '/rss':
        '<rss version="2.0"><channel><title>T</title><item><title>One</title><link>http://127.0.0.1/1</link></item></channel></rss>',
      '/empty': '<!doctype html><html><title>Nothing</title></html>',
    };
    let host: LocalHost;
    beforeEach(async () => {
      host = await startHost((request, response) => {
        const page = PAGES[request.url ?? ''];
        if (page === undefined) response.end('video');
        else response.writeHead(200, { 'content-type': page.startsWith('<rss') ? 'text/xml' : 'text/html' }).end(page);
      });
    });
    afterEach(() => host.close());
    // One source for all tests: it asks the program for its version once.
    const real = playlistSource(settings({ pageTool: ytDlp ?? { path: '', env: {} } }));
    const listReal = async (path: string): Promise<readonly SourceItem[]> => {
      const entries = await listAll(real.open({ address: `http://127.0.0.1:${String(host.port)}${path}` }));
      return entries.filter((entry) => entry.kind === 'item');
    };

    it('lets a real yt-dlp list the recordings of a page, which their runs fetch', async () => {
      const items = await listReal('/talks');
      const at = `http://127.0.0.1:${String(host.port)}`;
      // Without dates, the ids order the entries, and they depend on the port of this host.
      expect(items.map(({ fetched }) => fetched?.address).toSorted()).toEqual([`${at}/a.mp4`, `${at}/b.mp4`]);
      expect(new Set(items.map(({ external_id }) => external_id)).size).toBe(2);
      const bench = new FetchBench();
      try {
        const { step } = await bench.fetch(items[1]?.fetched?.address);
        expect((await bench.bytesOf(step)).toString()).toBe('video');
      } finally {
        await bench.close();
      }
    }, 120_000);

    if (testDepth.isFull) {
      it('lets a real yt-dlp list a page with one recording', async () => {
        expect((await listReal('/one')).map(({ fetched }) => fetched?.address)).toEqual([
          `http://127.0.0.1:${String(host.port)}/one`,
        ]);
      }, 120_000);

      it('lets a real yt-dlp list a feed, and refuse a page without a recording', async () => {
        expect((await listReal('/rss')).map(({ fetched }) => fetched?.address)).toEqual(['http://127.0.0.1/1']);
        await expect(listReal('/empty')).rejects.toMatchObject({ kind: 'retryable', code: 'page-tool-failed' });
      }, 120_000);
    }

    it('cannot lead a real yt-dlp to an address of the own network', async () => {
      let visits = 0;
      const inside = createServer(() => (visits += 1)).listen(0, '127.0.0.2');
      await once(inside, 'listening');
      const { port } = inside.address() as AddressInfo;
      const leading = await startHost((_, response) => {
        response.writeHead(302, { location: `http://127.0.0.2:${String(port)}/list` }).end();
      });
      try {
        const lister = real.open({ address: `http://127.0.0.1:${String(leading.port)}/list` });
        await expect(lister.list({ limit: 1 }, never)).rejects.toMatchObject({ code: 'page-tool-failed' });
        expect([leading.requests.length > 0, visits]).toEqual([true, 0]);
      } finally {
        await leading.close();
        inside.close();
      }
    }, 120_000);
  });
});

fetchedSourceContract('a playlist', async () => {
  const folder = await tempDir();
  const fake = await fakeYtDlp(folder.path, `cat '${folder.path}/list.json'`);
  const type = typeOf(fake);
  return {
    open: () => type.open({ address: CHANNEL }),
    offer: (entries) => {
      const listed = entries.map(({ id, title, at }) => ({
        ...{ _type: 'url', ie_key: 'Site', id, url: `https://videos.example/${id}`, title },
        timestamp: at === undefined ? null : at.getTime() / 1_000,
      }));
      return writeFile(join(folder.path, 'list.json'), JSON.stringify({ _type: 'playlist', entries: listed }));
    },
    close: () => folder.remove(),
  };
});
