import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { debianTool, tempDir, until, withTool, type TempDir } from '@throughline/stack/testing';
import { FetchBench, QUICK } from '#testing/fetch-bench.js';
import { FileServer } from '#testing/file-server.js';
import { urlSource } from '../index.js';
import { parseProgress } from './page-tool.js';
import { fakeYtDlp, type FakeYtDlp } from '#testing/fake-yt-dlp.js';
import { judgeVersion, describeYtDlp } from './yt-dlp-version.js';

const PAGE = Buffer.from('<!doctype html><html><title>A talk</title><video src="/talk.mp4"></video></html>');
const TALK = fileURLToPath(new URL('../../../../../../assets/short-talk.mp4', import.meta.url));
const ytDlp = await debianTool('yt-dlp');
const NO_TOOL = { path: '', env: {} };
const page = { body: PAGE, headers: { 'content-type': 'text/html' } };

/** A system without an init process may keep orphans as zombies: they count as gone. */
const isGone = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  return stat === '' || stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
};

describe('a web page that shows a recording', () => {
  let server: FileServer;
  let folder: TempDir;
  let bench: FetchBench;
  beforeEach(async () => {
    [server, folder] = await Promise.all([FileServer.start(Buffer.from('x')), tempDir()]);
    server.behave([], page);
  });
  afterEach(async () => {
    await bench.close();
    await server.stop();
    await folder.remove();
  });

  const open = (fake: FakeYtDlp): FetchBench => (bench = new FetchBench({ pageTool: fake.tool, maxBytes: 900_000 }));
  const address = (): string => `${server.url.replace('//', '//me:s3cret@')}/watch?v=s3cret`;

  it('is given to yt-dlp with safe arguments, and without a visible address', async () => {
    const fake = await fakeYtDlp(folder.path, 'printf media > "$out/recording.mp4"; echo "tl 5 5 NA"');
    const { step } = await open(fake).fetch(address());
    expect(step.phase).toBe('completed');
    expect((await bench.bytesOf(step)).toString()).toBe('media');
    const { args, env, addresses } = await fake.called();
    expect(addresses.trim()).toBe(address());
    expect(args.join(' ')).not.toContain('s3cret');
    expect(args).toEqual(expect.arrayContaining(['--ignore-config', '--no-playlist', '--max-filesize', '900000', '!is_live']));
    expect(env['HOME']).not.toBe('/root');
    expect(env['https_proxy']).toMatch(/^http:\/\/guard:\w+@127\.0\.0\.1:\d+$/);
    expect(Object.keys(env).filter((name) => name.startsWith('TL_'))).toEqual([]);
  });

  it.each([
    ['writes no file', 'exit 0', 'not-a-recording', false],
    ['leaves only a partial file', 'printf half > "$out/recording.mp4.part"', 'not-a-recording', false],
    ['leaves an empty file', ': > "$out/recording.mp4"', 'not-a-recording', false],
    ['writes several files', 'printf a > "$out/recording.mp4"; printf b > "$out/recording.srt"', 'not-a-recording', false],
    ['fails and prints the address', 'cat "$0" >&2; cat "$out/../address" >&2; exit 1', 'page-tool-failed', true],
    ['is killed', 'kill -9 $$', 'page-tool-failed', true],
  ])('fails if yt-dlp %s', async (_, does, code, retryable) => {
    const { assetId } = await open(await fakeYtDlp(folder.path, does)).fetch(address());
    const failures = await bench.failures(assetId);
    expect(failures[0]).toMatchObject({ data: { error: { code, retryable } } });
    expect(JSON.stringify(failures)).not.toContain('s3cret');
  });

  it('is not given to an unsafe or broken yt-dlp', async () => {
    const old = await fakeYtDlp(folder.path, 'printf media > "$out/recording.mp4"', '2023.03.04');
    const assetId = await open(old).register(address());
    const [waiting] = await until(async () => {
      const waits = await bench.shop.recorded(assetId, 'StepWaiting');
      return waits.length > 0 ? waits : undefined;
    });
    expect(waiting).toMatchObject({ data: { for: 'page-tool-refused' } });
    expect(await bench.failures(assetId)).toEqual([]);
    await expect(old.called()).rejects.toThrow('ENOENT');
    expect(await describeYtDlp(old.tool)).toMatchObject({
      version: '2023.03.04',
      note: expect.stringContaining('not used') as string,
    });
    expect(await describeYtDlp({ path: '/nowhere/yt-dlp', env: {} })).toMatchObject({ version: 'unknown' });
  });

  it('stops yt-dlp and its child processes at once when the run is cancelled', async () => {
    const fake = await fakeYtDlp(
      folder.path,
      `trap '' TERM; sh -c "trap '' TERM; sleep 60" & echo $! > '${folder.path}/child'; wait`,
    );
    const assetId = await open(fake).register(address());
    const child = Number(await until(() => readFile(`${folder.path}/child`, 'utf8')));
    await bench.shop.ask(assetId, { type: 'CancelRun' });
    await until(async () => (await bench.shop.recorded(assetId, 'LateResultIgnored')).length > 0);
    await until(() => isGone(child));
    expect(await isGone(child)).toBe(true);
  });

  withTool('yt-dlp', ytDlp, () => {
    // One source for all tests: it asks the program for its version once.
    const source = urlSource({ ...QUICK, pageTool: ytDlp ?? NO_TOOL }, () => Promise.resolve(Infinity));

    it('lets a real yt-dlp find its recording', async () => {
      server.file = await readFile(TALK);
      server.behave([page, page], { headers: { 'content-type': 'video/mp4' } });
      bench = new FetchBench({}, undefined, { source });
      const { step } = await bench.fetch(`${server.url}/watch?v=1`);
      expect(step.phase).toBe('completed');
      expect((await bench.bytesOf(step)).equals(server.file)).toBe(true);
    }, 120_000);

    it('cannot lead a real yt-dlp to an address of the own network', async () => {
      let visits = 0;
      const inside = createServer(() => (visits += 1)).listen(0, '127.0.0.2');
      await once(inside, 'listening');
      const { port } = inside.address() as AddressInfo;
      const leading = `<!doctype html><html><video src="http://127.0.0.2:${String(port)}/latest.mp4"></video></html>`;
      server.behave([], { ...page, body: Buffer.from(leading) });
      bench = new FetchBench({}, undefined, { source });
      const assetId = await bench.register(`${server.url}/watch?v=2`);
      await until(async () => (await bench.failures(assetId)).length > 0);
      expect(visits).toBe(0);
      inside.close();
    }, 120_000);
  });
});

describe('the version of yt-dlp', () => {
  const now = new Date('2026-11-20T00:00:00Z');
  it.each([
    ['2026.08.19', undefined, 93],
    ['2026.8.19\n', undefined, 93],
    ['2024.07.01', undefined, 872],
    ['2024.06.30', 'not safe', 873],
    ['2023.03.04', 'not safe', 1_357],
    ['nightly', 'version', undefined],
    ['', 'version', undefined],
  ])('is accepted or refused by its age: %j', (version, refusal, ageDays) => {
    const judged = judgeVersion(version, now);
    expect(judged.ageDays).toBe(ageDays);
    expect(judged.refusal ?? '').toContain(refusal ?? '');
    expect(judged.refusal === undefined).toBe(refusal === undefined);
  });
});

describe('a progress line of yt-dlp', () => {
  it.each([
    ['tl 1024 86020 NA', { done: 1024, total: 86020 }],
    ['tl 1024 NA 90000.4', { done: 1024, total: 90000 }],
    ['tl 1024 NA NA', { done: 1024, total: undefined }],
    ['tl NA NA NA', undefined],
    ['[download] 10%', undefined],
    ['', undefined],
  ])('is parsed: %j', (line, progress) => {
    expect(parseProgress(line)).toEqual(progress);
  });
});
