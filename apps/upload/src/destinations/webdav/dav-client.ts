import { toRequestBody, type AllowList, type GuardedResponse, type RequestBody } from '@throughline/outgoing';
import {
  DavClient as WebdavClient,
  type Connection,
  type DavTransport,
  type MoveResult,
  type RemotePath,
} from '@throughline/webdav';
import { HttpService, type Timeouts } from '../../kit/http-service.js';
import { toStatusError, type ServiceTerms } from '../../kit/http-errors.js';
import type { RemoteClient } from '../../remote-folders/remote-output.js';
import { misconfiguredError } from '../../kit/output-settings.js';

export interface DavOptions {
  readonly allowed: AllowList;
  readonly timeouts?: Timeouts;
}

/** A server may copy the file once more before it answers. */
const TIMEOUTS: Timeouts = { headersMs: 120_000 };
/** Joining the chunks takes long, and the server answers afterwards. */
const ASSEMBLING: Timeouts = { headersMs: 900_000 };

export interface PutOptions {
  readonly body: RequestBody;
  readonly headers?: Readonly<Record<string, string>>;
}

const transportOf = (service: HttpService): DavTransport => ({
  where: service.terms.where,
  ask: (url, request) => service.ask(url, request),
  toError: (answer) => toStatusError(answer, service.terms),
  toMisconfigured: (why) => misconfiguredError(why),
});

/** Client for the WebDAV requests of a delivery. Expected answers are returned; all others are thrown as delivery errors. */
export class DavClient extends WebdavClient implements RemoteClient {
  readonly remedy = 'correct the address of the connection';
  readonly terms: ServiceTerms;
  readonly #assembling: DavTransport;

  constructor(name: string, connection: Connection, { allowed, timeouts }: DavOptions) {
    const terms = {
      where: `The WebDAV server of the connection '${name}'`,
      credentials: 'the user or password of the connection',
    };
    const serve = (defaults: Timeouts): DavTransport =>
      transportOf(new HttpService(terms, { allowed, timeouts: { ...defaults, ...timeouts }, ca: connection.ca }));
    super(connection, serve(TIMEOUTS));
    this.terms = terms;
    this.#assembling = serve(ASSEMBLING);
  }

  /** Reads a small file as text, if it exists. */
  async read(path: RemotePath, signal?: AbortSignal): Promise<string | undefined> {
    const { status, text } = await this.ask({ method: 'GET', path, signal }, [200, 404, 409]);
    return status === 200 ? text : undefined;
  }

  /** Uploads a file. Returns a reader of the answer's headers, or `undefined` if the folder is missing. */
  async put(
    path: RemotePath,
    { body, headers = {} }: PutOptions,
    signal?: AbortSignal,
  ): Promise<GuardedResponse['header'] | undefined> {
    const { status, header } = await this.ask({ method: 'PUT', path, headers, body, signal }, [200, 201, 204, 404, 409]);
    return status === 404 || status === 409 ? undefined : header;
  }

  async write(path: RemotePath, content: Buffer, signal?: AbortSignal): Promise<boolean> {
    const headers = { 'content-type': 'application/octet-stream' };
    return (await this.put(path, { body: toRequestBody(content), headers }, signal)) !== undefined;
  }

  async free(path: RemotePath, signal?: AbortSignal): Promise<number | undefined> {
    return (await this.look(path, signal))?.free;
  }

  /** Joins a chunked upload into a file and replaces an existing one. */
  async assemble(upload: RemotePath, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<MoveResult> {
    const path = [...upload, '.file'];
    return this.sendMove({ method: 'MOVE', path, headers: { ...headers, overwrite: 'T' }, signal }, this.#assembling);
  }

  /** Deletes a resource with its content. */
  async remove(path: RemotePath, signal?: AbortSignal): Promise<void> {
    await this.ask({ method: 'DELETE', path, signal }, [200, 202, 204, 404, 409]);
  }
}
