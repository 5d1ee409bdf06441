import type { RequestBody } from '@throughline/outgoing';
import type { Connection } from './connections.js';
import { PROPFIND, findSelf, readMultistatus, type Entry } from './multistatus.js';
import { encodeRemotePath, parseRemotePath, type RemotePath } from './remote-path.js';

export interface DavAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

export interface TransportRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** A larger answer is an error. */
  readonly maxBytes?: number;
  /** Status codes that the client handles. All others are thrown. */
  readonly expected: readonly number[];
}

/** Sends the requests of a client. It throws errors that fit what the client is used for. */
export interface DavTransport {
  /** The server in messages, such as "The WebDAV server of the connection 'cloud'". */
  readonly where: string;
  ask(url: string, request: TransportRequest): Promise<DavAnswer>;
  /** Returns the error for an unexpected answer. */
  toError(answer: DavAnswer): Error;
  /** Returns the error for a connection that the operator must correct. */
  toMisconfigured(why: string): Error;
}

export interface DavRequest extends Omit<TransportRequest, 'headers' | 'expected'> {
  readonly path: RemotePath;
  readonly headers?: Readonly<Record<string, string>>;
}

export type MoveResult = 'moved' | 'exists' | 'gone';

export interface MoveOptions {
  readonly signal: AbortSignal | undefined;
  readonly overwrite?: boolean;
}

export interface DavClientOptions {
  /** The maximum size of a listing. Bytes; an entry has some 600. */
  readonly maxListing?: number;
}

const MAX_LISTING = 64 * 2 ** 20;

/** Client for the WebDAV requests (RFC 4918) that reading and writing share. Expected answers are returned. */
export class DavClient {
  readonly origin: string;
  /** The folder of the connection. */
  readonly base: RemotePath;
  protected readonly authorization: Readonly<Record<string, string>>;
  readonly #maxListing: number;

  constructor(
    { url, user, password }: Connection,
    private readonly transport: DavTransport,
    { maxListing = MAX_LISTING }: DavClientOptions = {},
  ) {
    const { origin, pathname } = new URL(url);
    const base = parseRemotePath(pathname);
    if (base === undefined) throw transport.toMisconfigured(`${transport.where} has an invalid address`);
    this.origin = origin;
    this.base = base;
    this.#maxListing = maxListing;
    const credentials = user === undefined && password === undefined ? undefined : `${user ?? ''}:${password ?? ''}`;
    this.authorization =
      credentials === undefined ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  }

  urlOf(path: RemotePath): string {
    return `${this.origin}${encodeRemotePath(path)}`;
  }

  /** Reads the properties of a resource, if it exists. */
  async look(path: RemotePath, signal?: AbortSignal): Promise<Entry | undefined> {
    const entries = await this.#propfind(path, '0', signal);
    return entries === undefined ? undefined : findSelf(entries);
  }

  /** Lists a folder by name, if it exists. Ignores entries that are not directly inside it. */
  async list(path: RemotePath, signal?: AbortSignal): Promise<ReadonlyMap<string, Entry> | undefined> {
    const entries = await this.#propfind(path, '1', signal);
    if (entries === undefined) return undefined;
    const level = (findSelf(entries)?.path.length ?? 0) + 1;
    const inside = entries.filter((entry) => entry.path.length === level);
    return new Map(inside.map((entry) => [entry.path.at(-1) ?? '', entry]));
  }

  async makeFolder(path: RemotePath, signal?: AbortSignal, headers = {}): Promise<'made' | 'there' | 'no-parent'> {
    const { status } = await this.ask({ method: 'MKCOL', path, headers, signal }, [200, 201, 405, 409]);
    if (status === 405) return 'there';
    return status === 409 ? 'no-parent' : 'made';
  }

  async move(from: RemotePath, to: RemotePath, { signal, overwrite = false }: MoveOptions): Promise<MoveResult> {
    const headers = { destination: this.urlOf(to), overwrite: overwrite ? 'T' : 'F' };
    return this.sendMove({ method: 'MOVE', path: from, headers, signal });
  }

  protected async sendMove(request: DavRequest, transport = this.transport): Promise<MoveResult> {
    const answer = await this.ask(request, [200, 201, 204, 403, 404, 409, 412], transport);
    if (answer.status < 300) return 'moved';
    if (answer.status === 412) return 'exists';
    // Some servers answer 403 for a missing file.
    if (answer.status === 403 && (await this.look(request.path, request.signal)) !== undefined) throw transport.toError(answer);
    return 'gone';
  }

  protected ask(
    { path, headers = {}, ...request }: DavRequest,
    expected: readonly number[],
    transport = this.transport,
  ): Promise<DavAnswer> {
    return transport.ask(this.urlOf(path), { ...request, headers: { ...this.authorization, ...headers }, expected });
  }

  async #propfind(path: RemotePath, depth: '0' | '1', signal?: AbortSignal): Promise<readonly Entry[] | undefined> {
    const headers = { depth, 'content-type': 'application/xml; charset=utf-8' };
    const request = { method: 'PROPFIND', path, headers, body: PROPFIND, signal, maxBytes: this.#maxListing };
    const { status, text } = await this.ask(request, [207, 404]);
    if (status === 404) return undefined;
    const entries = readMultistatus(text);
    if (entries !== undefined) return entries;
    throw this.transport.toMisconfigured(
      `${this.transport.where} does not answer as a WebDAV server (RFC 4918): correct the address of the connection`,
    );
  }
}
