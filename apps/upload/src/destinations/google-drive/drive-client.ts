import {
  parseJsonOrUndefined,
  toResponseError,
  unreadableError,
  type AccessTokens,
  type GoogleResponse,
  type GoogleHttpClient,
} from '@throughline/credentials';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { readRange, type KeptBytes } from './range.js';

const FOLDER = 'application/vnd.google-apps.folder';
const FIELDS = 'id,name,mimeType,trashed,size,sha256Checksum,appProperties';

const DriveFileSchema = Type.Object({
  id: Type.String({ pattern: '^[\\w-]{4,200}$' }),
  name: Type.String(),
  mimeType: Type.String(),
  trashed: Type.Optional(Type.Boolean()),
  size: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
  sha256Checksum: Type.Optional(Type.String()),
  appProperties: Type.Optional(Type.Record(Type.String(), Type.String())),
});
export type DriveItem = Static<typeof DriveFileSchema>;

const IdsSchema = Type.Object({ ids: Type.Array(Type.String({ pattern: '^[\\w-]{4,200}$' })) });
const ListSchema = Type.Object({ files: Type.Array(DriveFileSchema) });

export interface NewItem {
  /** Allocated by Drive beforehand. Drive creates one item per id, however often it is asked. */
  readonly id: string;
  readonly name: string;
  readonly parents: readonly string[];
  readonly mimeType?: string;
  readonly appProperties?: Readonly<Record<string, string>>;
}

export interface DriveParts {
  readonly line: GoogleHttpClient;
  readonly apiUrl: string;
  readonly tokens: Pick<AccessTokens, 'get'>;
  readonly credential: number;
}

interface DriveRequest {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

export type ChunkAnswer =
  | { readonly kind: 'kept'; readonly kept: KeptBytes }
  | { readonly kind: 'complete'; readonly item: DriveItem }
  | { readonly kind: 'gone' }
  /** The request failed. A status request may still tell how many bytes Drive has. */
  | { readonly kind: 'trouble'; readonly error: Error };

export const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Client of the Drive API (v3) for one account, including shared drives. */
export class DriveClient {
  constructor(private readonly parts: DriveParts) {}

  async newIds(count: number, signal?: AbortSignal): Promise<readonly string[]> {
    const query = { count: String(count), space: 'drive', type: 'files' };
    const { ids } = await this.#json(IdsSchema, 'GET', '/drive/v3/files/generateIds', { query, signal });
    if (ids.length !== count || new Set(ids).size !== count) throw unreadableError(200);
    return ids;
  }

  /** Returns an item, or `undefined` if this account cannot see it or it is in the trash. */
  async find(id: string, signal?: AbortSignal): Promise<DriveItem | undefined> {
    const query = { fields: FIELDS, supportsAllDrives: 'true' };
    const answer = await this.#ask('GET', `/drive/v3/files/${encodeURIComponent(id)}`, { query, signal });
    if (answer.status === 404) return undefined;
    const item = this.#read(DriveFileSchema, answer);
    return item.trashed === true ? undefined : item;
  }

  async search(q: string, signal?: AbortSignal): Promise<readonly DriveItem[]> {
    const everywhere = { supportsAllDrives: 'true', includeItemsFromAllDrives: 'true', corpora: 'allDrives' };
    const query = { q: `${q} and trashed = false`, fields: `files(${FIELDS})`, pageSize: '100', ...everywhere };
    const answer = await this.#ask('GET', '/drive/v3/files', { query, signal });
    // Drive answers 404 if the searched folder does not exist.
    return answer.status === 404 ? [] : this.#read(ListSchema, answer).files;
  }

  /**
   * Creates an item. An id that is already in use is not an error: the item exists, or was deleted and cannot be created again.
   */
  async create(item: NewItem, signal?: AbortSignal): Promise<'asked' | 'no-parent'> {
    const query = { fields: 'id', supportsAllDrives: 'true' };
    const answer = await this.#ask('POST', '/drive/v3/files', { query, body: item, signal });
    if (answer.status === 404) return 'no-parent';
    if (answer.status !== 200 && answer.status !== 409) throw toResponseError(answer);
    return 'asked';
  }

  createFolder(folder: NewItem, signal?: AbortSignal): Promise<'asked' | 'no-parent'> {
    return this.create({ ...folder, mimeType: FOLDER }, signal);
  }

  static readonly isFolder = ({ mimeType }: DriveItem): boolean => mimeType === FOLDER;

  async mark(id: string, appProperties: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void> {
    const query = { fields: 'id', supportsAllDrives: 'true' };
    const answer = await this.#ask('PATCH', `/drive/v3/files/${encodeURIComponent(id)}`, {
      query,
      body: { appProperties },
      signal,
    });
    if (answer.status !== 200) throw toResponseError(answer);
  }

  /** Deletes an item with its content. A missing item is not an error. */
  async remove(id: string, signal?: AbortSignal): Promise<void> {
    const query = { supportsAllDrives: 'true' };
    const answer = await this.#ask('DELETE', `/drive/v3/files/${encodeURIComponent(id)}`, { query, signal });
    if (answer.status !== 204 && answer.status !== 404) throw toResponseError(answer);
  }

  /**
   * Starts an upload session. Its address is a secret that opens the session. Returns `undefined` if the file exists already or
   * its folder is gone.
   */
  async begin(item: NewItem & { readonly mimeType: string }, size: number, signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.#ask('POST', '/upload/drive/v3/files', {
      query: { uploadType: 'resumable', supportsAllDrives: 'true', fields: FIELDS },
      headers: { 'x-upload-content-type': item.mimeType, 'x-upload-content-length': String(size) },
      body: item,
      signal,
    });
    if (answer.status === 409 || answer.status === 404) return undefined;
    if (answer.status !== 200) throw toResponseError(answer);
    return this.#sessionUrl(answer);
  }

  status(url: string, total: number, signal?: AbortSignal): Promise<ChunkAnswer> {
    return this.#put(url, { range: `*/${String(total)}`, bytes: new Uint8Array(0), signal });
  }

  /** Sends a chunk that starts at byte `first`. All chunks but the last have a multiple of 256 KiB. */
  send(url: string, chunk: { first: number; bytes: Uint8Array; total: number }, signal?: AbortSignal): Promise<ChunkAnswer> {
    const last = chunk.first + chunk.bytes.byteLength - 1;
    return this.#put(url, { range: `${String(chunk.first)}-${String(last)}/${String(chunk.total)}`, bytes: chunk.bytes, signal });
  }

  /** Ends an upload session, without checking the answer. Drive ends it after a week in any case. */
  async end(url: string, signal?: AbortSignal): Promise<void> {
    await this.parts.line.ask(url, { method: 'DELETE', body: new Uint8Array(0), ...(signal === undefined ? {} : { signal }) });
  }

  async #put(
    url: string,
    { range, bytes, signal }: { range: string; bytes: Uint8Array; signal: AbortSignal | undefined },
  ): Promise<ChunkAnswer> {
    const headers = { 'content-range': `bytes ${range}` };
    const answer = await this.parts.line.ask(url, {
      method: 'PUT',
      headers,
      body: bytes,
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.status === 308) return { kind: 'kept', kept: readRange(answer.header('range')) };
    if (answer.status === 200 || answer.status === 201) return { kind: 'complete', item: this.#read(DriveFileSchema, answer) };
    if (answer.status === 404 || answer.status === 410) return { kind: 'gone' };
    return { kind: 'trouble', error: toResponseError(answer) };
  }

  /** Accepts only session addresses of the server that the operator configured. */
  #sessionUrl({ header }: GoogleResponse): string {
    const location = header('location') ?? '';
    if (!URL.canParse(location) || new URL(location).origin !== new URL(this.parts.apiUrl).origin) throw unreadableError(200);
    return location;
  }

  async #json<S extends TSchema>(schema: S, method: string, path: string, request: DriveRequest): Promise<Static<S>> {
    return this.#read(schema, await this.#ask(method, path, request));
  }

  #read<S extends TSchema>(schema: S, answer: GoogleResponse): Static<S> {
    if (answer.status !== 200 && answer.status !== 201) throw toResponseError(answer);
    const raw = parseJsonOrUndefined(answer.text);
    if (!Value.Check(schema, raw)) throw unreadableError(answer.status);
    return raw;
  }

  /** Retries once with a new token if Drive rejects a token that should still be valid. */
  async #ask(method: string, path: string, request: DriveRequest): Promise<GoogleResponse> {
    const { tokens, credential } = this.parts;
    request.signal?.throwIfAborted();
    const token = await tokens.get(credential);
    const answer = await this.#send(method, path, { ...request, token });
    if (answer.status !== 401) return answer;
    return this.#send(method, path, { ...request, token: await tokens.get(credential, token) });
  }

  #send(
    method: string,
    path: string,
    { query, body, headers, signal, token }: DriveRequest & { token: string },
  ): Promise<GoogleResponse> {
    const url = `${this.parts.apiUrl}${path}?${new URLSearchParams(query).toString()}`;
    return this.parts.line.ask(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
      ...(signal === undefined ? {} : { signal }),
    });
  }
}
