import { parseUrl } from '@throughline/contracts';
import { createHash } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { Chunks } from './chunks.js';
import { renderMultistatus, type PropfindEntry } from './propfind.js';
import { DavRefusal, refusalAnswer } from './refusal.js';
import { DavTree, countBytes, isFolder, type DavPath } from './tree.js';

export interface NextcloudFakeOptions {
  readonly user?: string;
  /** An app password. */
  readonly password?: string;
  /** In bytes. */
  readonly quota?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export const FAKE_NEXTCLOUD_PASSWORD = 'fake1-App2p-Asswo-3rd4o-Fakes';

type Area = 'files' | 'uploads';
interface AreaPath {
  readonly area: Area;
  readonly path: DavPath;
}

/** The supported headers of Nextcloud. Other ones would request something that the fake does not do, so they are refused. */
const KNOWN_HEADER = /^(?:oc-total-length|x-hash)$/;
const MODES: Readonly<Record<string, boolean>> = { T: true, F: false };

/**
 * The files of one Nextcloud user over WebDAV, with chunked uploads (version 2). Refuses what Nextcloud refuses: missing
 * parents, chunks that are too small or for another destination, wrong checksums, more than the quota. Answers everything
 * unknown with 501. Keeps everything in memory.
 */
export class NextcloudFake extends FakeService {
  readonly files = new DavTree();
  readonly user: string;
  readonly password: string;
  quota: number;
  readonly #chunks: Chunks;
  readonly #now: () => number;

  private constructor({
    user = 'anna',
    password = FAKE_NEXTCLOUD_PASSWORD,
    quota = 2 ** 40,
    now = Date.now,
  }: NextcloudFakeOptions) {
    super();
    this.user = user;
    this.password = password;
    this.quota = quota;
    this.#chunks = new Chunks(now);
    this.#now = now;
  }

  static start(options: NextcloudFakeOptions = {}): Promise<NextcloudFake> {
    return new NextcloudFake(options).serve();
  }

  /** The user's root folder, as clients are configured with it. */
  get url(): string {
    return `${this.origin}/remote.php/dav/files/${encodeURIComponent(this.user)}`;
  }
  get uploads(): readonly string[] {
    return this.#chunks.ids;
  }
  protected answer(request: FakeRequest): FakeAnswer {
    try {
      this.#authorize(request);
      const place = this.#place(request.path);
      const perform = this.#operations[request.method];
      if (perform === undefined) throw new DavRefusal(501, `There was no handler found for this "${request.method}" method`);
      const unknown = Object.keys(request.headers).find((name) => /^(?:oc|x)-/.test(name) && !KNOWN_HEADER.test(name));
      if (unknown !== undefined) throw new DavRefusal(501, `The header ${unknown} is not known to this fake`);
      return perform(request, place);
    } catch (error) {
      if (error instanceof DavRefusal) return refusalAnswer(error);
      throw error;
    }
  }

  readonly #operations: Readonly<Record<string, (request: FakeRequest, place: AreaPath) => FakeAnswer>> = {
    PROPFIND: (request, place) => this.#propfind(request, place),
    MKCOL: (request, place) => this.#makeFolder(request, place),
    PUT: (request, place) => this.#put(request, place),
    GET: (_, place) => this.#get(place),
    DELETE: (_, place) => this.#delete(place),
    MOVE: (request, place) => this.#move(request, place),
  };

  #authorize({ headers }: FakeRequest): void {
    const expected = `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
    if (headers['authorization'] === expected) return;
    throw new DavRefusal(401, "No 'Authorization: Basic' header found, or it is wrong", {
      'www-authenticate': 'Basic realm="Nextcloud", charset="UTF-8"',
    });
  }

  #place(encoded: string): AreaPath {
    const [, area, user, rest = ''] = /^\/remote\.php\/dav\/(files|uploads)\/([^/]+)(?:\/(.*))?$/.exec(encoded) ?? [];
    if ((area !== 'files' && area !== 'uploads') || user === undefined || decodeURIComponent(user) !== this.user)
      throw new DavRefusal(404, `File not found: ${encoded}`);
    const names = rest
      .replace(/\/$/, '')
      .split('/')
      .filter((name, _index, all) => all.length > 1 || name !== '');
    if (names.includes('')) throw new DavRefusal(400, 'A name may not be empty');
    return { area, path: names.map((name) => decodeURIComponent(name)) };
  }

  #treeOf = ({ area }: AreaPath): DavTree => (area === 'files' ? this.files : this.#chunks.tree);

  #propfind({ headers, body, path: asked }: FakeRequest, place: AreaPath): FakeAnswer {
    const depth = headers['depth'];
    if (depth !== '0' && depth !== '1') throw new DavRefusal(400, 'A PROPFIND needs Depth 0 or 1 here');
    const node = this.#treeOf(place).require(place.path);
    const base = asked.replace(/\/$/, '');
    const inner = depth === '1' && isFolder(node) ? [...node.entries()] : [];
    const entries: PropfindEntry[] = [
      { href: isFolder(node) ? `${base}/` : base, node },
      ...inner.map(([name, each]) => ({ href: `${base}/${encodeURIComponent(name)}${isFolder(each) ? '/' : ''}`, node: each })),
    ];
    return renderMultistatus(body.toString(), entries, this.#free);
  }

  #makeFolder({ headers, body }: FakeRequest, { area, path }: AreaPath): FakeAnswer {
    if (body.length > 0) throw new DavRefusal(415, 'The request body for the MKCOL request must have an xml Content-Type');
    if (area === 'files') this.files.makeFolder(path);
    else this.#chunks.begin(path, headers['destination']);
    return { status: 201 };
  }

  #put({ headers, body }: FakeRequest, { area, path }: AreaPath): FakeAnswer {
    if (headers['content-length'] === undefined) throw new DavRefusal(411, 'A PUT says its length here');
    const declared = Number(headers['oc-total-length'] ?? body.length);
    if (declared > this.#free) throw new DavRefusal(507, 'Insufficient space in this folder');
    const contentType = headers['content-type'] ?? 'application/octet-stream';
    const file = { content: body, contentType, modified: this.#now() };
    const done = area === 'files' ? this.files.put(path, file) : this.#chunks.put(path, file, headers['destination']);
    return { status: done === 'made' ? 201 : 204, headers: hashOf(body, headers['x-hash']) };
  }

  #get(place: AreaPath): FakeAnswer {
    if (place.area === 'uploads') throw new DavRefusal(403, 'Chunks cannot be downloaded from the upload directory');
    const node = this.files.require(place.path);
    if (isFolder(node)) throw new DavRefusal(501, 'GET requests are only supported on files');
    return { status: 200, headers: { 'content-type': node.contentType }, body: node.content };
  }

  #delete({ area, path }: AreaPath): FakeAnswer {
    const [id] = path;
    if (area === 'files') this.files.remove(path);
    else {
      this.#chunks.tree.require(path);
      if (path.length !== 1 || id === undefined) throw new DavRefusal(403, 'Only a whole upload is deleted here');
      this.#chunks.forget(id);
    }
    return { status: 204 };
  }

  #move({ headers }: FakeRequest, { area, path }: AreaPath): FakeAnswer {
    const to = this.#destination(headers['destination']);
    const overwrite = MODES[headers['overwrite'] ?? 'T'];
    if (overwrite === undefined) throw new DavRefusal(400, 'The HTTP Overwrite header should be either T or F');
    if (area === 'files') return { status: this.files.move(path, to, overwrite) === 'made' ? 201 : 204 };
    const content = this.#chunks.assemble(path, headers['destination'], headers['oc-total-length']);
    if (content.length > this.#free) throw new DavRefusal(507, 'Insufficient space in this folder');
    if (!overwrite && this.files.at(to) !== undefined) throw new DavRefusal(412, 'The destination node already exists');
    const done = this.files.put(to, { content, contentType: 'application/octet-stream', modified: this.#now() });
    this.#chunks.forget(path[0] ?? '');
    return { status: done === 'made' ? 201 : 204 };
  }

  #destination(header: string | undefined): DavPath {
    if (header === undefined) throw new DavRefusal(400, 'The destination header was not supplied');
    if (parseUrl(header)?.origin !== this.origin) throw new DavRefusal(502, 'The destination is on another server');
    const { area, path } = this.#place(new URL(header).pathname);
    if (area !== 'files') throw new DavRefusal(403, 'Files are moved among files');
    return path;
  }

  get #free(): number {
    return this.quota - countBytes(this.files.root);
  }
}

const hashOf = (body: Buffer, asked: string | undefined): Record<string, string> => {
  if (asked === undefined) return {};
  if (!/^(?:md5|sha1|sha256)$/.test(asked)) throw new DavRefusal(400, 'X-Hash is md5, sha1 or sha256 here');
  return { [`x-hash-${asked}`]: createHash(asked).update(body).digest('hex') };
};
