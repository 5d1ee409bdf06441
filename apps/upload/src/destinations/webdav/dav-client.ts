import type { AllowList, GuardedResponse, RequestBody } from '@throughline/outgoing';
import { HttpService, type Timeouts, type TextAnswer } from '../http-service.js';
import { toStatusError, type ServiceTerms } from '../http-errors.js';
import { misconfiguredError } from '../output-settings.js';
import type { Connection } from './connections.js';
import { PROPFIND, readMultistatus, findSelf, type Entry } from './multistatus.js';
import { encodeRemotePath, parseRemotePath, type RemotePath } from './remote-path.js';

export interface DavOptions {
  readonly allowed: AllowList;
  readonly timeouts?: Timeouts;
}

/** A server may copy the file once more before it answers. */
const TIMEOUTS: Timeouts = { headersMs: 120_000 };
/** Joining the chunks takes long, and the server answers afterwards. */
const ASSEMBLING: Timeouts = { headersMs: 900_000 };
/** Some 100,000 names. */
const MAX_LISTING = 64 * 2 ** 20;

type MoveResult = 'moved' | 'exists' | 'gone';

export interface PutOptions {
  readonly body: RequestBody;
  readonly headers?: Readonly<Record<string, string>>;
}

interface DavRequest {
  readonly method: string;
  readonly path: RemotePath;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number;
  readonly by?: HttpService;
}

interface MoveOptions {
  readonly signal: AbortSignal;
  readonly overwrite?: boolean;
}

/** Client for the WebDAV requests of a delivery. Expected answers are returned; all others are thrown as delivery errors. */
export class DavClient {
  readonly origin: string;
  readonly base: RemotePath;
  readonly terms: ServiceTerms;
  readonly #service: HttpService;
  readonly #assembling: HttpService;
  readonly #authorization: Readonly<Record<string, string>>;

  constructor(name: string, { url, user, password, ca }: Connection, { allowed, timeouts }: DavOptions) {
    const { origin, pathname } = new URL(url);
    this.terms = {
      where: `The WebDAV server of the connection '${name}'`,
      credentials: 'the user or password of the connection',
    };
    const base = parseRemotePath(pathname);
    if (base === undefined) throw misconfiguredError(`${this.terms.where} has an invalid address`);
    this.origin = origin;
    this.base = base;
    this.#service = new HttpService(this.terms, { allowed, timeouts: { ...TIMEOUTS, ...timeouts }, ca });
    this.#assembling = new HttpService(this.terms, { allowed, timeouts: { ...ASSEMBLING, ...timeouts }, ca });
    const known = user === undefined && password === undefined ? undefined : `${user ?? ''}:${password ?? ''}`;
    this.#authorization = known === undefined ? {} : { authorization: `Basic ${Buffer.from(known).toString('base64')}` };
  }

  urlOf(path: RemotePath): string {
    return `${this.origin}${encodeRemotePath(path)}`;
  }

  /** Reads the properties of a resource, if it exists. */
  async look(path: RemotePath, signal?: AbortSignal): Promise<Entry | undefined> {
    const entries = await this.#propfind(path, '0', signal);
    return entries === undefined ? undefined : findSelf(entries);
  }

  /** Lists a folder by name, if it exists. */
  async list(path: RemotePath, signal?: AbortSignal): Promise<ReadonlyMap<string, Entry> | undefined> {
    const entries = await this.#propfind(path, '1', signal);
    if (entries === undefined) return undefined;
    const self = findSelf(entries);
    return new Map(entries.filter((entry) => entry !== self).map((entry) => [entry.path.at(-1) ?? '', entry]));
  }

  /** Reads a small file as text, if it exists. */
  async read(path: RemotePath, signal?: AbortSignal): Promise<string | undefined> {
    const { status, text } = await this.#ask({ method: 'GET', path, signal }, [200, 404, 409]);
    return status === 200 ? text : undefined;
  }

  async makeFolder(path: RemotePath, signal?: AbortSignal, headers = {}): Promise<'made' | 'there' | 'no-parent'> {
    const { status } = await this.#ask({ method: 'MKCOL', path, headers, signal }, [200, 201, 405, 409]);
    if (status === 405) return 'there';
    return status === 409 ? 'no-parent' : 'made';
  }

  /** Uploads a file. Returns a reader of the answer's headers, or `undefined` if the folder is missing. */
  async put(
    path: RemotePath,
    { body, headers = {} }: PutOptions,
    signal?: AbortSignal,
  ): Promise<GuardedResponse['header'] | undefined> {
    const { status, header } = await this.#ask({ method: 'PUT', path, headers, body, signal }, [200, 201, 204, 404, 409]);
    return status === 404 || status === 409 ? undefined : header;
  }

  async move(from: RemotePath, to: RemotePath, { signal, overwrite = false }: MoveOptions): Promise<MoveResult> {
    const headers = { destination: this.urlOf(to), overwrite: overwrite ? 'T' : 'F' };
    return this.#moved({ method: 'MOVE', path: from, headers, signal });
  }

  /** Joins a chunked upload into a file and replaces an existing one. */
  async assemble(upload: RemotePath, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<MoveResult> {
    const path = [...upload, '.file'];
    return this.#moved({ method: 'MOVE', path, headers: { ...headers, overwrite: 'T' }, signal, by: this.#assembling });
  }

  /** Deletes a resource with its content. */
  async remove(path: RemotePath, signal?: AbortSignal): Promise<void> {
    await this.#ask({ method: 'DELETE', path, signal }, [200, 202, 204, 404, 409]);
  }

  async #moved(request: DavRequest): Promise<MoveResult> {
    const { status, header } = await this.#ask(request, [200, 201, 204, 403, 404, 409, 412]);
    if (status < 300) return 'moved';
    if (status === 412) return 'exists';
    // Some servers answer 403 for a missing file.
    if (status === 403 && (await this.look(request.path, request.signal)) !== undefined)
      throw toStatusError({ status, header }, this.terms);
    return 'gone';
  }

  async #propfind(path: RemotePath, depth: '0' | '1', signal?: AbortSignal): Promise<readonly Entry[] | undefined> {
    const headers = { depth, 'content-type': 'application/xml; charset=utf-8' };
    const request = { method: 'PROPFIND', path, headers, body: PROPFIND, signal, maxBytes: MAX_LISTING };
    const { status, text } = await this.#ask(request, [207, 404]);
    if (status === 404) return undefined;
    const entries = readMultistatus(text);
    if (entries !== undefined) return entries;
    throw misconfiguredError(
      `${this.terms.where} does not answer as a WebDAV server (RFC 4918): correct the address of the connection`,
    );
  }

  #ask({ path, headers = {}, by = this.#service, ...asking }: DavRequest, expected: readonly number[]): Promise<TextAnswer> {
    return by.ask(this.urlOf(path), { ...asking, headers: { ...this.#authorization, ...headers }, expected });
  }
}
