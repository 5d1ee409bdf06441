import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { tryCommand } from '../processes/run-command.js';
import { testConfig } from '#testing/config.js';
import { startProxy } from '#testing/local-server.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { Cache } from './cache.js';
import { DPKG_STATUS, readDebianSystem, unpackPackages } from './debian.js';
import { isRefusal } from './probe-tool.js';

const system = await readDebianSystem();
const onDebian = isRefusal(system) ? it.skip : it;

/** This host does not exist, so only the proxy can answer for it. */
const NOWHERE = 'packages.invalid';

describe('provisioning behind a proxy', () => {
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let folder: TempDir;
  beforeEach(async () => {
    [proxy, folder] = await Promise.all([startProxy(), tempDir()]);
  });
  afterEach(async () => {
    await Promise.all([proxy.close(), folder.remove()]);
  });
  const { env } = testConfig();
  const without = Object.fromEntries(Object.entries(env).filter(([name]) => !/proxy/i.test(name)));

  onDebian.each(['HTTP_PROXY', 'http_proxy'])('apt goes by %s', async (name) => {
    const sources = [{ uri: `http://${NOWHERE}/debian`, suite: 'stable', components: ['main'] }];
    const request = { packages: ['nats-server'], sources, withDependencies: false, statusFile: DPKG_STATUS };
    const unpacking = unpackPackages(new Cache(folder.path), 'any', { ...request, env: { ...without, [name]: proxy.url } });
    await expect(unpacking).rejects.toMatchObject({ kind: 'command-failed' });
    expect(proxy.requests.some((asked) => asked.startsWith(`http://${NOWHERE}/debian/dists/stable/`))).toBe(true);
  });

  onDebian('apt ends when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    const request = {
      packages: ['nats-server'],
      sources: [],
      withDependencies: false,
      statusFile: DPKG_STATUS,
      signal: stop.signal,
    };
    await expect(unpackPackages(new Cache(folder.path), 'any', request)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('makes npm use HTTPS_PROXY', async () => {
    const home = await mkdtemp(join(folder.path, 'home-'));
    const own = Object.fromEntries(Object.entries(without).filter(([name]) => !/^npm_config_/i.test(name)));
    const asking = ['ping', `--registry=https://${NOWHERE}/`, '--fetch-retries=0', '--no-update-notifier'];
    const { code } = await tryCommand('npm', [...asking, `--userconfig=${home}/user`, `--globalconfig=${home}/global`], {
      cwd: home,
      env: { ...own, HOME: home, HTTPS_PROXY: proxy.url },
    });
    expect(code).not.toBe(0);
    expect(proxy.requests).toContain(`CONNECT ${NOWHERE}:443`);
  });
});
