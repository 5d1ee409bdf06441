import { parseJsonOrUndefined, toResponseError, unreadableError, type ServiceResponse } from '@throughline/credentials';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { GoogleApi, type GoogleApiParts, type GoogleRequest } from '../../google/google-api.js';
import { UploadSessions } from '../../google/upload-sessions.js';

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

export const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Client of the Drive API (v3) for one account, including shared drives. */
export class DriveClient {
  readonly uploads: UploadSessions<DriveItem>;
  readonly #api: GoogleApi;

  constructor(parts: GoogleApiParts) {
    this.#api = new GoogleApi(parts);
    this.uploads = new UploadSessions({
      line: parts.line,
      label: 'Google Drive',
      read: (answer) => this.#read(DriveFileSchema, answer),
      toError: toResponseError,
    });
  }

  async newIds(count: number, signal?: AbortSignal): Promise<readonly string[]> {
    const query = { count: String(count), space: 'drive', type: 'files' };
    const { ids } = await this.#json(IdsSchema, 'GET', '/drive/v3/files/generateIds', { query, signal });
    if (ids.length !== count || new Set(ids).size !== count) throw unreadableError(200, 'Google');
    return ids;
  }

  /** Returns an item, or `undefined` if this account cannot see it or it is in the trash. */
  async find(id: string, signal?: AbortSignal): Promise<DriveItem | undefined> {
    const query = { fields: FIELDS, supportsAllDrives: 'true' };
    const answer = await this.#api.ask('GET', `/drive/v3/files/${encodeURIComponent(id)}`, { query, signal });
    if (answer.status === 404) return undefined;
    const item = this.#read(DriveFileSchema, answer);
    return item.trashed === true ? undefined : item;
  }

  async search(q: string, signal?: AbortSignal): Promise<readonly DriveItem[]> {
    const everywhere = { supportsAllDrives: 'true', includeItemsFromAllDrives: 'true', corpora: 'allDrives' };
    const query = { q: `${q} and trashed = false`, fields: `files(${FIELDS})`, pageSize: '100', ...everywhere };
    const answer = await this.#api.ask('GET', '/drive/v3/files', { query, signal });
    // Drive answers 404 if the searched folder does not exist.
    return answer.status === 404 ? [] : this.#read(ListSchema, answer).files;
  }

  /**
   * Creates an item. An id that is already in use is not an error: the item exists, or was deleted and cannot be created again.
   */
  async create(item: NewItem, signal?: AbortSignal): Promise<'asked' | 'no-parent'> {
    const query = { fields: 'id', supportsAllDrives: 'true' };
    const answer = await this.#api.ask('POST', '/drive/v3/files', { query, body: item, signal });
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
    const answer = await this.#api.ask('PATCH', `/drive/v3/files/${encodeURIComponent(id)}`, {
      query,
      body: { appProperties },
      signal,
    });
    if (answer.status !== 200) throw toResponseError(answer);
  }

  /** Deletes an item with its content. A missing item is not an error. */
  async remove(id: string, signal?: AbortSignal): Promise<void> {
    const query = { supportsAllDrives: 'true' };
    const answer = await this.#api.ask('DELETE', `/drive/v3/files/${encodeURIComponent(id)}`, { query, signal });
    if (answer.status !== 204 && answer.status !== 404) throw toResponseError(answer);
  }

  /**
   * Starts an upload session. Its address is a secret that opens the session. Returns `undefined` if the file exists already or
   * its folder is gone.
   */
  async begin(item: NewItem & { readonly mimeType: string }, size: number, signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.#api.ask('POST', '/upload/drive/v3/files', {
      query: { uploadType: 'resumable', supportsAllDrives: 'true', fields: FIELDS },
      headers: { 'x-upload-content-type': item.mimeType, 'x-upload-content-length': String(size) },
      body: item,
      signal,
    });
    if (answer.status === 409 || answer.status === 404) return undefined;
    if (answer.status !== 200) throw toResponseError(answer);
    return this.#api.sessionUrl(answer);
  }

  async #json<S extends TSchema>(schema: S, method: string, path: string, request: GoogleRequest): Promise<Static<S>> {
    return this.#read(schema, await this.#api.ask(method, path, request));
  }

  #read<S extends TSchema>(schema: S, answer: ServiceResponse): Static<S> {
    if (answer.status !== 200 && answer.status !== 201) throw toResponseError(answer);
    const raw = parseJsonOrUndefined(answer.text);
    if (!Value.Check(schema, raw)) throw unreadableError(answer.status, 'Google');
    return raw;
  }
}
