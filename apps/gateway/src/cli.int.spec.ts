import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort, until } from '@throughline/stack/testing';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';
import { announceGateway, runTl, spawnTl, type ProcessResult, type CliEnvironment } from './testing/run-tl.js';
import { withoutForecasts } from './testing/without-forecasts.js';

describe('tl, the command line', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  let here: string;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
    here = join(world.folder, 'a', 'deep folder');
    await mkdir(here, { recursive: true });
    await announceGateway(world, gateway);
    await writeFile(join(here, 'my "talk" 🎬.mp4'), 'not really a video');
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const tl = (args: readonly string[], env: Pick<CliEnvironment, 'url' | 'token'> = {}): Promise<ProcessResult> =>
    runTl(args, { cwd: here, configHome: world.folder, ...env });
  const json = async <T>(args: readonly string[]): Promise<T> => {
    const { code, out, err } = await tl([...args, '--json']);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as T;
  };

  it('pushes a file, finds the server from a nested folder, and lists, shows and prints the recording', async () => {
    const pushed = await json<{ id: string; title: string; file_name: string }>(['push', 'my "talk" 🎬.mp4']);
    expect(pushed).toMatchObject({ title: 'my "talk" 🎬', file_name: 'my "talk" 🎬.mp4' });
    await until(async () => (await json<object[]>(['ls', '--q', 'talk'])).length === 1);
    const listed = await tl(['ls']);
    expect(listed.out).toMatch(
      new RegExp(`^ID .* TITLE\\n${pushed.id}\\s+INITIALIZED\\s+\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}\\s+my "talk" 🎬\\n$`),
    );
    expect((await tl(['status', pushed.id])).out).toContain('INITIALIZED');
    expect((await json<{ type: string }[]>(['events', pushed.id]))[0]).toMatchObject({ type: 'AssetRegistered' });
  });

  it('pushes an address for the server to fetch, once for a key', async () => {
    const args = ['push', 'https://me:s3cret@files.example/talks/By%20address.mp4?k=s3cret', '--run', '--key', 'address-1'];
    const pushed = await json<{ id: string; title: string; run: object; source: object }>(args);
    expect(pushed).toMatchObject({
      title: 'By address',
      source: { kind: 'url', url: 'https://files.example/talks/By%20address.mp4' },
      run: { active: true },
    });
    expect((await json<{ id: string }>(args)).id).toBe(pushed.id);
    expect((await tl(['status', pushed.id])).out).not.toContain('s3cret');
  });

  it('writes data to stdout and messages to stderr', async () => {
    const { out, err, code } = await tl(['push', 'my "talk" 🎬.mp4', '--allow-duplicate', '--title', 'again', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'again' });
    expect(err).toContain('registered as');
  });

  it('works the same as a separate process', async () => {
    const shell = { cwd: here, configHome: world.folder };
    // Lists show rows: those of the tests above.
    await until(async () => (await json<object[]>(['ls'])).length === 3);
    const listed = await spawnTl(['ls', '--json'], shell);
    expect({ code: listed.code, err: listed.err }).toEqual({ code: 0, err: '' });
    expect(withoutForecasts(JSON.parse(listed.out))).toEqual(withoutForecasts(await json(['ls'])));
    const refused = await spawnTl(['status', '../me/tokens'], { ...shell, token: world.token, url: gateway.url });
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 3, out: '' });
  });

  it('starts a run once, and reports that it is running', async () => {
    const { id } = await json<{ id: string }>(['push', 'my "talk" 🎬.mp4', '--allow-duplicate', '--title', 'run me']);
    expect(await json<object>(['run', id])).toMatchObject({ outcome: { code: 'started' } });
    expect(await tl(['run', id])).toMatchObject({ code: 3, err: expect.stringContaining('already-running') as string });
  });

  it('creates, lists and revokes tokens, and prints only the new token to stdout', async () => {
    const made = await tl(['token', 'create', 'ci', '--scopes', 'read', '--days', '7']);
    expect(made.out).toMatch(/^tl_[\w-]{43}\n$/);
    const tokens = await json<{ id: string; name: string }[]>(['token', 'list']);
    const id = tokens.find(({ name }) => name === 'ci')?.id ?? '';
    expect((await tl(['ls'], { token: made.out.trim() })).code).toBe(0);
    expect((await tl(['push', 'my "talk" 🎬.mp4'], { token: made.out.trim() })).code).toBe(3);
    expect((await tl(['token', 'revoke', id])).code).toBe(0);
  });

  it.each<[string, string[], number]>([
    ['an unknown command', ['frobnicate'], 2],
    ['a missing argument', ['status'], 2],
    ['an invalid limit', ['ls', '--limit', 'many'], 2],
    ['a missing file', ['push', 'nothing.mp4'], 2],
    ['a folder instead of a file', ['push', '.'], 2],
    ['an unknown id', ['status', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11'], 3],
    ['an id with a path in it', ['status', '../me/tokens'], 3],
    ['a missing file of the recording', ['get', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11', 'x.srt', '-o', 'x.srt'], 3],
    ['a duplicate file', ['push', 'my "talk" 🎬.mp4'], 3],
    ['an address of the local machine', ['push', 'http://127.0.0.1/talk.mp4'], 2],
    ['an address with an unsupported scheme', ['push', 'ftp://files.example/talk.mp4'], 2],
    ['an address that may be a duplicate', ['push', 'https://files.example/x', '--allow-duplicate'], 2],
    ['help', ['--help'], 0],
    ['help of a command', ['push', '--help'], 0],
  ])('exits after %s with its code, without a stack trace', async (_, args, code) => {
    const ended = await tl(args);
    expect({ code: ended.code, trace: /\n\s+at /.test(ended.err) }).toEqual({ code, trace: false });
    expect(ended.out === '').toBe(code !== 0);
    expect((await readdir(here)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('exits with 4 if the server does not answer, and gives a hint', async () => {
    const ended = await tl(['ls', '--patience', '0'], { url: 'http://127.0.0.1:9', token: 'tl_xxxxxxxxxxxxxxxxxxxx' });
    expect(ended).toMatchObject({ code: 4, err: expect.stringContaining('npm start') as string });
  });

  it('continues a push once the gateway is back, and registers once', async () => {
    const server = createServer((socket) => socket.destroy());
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    let broken = 0;
    server.on('connection', () => {
      broken += 1;
    });
    const pushing = tl(['push', 'my "talk" 🎬.mp4', '--allow-duplicate', '--title', 'patient', '--patience', '60', '--json'], {
      url: `http://127.0.0.1:${String(port)}`,
      token: world.token,
    });
    await until(() => broken >= 2);
    await new Promise((resolve) => server.close(resolve));
    const again = await openRealGateway(world, undefined, port);
    const { code, out } = await pushing;
    expect(code).toBe(0);
    const { id } = JSON.parse(out) as { id: string };
    expect((await again.ports.commands.load(id))?.personal.title).toBe('patient');
    await again.close();
  });

  it('fetches a file completely or not at all', async () => {
    const { id } = await json<{ id: string }>(['push', 'my "talk" 🎬.mp4', '--allow-duplicate', '--title', 'fetch']);
    expect((await tl(['get', id, 'transcript.srt', '-o', 'out.srt'])).code).toBe(3);
    await expect(readFile(join(here, 'out.srt'))).rejects.toThrow();
  });
});
