import { chmod, mkdir, readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { NextcloudFake, isFolder, type DavNode } from '@throughline/strict-fakes';
import { apache, debianTool, tempDir, until, type Apache, type TestTool } from '@throughline/stack/testing';
import type { Connection } from '#src/connections.js';
import { startApache, type ServerOptions } from './apache-server.js';
import { startProgram } from './program.js';

/** Content of a folder: the text of each file, and the content of each folder, by name. */
export interface FolderContent {
  readonly [name: string]: string | FolderContent;
}

export interface RunningServer {
  readonly connection: Connection;
  /** Reads the content directly, without WebDAV. */
  readonly show: () => Promise<FolderContent>;
  /** Writes a file directly, and creates missing folders. */
  readonly put: (path: readonly string[], content: string, at: Date) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface WebdavServer {
  readonly name: string;
  /** `undefined` if the server is a program that this machine lacks. */
  readonly start: (() => Promise<RunningServer>) | undefined;
}

const USER = 'anna';
const PASSWORD = 'p/ä:ss wörd';
/** This server reads only ASCII, and nothing after a second colon. */
const PLAIN_PASSWORD = 'password';

async function readFromDisk(path: string): Promise<FolderContent> {
  const entries = await readdir(path, { withFileTypes: true });
  const shown = entries.map(async (entry) => {
    const inner = join(path, entry.name);
    return [entry.name, entry.isDirectory() ? await readFromDisk(inner) : await readFile(inner, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(shown));
}

/** The server may run as another user. */
async function putOnDisk(
  root: string,
  path: readonly string[],
  { content, at }: { readonly content: string; readonly at: Date },
): Promise<void> {
  for (let depth = 1; depth < path.length; depth += 1) {
    const folder = join(root, ...path.slice(0, depth));
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
  }
  await writeFile(join(root, ...path), content);
  await utimes(join(root, ...path), at, at);
}

export const readFromNode = (node: DavNode): FolderContent | string =>
  isFolder(node)
    ? Object.fromEntries([...node.entries()].map(([name, each]) => [name, readFromNode(each)]))
    : node.content.toString('utf8');

async function startFake(): Promise<RunningServer> {
  const fake = await NextcloudFake.start();
  return {
    connection: { url: fake.url, user: fake.user, password: fake.password },
    show: () => Promise.resolve(readFromNode(fake.files.root) as FolderContent),
    put: (path, content, at) => {
      for (let depth = 1; depth < path.length; depth += 1)
        if (fake.files.at(path.slice(0, depth)) === undefined) fake.files.makeFolder(path.slice(0, depth));
      const file = { content: Buffer.from(content), contentType: 'video/mp4', modified: at.getTime() };
      fake.files.put(path, file);
      return Promise.resolve();
    },
    close: () => fake.close(),
  };
}

/** The used parts of a CommonJS package, which has no types for ES modules. */
interface WebdavServerPackage {
  SimpleUserManager: new () => { addUser(name: string, password: string, isAdmin: boolean): object };
  SimplePathPrivilegeManager: new () => { setRights(user: object, path: string, rights: readonly string[]): void };
  HTTPBasicAuthentication: new (users: object, realm: string) => object;
  PhysicalFileSystem: new (path: string) => object;
  WebDAVServer: new (options: object) => {
    readonly server: Server;
    setFileSystemSync(path: string, system: object): void;
    startAsync(): Promise<unknown>;
    stopAsync(): Promise<unknown>;
  };
}

async function startNpm({ folder, user, password }: ServerOptions): Promise<{ origin: string; close: () => Promise<void> }> {
  const { v2 } = createRequire(import.meta.url)('webdav-server') as { v2: WebdavServerPackage };
  const users = new v2.SimpleUserManager();
  const privilegeManager = new v2.SimplePathPrivilegeManager();
  privilegeManager.setRights(users.addUser(user, password, false), '/', ['all']);
  const server = new v2.WebDAVServer({
    hostname: '127.0.0.1',
    port: 0,
    privilegeManager,
    httpAuthentication: new v2.HTTPBasicAuthentication(users, 'dav'),
    requireAuthentification: true,
  });
  server.setFileSystemSync('/', new v2.PhysicalFileSystem(join(folder, 'files')));
  await server.startAsync();
  const { port } = server.server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.server.closeAllConnections();
    await server.stopAsync();
  };
  return { origin: `http://127.0.0.1:${String(port)}`, close };
}

const startRclone = ({ path }: TestTool, { folder, user, password }: ServerOptions): ReturnType<typeof startProgram> => {
  // Files that are put directly must be visible at once.
  const config = ['--config', '/dev/null', '--vfs-cache-mode', 'off', '--dir-cache-time', '0s'];
  const args = ['serve', 'webdav', join(folder, 'files'), '--addr', '127.0.0.1:0', '--user', user, '--pass', password, ...config];
  return startProgram({ path, args }, (output) => /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1]);
};

const onDisk =
  (
    start: (asked: ServerOptions) => Promise<{ origin: string; close: () => Promise<void> }>,
    { home = '', password = PASSWORD } = {},
  ) =>
  async (): Promise<RunningServer> => {
    const dir = await tempDir();
    const folder = dir.path;
    await mkdir(join(folder, 'files', home), { recursive: true });
    await chmod(join(folder, 'files', home), 0o777);
    const { origin, close } = await start({ folder, user: USER, password });
    return {
      connection: { url: `${origin}/${encodeURIComponent(home)}`, user: USER, password },
      // The server may just be removing a file that it did not receive completely.
      show: () => until(() => readFromDisk(join(folder, 'files', home)), { what: 'a listing' }),
      put: (path, content, at) => putOnDisk(join(folder, 'files', home), path, { content, at }),
      close: async () => {
        await close();
        await dir.remove();
      },
    };
  };

const apacheServer = (found: Apache): (() => Promise<RunningServer>) =>
  onDisk((asked) => startApache(found, asked), { home: 'Ablage 1' });

const rcloneServer = (found: TestTool): (() => Promise<RunningServer>) => onDisk((asked) => startRclone(found, asked));

/** Returns the strict fake, an independent server from npm, and two that are programs. */
export async function webdavServers(): Promise<readonly WebdavServer[]> {
  const [apacheFound, rclone] = await Promise.all([apache(), debianTool('rclone')]);
  return [
    { name: 'the strict fake of a Nextcloud', start: startFake },
    { name: 'Apache', start: apacheFound && apacheServer(apacheFound) },
    { name: 'webdav-server', start: onDisk(startNpm, { password: PLAIN_PASSWORD }) },
    { name: 'rclone', start: rclone && rcloneServer(rclone) },
  ];
}
