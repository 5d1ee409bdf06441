import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../processes/run-command.js';
import { fakeMachine, type FakeMachine } from '#testing/fake-machine.js';
import { startWebServer } from '#testing/local-server.js';
import { httpGet } from './http-get.js';
import type { NatsRelease } from './nats-releases.js';
import { provisionNatsServer } from './nats-server.js';

const GOOD = 'nats-server: v2.12.1';
const OLD = 'nats-server: v2.9.10';

/** A real archive of a fake release, in the layout of the project's site. */
async function archiveOf(machine: FakeMachine, prints = GOOD): Promise<{ bytes: Buffer; release: NatsRelease }> {
  const member = 'nats-server-v2.12.1-linux-amd64/nats-server';
  await machine.program(`release/${member}`, prints);
  const file = join(machine.root, 'release.tar.gz');
  await runCommand('tar', ['-czf', file, '-C', join(machine.root, 'release'), dirname(member)]);
  const bytes = await readFile(file);
  return { bytes, release: { version: '2.12.1', member, url: '', sha256: createHash('sha256').update(bytes).digest('hex') } };
}

describe('provisionNatsServer', () => {
  let machine: FakeMachine;
  beforeEach(async () => {
    machine = await fakeMachine();
  });
  afterEach(() => machine.remove());

  it('prefers the server that the environment names to one on the PATH', async () => {
    await machine.program('bin/nats-server', GOOD);
    const natsServer = await machine.program('own folder/nats', 'nats-server: v2.15.0');
    const tool = await provisionNatsServer(machine.with({ named: { natsServer } }));
    expect(tool).toMatchObject({ foundBy: 'env', version: '2.15.0', paths: { server: natsServer } });
  });

  it('resolves a relative path against the project', async () => {
    const file = await machine.program('project/own/nats', GOOD);
    const tool = await provisionNatsServer(machine.with({ named: { natsServer: 'own/nats' } }));
    expect(tool.paths.server).toBe(file);
  });

  it.each([
    ['does not exist', undefined],
    ['is too old', OLD],
  ])('does not try other ways if the named server %s', async (_, prints) => {
    await machine.program('bin/nats-server', GOOD);
    if (prints) await machine.program('named', prints);
    const named = { natsServer: join(machine.root, 'named') };
    await expect(provisionNatsServer(machine.with({ named }))).rejects.toMatchObject({
      kind: 'tool-missing',
      tried: [{ foundBy: 'env', reason: expect.stringContaining(prints ? '2.10.0 or newer' : 'does not exist') }],
    });
  });

  it('skips a server on the PATH that is too old', async () => {
    await machine.program('bin/nats-server', OLD);
    const file = await machine.program('elsewhere/nats-server', GOOD);
    const tool = await provisionNatsServer(machine.with({ folders: [join(machine.root, 'elsewhere')] }));
    expect(tool).toMatchObject({ foundBy: 'path', paths: { server: file } });
  });

  it('downloads the pinned release once and then needs no network', async () => {
    const { bytes, release } = await archiveOf(machine);
    const server = await startWebServer((_, response) => response.end(bytes));
    const natsRelease = (): NatsRelease => ({ ...release, url: `${server.url}/archive.tar.gz` });
    const online = machine.with({ natsRelease, get: httpGet, env: { PATH: `${machine.root}/bin:/usr/bin:/bin` } });
    const first = await provisionNatsServer(online);
    await server.close();
    const second = await provisionNatsServer(online);
    expect(first).toMatchObject({ foundBy: 'download', version: '2.12.1' });
    expect(second).toEqual(first);
    expect(server.requests).toEqual(['/archive.tar.gz']);
    expect(machine.progress).toEqual(['fetching nats-server 2.12.1']);
  });

  it('rejects a release with another checksum and reports that', async () => {
    const { release } = await archiveOf(machine);
    const other = await archiveOf(machine, 'something else');
    const server = await startWebServer((_, response) => response.end(other.bytes));
    const natsRelease = (): NatsRelease => ({ ...release, url: server.url });
    await expect(provisionNatsServer(machine.with({ natsRelease, get: httpGet }))).rejects.toMatchObject({
      message: expect.stringContaining(`but ${release.sha256} is expected`),
    });
    expect(await machine.context.cache.has('nats-server')).toBe(false);
    await server.close();
  });

  it('prefers unpacked packages in the cache to a download', async () => {
    await mkdir(join(machine.root, 'cache'), { recursive: true });
    const file = await machine.program('cache/debian/nats-server-trixie-x64/root/usr/sbin/nats-server', 'nats-server: v2.10.27');
    const { release } = await archiveOf(machine);
    const tool = await provisionNatsServer(machine.with({ natsRelease: () => release }));
    expect(tool).toMatchObject({ foundBy: 'debian', version: '2.10.27', paths: { server: file } });
    expect(machine.progress).toEqual([]);
  });

  it('lists every way that it tried, with advice, if there is no server', async () => {
    await machine.program('bin/nats-server', OLD);
    const { release } = await archiveOf(machine);
    const message = await provisionNatsServer(machine.with({ natsRelease: () => release })).catch((error: unknown) =>
      String(error),
    );
    expect(message).toContain('environment: not set');
    expect(message).toContain('is version 2.9.10, but 2.10.0 or newer is needed');
    expect(message).toContain('download:');
    expect(message).toContain('no Debian');
    expect(message).toContain('sudo apt-get install nats-server');
    expect(message).toContain('TL_NATS_SERVER=');
  });

  it('gives installation advice for the platform', async () => {
    const mac = machine.with({ platform: 'darwin' });
    await expect(provisionNatsServer(mac)).rejects.toThrow('brew install nats-server');
  });
});
