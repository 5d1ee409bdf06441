import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCommand } from '#src/processes/run-command.js';
import type { DebianSystem } from '#src/provision/debian.js';
import { startWebServer, type LocalServer } from './local-server.js';

export interface PackageServer extends LocalServer {
  /** Packages `@tesseract.js-data/<language>` by their language. */
  readonly packages: Map<string, Buffer>;
  /** Answers with other bytes than the metadata names. */
  isTampered: boolean;
  /** Breaks the connection after this many bytes of a file. */
  cutAfter: number | undefined;
  /** Answers only requests with this token. */
  token: string | undefined;
  /** The status of every answer. */
  broken: number | undefined;
  /** The address to which it sends those who want a file. */
  movedTo: string | undefined;
}

const VERSION = '1.0.0';
const integrityOf = (bytes: Buffer): string => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

type Settings = Pick<PackageServer, 'packages' | 'isTampered' | 'cutAfter' | 'token' | 'broken' | 'movedTo'>;

function sendFile(response: ServerResponse, whole: Buffer, { isTampered, cutAfter }: Settings): void {
  const bytes = isTampered ? Buffer.concat([whole, Buffer.from('!')]) : whole;
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}

function sendPackage(path: string, response: ServerResponse, settings: Settings): void {
  const [, named, version] = /^\/@tesseract\.js-data%2f([a-z_]+)\/([\d.]+)$/.exec(path) ?? [];
  const [, filed] = /^\/@tesseract\.js-data\/([a-z_]+)\/-\/[a-z_]+-1\.0\.0\.tgz$/.exec(path) ?? [];
  const bytes = settings.packages.get(named ?? filed ?? '');
  if (bytes === undefined || (named !== undefined && version !== VERSION)) response.writeHead(404).end('{"error":"Not found"}');
  else if (filed !== undefined) sendFile(response, bytes, settings);
  else {
    // Mirrors pass on the address of the public registry.
    const tarball = `https://registry.npmjs.org/@tesseract.js-data/${String(named)}/-/${String(named)}-${VERSION}.tgz`;
    response.end(JSON.stringify({ name: named, version: VERSION, dist: { tarball, integrity: integrityOf(bytes) } }));
  }
}

/** Starts a registry that answers as npm's does: metadata of a version, its file, and 404 for everything else. */
export async function startPackageServer(): Promise<PackageServer> {
  const settings: Settings = {
    packages: new Map<string, Buffer>(),
    isTampered: false,
    cutAfter: undefined,
    token: undefined,
    broken: undefined,
    movedTo: undefined,
  };
  const server = await startWebServer((request, response) => {
    const { broken, token, movedTo } = settings;
    const path = request.url ?? '';
    const isAllowed = token === undefined || request.headers.authorization === `Bearer ${token}`;
    if (broken !== undefined || !isAllowed) response.writeHead(broken ?? 401).end();
    else if (movedTo !== undefined && path.endsWith('.tgz')) response.writeHead(302, { location: `${movedTo}${path}` }).end();
    else sendPackage(path, response, settings);
  });
  return Object.assign(settings, server);
}

async function write(path: string, bytes: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** Packs data as `@tesseract.js-data/<language>` does. */
export async function packLanguage(folder: string, language: string, data: Buffer, dataSet = '4.0.0_best_int'): Promise<Buffer> {
  const root = join(folder, `npm-${language}`);
  await write(join(root, 'package', dataSet, `${language}.traineddata.gz`), gzipSync(data));
  await write(join(root, 'package/package.json'), '{}');
  const file = join(root, 'package.tgz');
  await runCommand('tar', ['-czf', file, '-C', root, 'package']);
  return readFile(file);
}

export interface DebianMirror extends LocalServer {
  readonly system: DebianSystem;
}

/** Starts a mirror with one package, made by dpkg-deb. Its lists are unsigned, so apt refuses them unless it is told otherwise. */
export async function startDebianMirror(folder: string, language: string, data: Buffer): Promise<DebianMirror> {
  const name = `tesseract-ocr-${language.replaceAll('_', '-')}`;
  const root = join(folder, 'deb', name);
  await write(join(root, 'usr/share/tesseract-ocr/5/tessdata', `${language}.traineddata`), data);
  const control = `Package: ${name}\nVersion: 1:4.1.0-2\nArchitecture: all\nMaintainer: Nobody <nobody@example.com>\nDescription: data\n`;
  await write(join(root, 'DEBIAN/control'), control);
  const deb = join(folder, 'package.deb');
  await runCommand('dpkg-deb', ['--build', '--root-owner-group', root, deb]);
  const bytes = await readFile(deb);
  const sum = createHash('sha256').update(bytes).digest('hex');
  const list = Buffer.from(`${control}Filename: pool/package.deb\nSize: ${String(bytes.length)}\nSHA256: ${sum}\n`);
  const paths = ['main/binary-all/Packages', `main/binary-amd64/Packages`, 'main/binary-arm64/Packages'];
  const listSum = createHash('sha256').update(list).digest('hex');
  const lines = paths.map((path) => ` ${listSum} ${String(list.length)} ${path}\n`).join('');
  const release = `Suite: test\nCodename: test\nArchitectures: all amd64 arm64\nComponents: main\nDate: Thu, 01 Jan 2026 00:00:00 UTC\nSHA256:\n${lines}`;
  const files = new Map<string, Buffer>([
    ['/dists/test/Release', Buffer.from(release)],
    ['/pool/package.deb', bytes],
    ...paths.map((path) => [`/dists/test/${path}`, list] as const),
  ]);
  const server = await startWebServer((request, response) => {
    const found = files.get(request.url ?? '');
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-length': found.length }).end(found);
  });
  const sources = [{ uri: server.url, suite: 'test', components: ['main'] }];
  return { ...server, system: { id: 'debian', codename: 'test', sources, statusFile: '/dev/null' } };
}

/** Writes settings for apt that accept the unsigned lists of a mirror of a test, and returns the environment that names them. */
export async function trustUnsignedLists(folder: string): Promise<NodeJS.ProcessEnv> {
  const file = join(folder, 'apt.conf');
  await writeFile(file, 'Acquire::AllowInsecureRepositories "true";\nAPT::Get::AllowUnauthenticated "true";\n');
  return { APT_CONFIG: file };
}
