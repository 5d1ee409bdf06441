import { chmod, copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { chownSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { startChild, waitUntilReady, type Child } from '#src/processes/child.js';
import { freePort } from '#src/processes/ports.js';
import { runCommand, tryCommand, type CommandResult } from '#src/processes/run-command.js';
import { testContext, testProjectRoot } from './config.js';
import { tieToThisProcess } from './lifeline.js';
import { mediaTools } from './media.js';
import { tempDir } from './until.js';

interface LockedPackage {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
}

/** npm lists the builds for each processor as optional, but pages cannot be drawn without one. */
const DRAWS = /^node_modules\/@napi-rs\/canvas-/;

/** Links the packages that the image installs, without development packages and bundled programs. */
async function linkPackages(root: string, image: string): Promise<void> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
  for (const [path, { dev, optional, devOptional, link, resolved }] of Object.entries(lock.packages)) {
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || dev || devOptional) continue;
    if (optional && !(DRAWS.test(path) && existsSync(join(root, path)))) continue;
    await mkdir(join(image, dirname(path)), { recursive: true });
    await symlink(link ? join(image, resolved ?? '') : join(root, path), join(image, path));
  }
}

/** Makes the files of the image in a folder: what it copies, and links to the packages that it installs. */
export async function buildImage(image: string): Promise<void> {
  const root = testProjectRoot();
  await runCommand(process.execPath, [join(root, 'tools/compose/gather.mjs'), image]);
  await linkPackages(root, image);
}

interface ComposeService {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Containers without an engine: the files, environment and rights of the image and docker-compose.yml on this machine. */
export interface Containers {
  readonly dataDir: string;
  run(service: string): Promise<CommandResult>;
  /** Resolves when the health check of the image succeeds. */
  start(service: string): Promise<RunningContainer>;
  tryCommand(command: string, args: readonly string[]): Promise<CommandResult>;
  close(): Promise<void>;
}

export interface RunningContainer {
  readonly pid: number;
  readonly url: string;
  readonly log: () => Promise<string>;
}

export interface ContainersOptions {
  /** Addresses of docker-compose.yml with their local replacements. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly secrets: string;
  readonly env?: Readonly<Record<string, string>>;
}

const UID = 10_001;

/** Returns the user of the containers if this process is root: other users cannot switch. */
const containerUser = (): { readonly uid?: number; readonly gid?: number } =>
  process.getuid?.() === 0 ? { uid: UID, gid: UID } : {};

const makeReadOnly = async (folder: string): Promise<void> => {
  await runCommand('chmod', ['-R', 'a-w,a+rX', folder]);
};

export async function startContainers({ addresses, secrets, env = {} }: ContainersOptions): Promise<Containers> {
  const root = testProjectRoot();
  const folder = await tempDir('tl-containers-');
  const [image, secretsDir, dataDir, tmp] = ['app', 'secrets', 'data', 'tmp'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
    string,
  ];
  await buildImage(image);
  await makeReadOnly(image);
  await mkdir(secretsDir);
  // Containers see the files, but not the private folder of the host around them.
  for (const name of await readdir(secrets))
    if (name !== 'secrets.json') await copyFile(join(secrets, name), join(secretsDir, name));
  for (const path of [dataDir, tmp, ...['artifacts', 'library', 'simulation'].map((name) => join(dataDir, name))]) {
    await mkdir(path);
    await chmod(path, 0o700);
    const { uid, gid } = containerUser();
    if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  }
  const { services } = parse(await readFile(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: Record<string, ComposeService>;
  };
  const media = JSON.stringify(await mediaTools());
  const here = (value: string): string =>
    Object.entries(addresses).reduce(
      (text, [there, address]) => text.replaceAll(there, address),
      value
        .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
        .replaceAll('/run/secrets/', `${secretsDir}/`)
        .replaceAll('/data/', `${dataDir}/`),
    );
  const environmentOf = (service: ComposeService, port: number): NodeJS.ProcessEnv => ({
    PATH: testContext().env['PATH'],
    TMPDIR: tmp,
    // The image sets it too.
    NODE_ENV: 'production',
    TL_HTTP_HOST: '127.0.0.1',
    TL_HTTP_PORT: String(port),
    TL_ARTIFACTS_DIR: join(dataDir, 'artifacts'),
    TL_MEDIA_TOOLS: media,
    ...Object.fromEntries(Object.entries(service.environment).map(([name, value]) => [name, here(value)])),
    ...env,
  });
  const serviceOf = (name: string): ComposeService => {
    const service = services[name];
    if (service === undefined) throw new Error(`${name} is no service of docker-compose.yml`);
    return service;
  };
  const children: Child[] = [];
  return {
    dataDir,
    tryCommand: (command, args) => tryCommand(command, args, { cwd: image, ...containerUser() }),
    run: async (name) => {
      const service = serviceOf(name);
      const options = { env: environmentOf(service, 0), cwd: image, timeoutMs: 120_000, ...containerUser() };
      return tryCommand(process.execPath, ['--enable-source-maps', ...service.command], options);
    },
    start: async (name) => {
      const port = await freePort();
      const service = serviceOf(name);
      const logFile = join(folder.path, `${name}.log`);
      await writeFile(logFile, '');
      const childEnv = environmentOf(service, port);
      const child = await startChild({
        name,
        command: process.execPath,
        args: ['--enable-source-maps', ...service.command],
        env: childEnv,
        cwd: image,
        logFile,
        ...containerUser(),
      });
      children.push(child);
      tieToThisProcess(child.pid);
      const healthy = (): Promise<boolean> =>
        tryCommand(process.execPath, ['tools/compose/health.mjs'], { env: childEnv, cwd: image, ...containerUser() }).then(
          ({ code }) => code === 0,
        );
      await waitUntilReady(child, logFile, healthy, 90_000);
      return { pid: child.pid, url: `http://127.0.0.1:${String(port)}`, log: () => readFile(logFile, 'utf8') };
    },
    close: async () => {
      await Promise.all(children.map((child) => child.stop({ signal: 'SIGTERM', graceMs: 20_000 })));
      await runCommand('chmod', ['-R', 'u+w', image]);
      await folder.remove();
    },
  };
}
