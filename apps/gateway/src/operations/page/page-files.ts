import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export interface PackedForm {
  /** Name in `accept-encoding`. */
  readonly encoding: 'br' | 'gzip';
  readonly bytes: Buffer;
}

export interface PageFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  /** Smallest first, without forms that gain nothing. Compressed at the first call. */
  readonly pack: () => Promise<readonly PackedForm[]>;
  /** True if the file's name changes with its content. */
  readonly isImmutable: boolean;
}

/** Written last by the build, which then replaces the old folder. */
const STAMP = '.build';
export const INDEX = '/index.html';

const VIDEO = 'video/mp4';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  // Character maps and fonts for PDFs that do not contain theirs.
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  // The sample talk.
  '.mp4': VIDEO,
};

/** Level 9 makes 5 % more bytes, and level 11 needs twice as long for 2 % fewer. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };

/** Browsers accept Brotli from secure origins alone, so both forms are kept. */
async function packAll(bytes: Buffer): Promise<readonly PackedForm[]> {
  const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes, BROTLI), promisify(gzip)(bytes, { level: 9 })]);
  const forms: readonly PackedForm[] = [
    { encoding: 'br', bytes: br },
    { encoding: 'gzip', bytes: gz },
  ];
  return forms
    .filter((form) => form.bytes.byteLength < bytes.byteLength)
    .toSorted((a, b) => a.bytes.byteLength - b.bytes.byteLength);
}

/**
 * The built page, kept in memory: it is small and often requested, and no path of a request ever reaches the disk. A new build
 * is loaded without a restart.
 */
export class PageFiles {
  #loaded: { readonly stamp: string; readonly files: ReadonlyMap<string, PageFile> } | undefined;

  constructor(
    private readonly folder: string | undefined,
    private readonly basePath = '',
  ) {}

  async find(path: string): Promise<PageFile | undefined> {
    return (await this.files()).get(path);
  }

  private async files(): Promise<ReadonlyMap<string, PageFile>> {
    if (this.folder === undefined) return new Map();
    const stamp = await readStamp(this.folder);
    // While a build replaces the folder, neither exists for a moment.
    if (stamp === undefined) return this.#loaded?.files ?? new Map();
    if (this.#loaded?.stamp !== stamp) this.#loaded = { stamp, files: await readPage(this.folder, this.basePath) };
    return this.#loaded.files;
  }
}

async function readStamp(folder: string): Promise<string | undefined> {
  const found = await stat(join(folder, STAMP)).catch(() => stat(join(folder, INDEX)).catch(() => undefined));
  return found === undefined ? undefined : `${String(found.mtimeMs)}/${String(found.ino)}`;
}

async function readPage(folder: string, basePath: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && Object.hasOwn(TYPES, extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async (path) => [`/${relative(folder, path)}`, await readOne(folder, path, basePath)] as const),
  );
  return new Map(files);
}

/**
 * Replaces the relative addresses of the built index, because the page has paths of any depth. A `<base>` element would also
 * change links to anchors on the page.
 */
const placeIndex = (html: string, basePath: string): string => html.replaceAll('="./', `="${basePath}/`);

/** Most files are never requested from one gateway, and the largest takes a second. */
function packOnce(bytes: Buffer): PageFile['pack'] {
  let packed: Promise<readonly PackedForm[]> | undefined;
  return () => (packed ??= packAll(bytes));
}

async function readOne(folder: string, path: string, basePath: string): Promise<PageFile> {
  const read = await readFile(path);
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const isIndex = `/${relative(folder, path)}` === INDEX;
  const bytes = isIndex ? Buffer.from(placeIndex(read.toString('utf8'), basePath)) : read;
  return {
    type,
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    bytes,
    // A video is compressed already.
    pack: type === VIDEO ? () => Promise.resolve([]) : packOnce(bytes),
    isImmutable: relative(folder, path).startsWith('assets/'),
  };
}
