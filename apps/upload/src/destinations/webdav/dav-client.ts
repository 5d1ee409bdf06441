import type { AllowList, GuardedResponse, RequestBody } from '@throughline/outgoing';
import { HttpService, type Patience, type TextAnswer } from '../http-service.js';
import { statusTrouble, type ServiceWords } from '../http-trouble.js';
import { misconfigured } from '../output-settings.js';
import type { Connection } from './connections.js';
import { PROPFIND, readMultistatus, selfOf, type Entry } from './multistatus.js';
import { encodedPath, remotePath, type RemotePath } from './remote-path.js';

export interface DavOptions {
  readonly allowed: AllowList;
  readonly patience?: Patience;
}

/** A server may copy a file once more before it answers that it has it. */
const PATIENCE: Patience = { headersMs: 120_000 };
/** Chunks are put together before that is answered. */
const ASSEMBLING: Patience = { headersMs: 900_000 };
/** Some 100,000 names; what is larger nobody would find anything in. */
const MAX_LISTING = 64 * 2 ** 20;

type Moved = 'moved' | 'exists' | 'gone';

export interface Putting {
  readonly body: RequestBody;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asking {
  readonly method: string;
  readonly path: RemotePath;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number;
  readonly by?: HttpService;
}

interface Moving {
  readonly signal: AbortSignal;
  readonly overwrite?: boolean;
}

/** The requests of WebDAV that a delivery is made of. What a caller is to decide upon is an answer; all else is thrown in words of a delivery. */
export class DavClient {
  readonly origin: string;
  /** The folder of the connection. */
  readonly base: RemotePath;
  readonly words: ServiceWords;
  readonly #service: HttpService;
  readonly #assembling: HttpService;
  readonly #authorization: Readonly<Record<string, string>>;

  constructor(name: string, { url, user, password, ca }: Connection, { allowed, patience }: DavOptions) {
    const { origin, pathname } = new URL(url);
    this.words = {
      where: `The WebDAV server of the connection '${name}'`,
      credentials: 'the user or password of the connection',
    };
    const base = remotePath(pathname);
    if (base === undefined) throw misconfigured(`${this.words.where} has an address that cannot be read`);
    this.origin = origin;
    this.base = base;
    this.#service = new HttpService(this.words, { allowed, patience: { ...PATIENCE, ...patience }, ca });
    this.#assembling = new HttpService(this.words, { allowed, patience: { ...ASSEMBLING, ...patience }, ca });
    const known = user === undefined && password === undefined ? undefined : `${user ?? ''}:${password ?? ''}`;
    this.#authorization = known === undefined ? {} : { authorization: `Basic ${Buffer.from(known).toString('base64')}` };
  }

  urlOf(path: RemotePath): string {
    return `${this.origin}${encodedPath(path)}`;
  }

  /** What is said of a resource itself; undefined where there is none. */
  async look(path: RemotePath, signal?: AbortSignal): Promise<Entry | undefined> {
    const entries = await this.#propfind(path, '0', signal);
    return entries === undefined ? undefined : selfOf(entries);
  }

  /** What lies in a folder, by name; undefined where there is no such folder. */
  async list(path: RemotePath, signal?: AbortSignal): Promise<ReadonlyMap<string, Entry> | undefined> {
    const entries = await this.#propfind(path, '1', signal);
    if (entries === undefined) return undefined;
    const self = selfOf(entries);
    return new Map(entries.filter((entry) => entry !== self).map((entry) => [entry.path.at(-1) ?? '', entry]));
  }

  /** A small file as text; undefined where there is none. */
  async read(path: RemotePath, signal?: AbortSignal): Promise<string | undefined> {
    const { status, text } = await this.#ask({ method: 'GET', path, signal }, [200, 404, 409]);
    return status === 200 ? text : undefined;
  }

  async makeFolder(path: RemotePath, signal?: AbortSignal, headers = {}): Promise<'made' | 'there' | 'no-parent'> {
    const { status } = await this.#ask({ method: 'MKCOL', path, headers, signal }, [200, 201, 405, 409]);
    if (status === 405) return 'there';
    return status === 409 ? 'no-parent' : 'made';
  }

  /** Gives a header of the answer by its name; undefined where there is no folder to put it into. */
  async put(
    path: RemotePath,
    { body, headers = {} }: Putting,
    signal?: AbortSignal,
  ): Promise<GuardedResponse['header'] | undefined> {
    const { status, header } = await this.#ask({ method: 'PUT', path, headers, body, signal }, [200, 201, 204, 404, 409]);
    return status === 404 || status === 409 ? undefined : header;
  }

  async move(from: RemotePath, to: RemotePath, { signal, overwrite = false }: Moving): Promise<Moved> {
    const headers = { destination: this.urlOf(to), overwrite: overwrite ? 'T' : 'F' };
    return this.#moved({ method: 'MOVE', path: from, headers, signal });
  }

  /** Makes a file of an upload in chunks, in the place of what is there. */
  async assemble(upload: RemotePath, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Moved> {
    const path = [...upload, '.file'];
    return this.#moved({ method: 'MOVE', path, headers: { ...headers, overwrite: 'T' }, signal, by: this.#assembling });
  }

  /** With all that lies in it. */
  async remove(path: RemotePath, signal?: AbortSignal): Promise<void> {
    await this.#ask({ method: 'DELETE', path, signal }, [200, 202, 204, 404, 409]);
  }

  async #moved(asking: Asking): Promise<Moved> {
    const { status, header } = await this.#ask(asking, [200, 201, 204, 403, 404, 409, 412]);
    if (status < 300) return 'moved';
    if (status === 412) return 'exists';
    // Some servers say 403 of a file that is not there.
    if (status === 403 && (await this.look(asking.path, asking.signal)) !== undefined)
      throw statusTrouble({ status, header }, this.words);
    return 'gone';
  }

  async #propfind(path: RemotePath, depth: '0' | '1', signal?: AbortSignal): Promise<readonly Entry[] | undefined> {
    const headers = { depth, 'content-type': 'application/xml; charset=utf-8' };
    const asked = { method: 'PROPFIND', path, headers, body: PROPFIND, signal, maxBytes: MAX_LISTING };
    const { status, text } = await this.#ask(asked, [207, 404]);
    if (status === 404) return undefined;
    const entries = readMultistatus(text);
    if (entries !== undefined) return entries;
    throw misconfigured(`${this.words.where} does not speak WebDAV as RFC 4918 has it: correct the address of the connection`);
  }

  #ask({ path, headers = {}, by = this.#service, ...asking }: Asking, expected: readonly number[]): Promise<TextAnswer> {
    return by.ask(this.urlOf(path), { ...asking, headers: { ...this.#authorization, ...headers }, expected });
  }
}
