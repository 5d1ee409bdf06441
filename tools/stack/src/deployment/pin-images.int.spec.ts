import { createHash } from 'node:crypto';
import { cp, readFile, readdir } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runCommand, tryCommand, type CommandResult } from '../processes/run-command.js';
import { testConfig, testProjectRoot } from '#testing/config.js';
import { debianTool } from '#testing/debian-tools.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { withTool } from '#testing/with-tool.js';
import { parseManifests } from './testing/manifests.js';

const manifestOf = (path: string): string => JSON.stringify({ schemaVersion: 2, mediaType: 'index', of: path });
const digestOf = (path: string): string => `sha256:${createHash('sha256').update(manifestOf(path)).digest('hex')}`;
const OWN = 'registry.example.com/team/throughline:1.2.0';
const HUB = (name: string, tag: string): string => digestOf(`/v2/${name}/manifests/${tag}`);

/** Like Docker Hub, the registry refuses requests without the anonymous token. */
const challengeOf = ({ origin, pathname }: URL): Record<string, string> => {
  const scope = `repository:${/^\/v2\/(.*)\/manifests\//.exec(pathname)?.[1] ?? ''}:pull`;
  return { 'www-authenticate': `Bearer realm="${origin}/token",service="registry",scope="${scope}"` };
};

interface Override {
  readonly services: Readonly<
    Record<string, { readonly image?: string; readonly build?: { readonly args: { readonly NODE_IMAGE: string } } }>
  >;
}
interface Overlay {
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newName?: string; readonly digest: string }[];
}

const [compose, kustomize] = [await debianTool('compose'), await debianTool('kustomize')];

describe('tools/compose/pin-images.mjs', () => {
  let root: TempDir;
  let registry: Server;
  let asked: string[];
  let broken: { readonly path: string; readonly digest?: string } | undefined;
  beforeEach(async () => {
    [asked, broken] = [[], undefined];
    root = await tempDir('tl-pin-');
    for (const name of ['docker-compose.yml', 'Dockerfile', 'k8s'])
      await cp(join(testProjectRoot(), name), join(root.path, name), {
        recursive: true,
        filter: (path) => !path.includes('-pinned'),
      });
    registry = createServer((request, response) => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
      if (url.pathname === '/token') response.end(JSON.stringify({ token: `for ${url.searchParams.get('scope') ?? ''}` }));
      else if (request.headers.authorization === undefined) response.writeHead(401, challengeOf(url)).end();
      else serve(url.pathname, response);
    });
    await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done));
  });
  afterEach(async () => {
    registry.closeAllConnections();
    registry.close();
    await root.remove();
  });

  const serve = (path: string, response: ServerResponse): void => {
    const fault = broken?.path === path ? broken : undefined;
    if (fault !== undefined && fault.digest === undefined) {
      response.writeHead(404).end();
      return;
    }
    asked.push(path);
    response.setHeader('docker-content-digest', fault?.digest ?? digestOf(path));
    response.end(manifestOf(path));
  };
  const run = (...args: string[]): Promise<CommandResult> => {
    const url = `http://127.0.0.1:${String((registry.address() as AddressInfo).port)}`;
    const registries = ['docker.io', 'registry.example.com'].flatMap((host) => ['--registry', `${host}=${url}`]);
    const script = join(testProjectRoot(), 'tools/compose/pin-images.mjs');
    return tryCommand(process.execPath, [script, '--root', root.path, ...registries, ...args]);
  };
  const read = async <T>(path: string): Promise<T> => parse(await readFile(join(root.path, path), 'utf8')) as T;
  const pinnedFiles = async (): Promise<string[]> =>
    (await readdir(root.path, { recursive: true })).filter((path) => path.includes('pinned')).sort();

  it('pins every image of compose and of the cluster to its digest in the registry', async () => {
    expect(await run()).toMatchObject({ code: 0 });
    const { services } = await read<Override>('compose/pinned-images.yml');
    const compose = await read<{ services: Record<string, object> }>('docker-compose.yml');
    expect(Object.keys(services).sort()).toEqual(Object.keys(compose.services).sort());
    expect(services['nats']?.image).toBe(`nats:2.14.7-alpine@${HUB('library/nats', '2.14.7-alpine')}`);
    expect(services['minio']?.image).toMatch(/^minio\/minio:RELEASE[^@]+@sha256:[0-9a-f]{64}$/);
    const base = services['gateway']?.build?.args.NODE_IMAGE ?? '';
    expect(base).toMatch(/^node:[^@]+-slim@sha256:[0-9a-f]{64}$/);
    for (const { image, build } of Object.values(services)) expect(image ?? build?.args.NODE_IMAGE).toMatch(/@sha256:/);
    for (const name of ['cluster', 'dev']) {
      const { resources, images } = await read<Overlay>(`k8s/overlays/${name}-pinned/kustomization.yaml`);
      expect(resources).toEqual([`../${name}`]);
      expect(images).toContainEqual({ name: 'nats', digest: HUB('library/nats', '2.14.7-alpine') });
      expect(images.map(({ name: image }) => image).sort()).toEqual(['nats', 'postgres']);
    }
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('pins the image of the services too if it is in a registry', async () => {
    expect(await run('--throughline', OWN)).toMatchObject({ code: 0 });
    const digest = HUB('team/throughline', '1.2.0');
    expect((await read<Override>('compose/pinned-images.yml')).services['gateway']).toEqual({ image: `${OWN}@${digest}` });
    expect((await read<Overlay>('k8s/overlays/cluster-pinned/kustomization.yaml')).images).toContainEqual({
      name: 'throughline',
      newName: 'registry.example.com/team/throughline',
      digest,
    });
  });

  withTool('Docker Compose', compose, () => {
    it('writes an override file for docker-compose.yml', async () => {
      expect(await run('--throughline', OWN)).toMatchObject({ code: 0 });
      const files = ['docker-compose.yml', 'compose/pinned-images.yml'].flatMap((file) => ['--file', join(root.path, file)]);
      const args = [...files, '--project-directory', root.path, '--profile', '*', 'config', '--images'];
      const images = (await runCommand(compose?.path ?? '', args, { env: testConfig().env })).trim().split('\n');
      expect(images.length).toBeGreaterThan(5);
      for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    });
  });

  withTool('Kustomize', kustomize, () => {
    it.each(['dev', 'cluster'])('writes an overlay for %s that Kustomize builds', async (name) => {
      expect(await run('--throughline', OWN)).toMatchObject({ code: 0 });
      const built = await runCommand(kustomize?.path ?? '', ['build', join(root.path, `k8s/overlays/${name}-pinned`)]);
      const images = [...JSON.stringify(parseManifests(built)).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image);
      expect(images.length).toBeGreaterThan(5);
      for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    });
  });

  it('writes the same files when it runs again', async () => {
    await run();
    const before = await readFile(join(root.path, 'compose/pinned-images.yml'), 'utf8');
    expect(await run()).toMatchObject({ code: 0 });
    expect(await readFile(join(root.path, 'compose/pinned-images.yml'), 'utf8')).toBe(before);
    expect(await pinnedFiles()).toHaveLength(5);
  });

  it.each<[string, { readonly path: string; readonly digest?: string }, string]>([
    ['is missing in the registry', { path: '/v2/minio/minio/manifests/RELEASE.2025-09-07T16-13-09Z' }, '404'],
    [
      'differs from its digest',
      { path: '/v2/minio/minio/manifests/RELEASE.2025-09-07T16-13-09Z', digest: `sha256:${'0'.repeat(64)}` },
      'the registry says',
    ],
  ])('writes nothing if one image %s', async (_what, fault, words) => {
    broken = fault;
    const { code, stderr } = await run();
    expect([code, stderr]).toEqual([1, expect.stringContaining('No file was written') as string]);
    expect(stderr).toContain('minio/minio:RELEASE');
    expect(stderr).toContain(words);
    expect(await pinnedFiles()).toEqual([]);
  });

  it('names a registry that cannot be reached', async () => {
    const { code, stderr } = await run('--registry', 'docker.io=http://127.0.0.1:1');
    expect(code).toBe(1);
    expect(stderr).toContain('nats:2.14.7-alpine: ');
    expect(await pinnedFiles()).toEqual([]);
  });
});
