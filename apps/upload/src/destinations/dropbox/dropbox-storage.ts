import { readSummary, toDropboxError, type ServiceResponse } from '@throughline/credentials';
import { parseJsonOrUndefined } from '@throughline/credentials';
import { PermanentError } from '@throughline/contracts';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Chunk, ChunkAnswer } from '../../chunks/chunked-uploads.js';
import type { CloudItem, CloudPath, CloudStorage, ItemRef } from '../../cloud-folders/cloud-storage.js';
import { DropboxContentHash } from './content-hash.js';
import { DropboxApi } from './dropbox-api.js';

const Id = Type.String({ pattern: '^id:[\\w-]{1,200}$' });
const ItemSchema = Type.Union([
  Type.Object({ '.tag': Type.Literal('folder'), id: Id, name: Type.String() }),
  Type.Object({
    '.tag': Type.Literal('file'),
    id: Id,
    name: Type.String(),
    size: Type.Integer({ minimum: 0 }),
    content_hash: Type.Optional(Type.String()),
  }),
]);
const ListSchema = Type.Object({ entries: Type.Array(ItemSchema), cursor: Type.String(), has_more: Type.Boolean() });
const SessionSchema = Type.Object({ session_id: Type.String({ minLength: 1, maxLength: 1_000 }) });
const FileSchema = Type.Object({ id: Id });
const offsetError = Compile(Type.Object({ error: Type.Object({ correct_offset: Type.Integer({ minimum: 0 }) }) }));
const lookupError = Compile(
  Type.Object({ error: Type.Object({ lookup_failed: Type.Object({ correct_offset: Type.Integer({ minimum: 0 }) }) }) }),
);

/** Dropbox recommends multiples of 4 MiB. Each running delivery holds one chunk in memory. */
const CHUNK_BYTES = 8 * 1024 * 1024;
/** More entries than any folder of deliveries has. */
const MAX_PAGES = 100;
const NO_BYTES = new Uint8Array(0);

const toText = (path: CloudPath): string => (path.length === 0 ? '' : `/${path.join('/')}`);
const toArgument = (item: ItemRef): string => ('id' in item ? item.id : toText(item.path));

const toItem = (found: Static<typeof ItemSchema>): CloudItem => ({
  id: found.id,
  name: found.name,
  isFolder: found['.tag'] === 'folder',
  size: found['.tag'] === 'folder' ? 0 : found.size,
  ...(found['.tag'] === 'folder' || found.content_hash === undefined ? {} : { hash: found.content_hash }),
});

const TOP: CloudItem = { id: 'top', name: '', isFolder: true, size: 0 };

/** The Dropbox of one account (https://www.dropbox.com/developers/documentation/http/documentation#files). */
export class DropboxStorage implements CloudStorage {
  readonly label = 'Dropbox';
  readonly chunkBytes = CHUNK_BYTES;

  constructor(private readonly api: DropboxApi) {}

  createHasher(): DropboxContentHash {
    return new DropboxContentHash();
  }

  /** Dropbox creates the file by a request of its own, which needs no bytes. */
  findLastChunk(size: number): number {
    return size;
  }

  urlOf(_folder: CloudItem, path: CloudPath): string {
    return `https://www.dropbox.com/home/${path.map(encodeURIComponent).join('/')}`;
  }

  async find(item: ItemRef, signal?: AbortSignal): Promise<CloudItem | undefined> {
    // Dropbox has no metadata of the top folder.
    if ('path' in item && item.path.length === 0) {
      DropboxApi.read(ListSchema, await this.api.call('files/list_folder', { path: '', limit: 1 }, signal));
      return TOP;
    }
    const answer = await this.api.call('files/get_metadata', { path: toArgument(item) }, signal);
    return isMissing(answer) ? undefined : toItem(DropboxApi.read(ItemSchema, answer));
  }

  async list(folder: ItemRef, signal?: AbortSignal): Promise<readonly CloudItem[] | undefined> {
    let answer = await this.api.call('files/list_folder', { path: toArgument(folder) }, signal);
    if (isMissing(answer)) return undefined;
    const items: CloudItem[] = [];
    for (let pages = 1; ; pages += 1) {
      const { entries, cursor, has_more } = DropboxApi.read(ListSchema, answer);
      items.push(...entries.map(toItem));
      if (!has_more) return items;
      if (pages === MAX_PAGES) throw new PermanentError('output-failed', 'The folder at Dropbox has too many items to list');
      answer = await this.api.call('files/list_folder/continue', { cursor }, signal);
    }
  }

  async createFolders(path: CloudPath, signal?: AbortSignal): Promise<void> {
    if (path.length === 0) return;
    const answer = await this.api.call('files/create_folder_v2', { path: toText(path), autorename: false }, signal);
    if (answer.status === 200 || readSummary(answer) === 'path/conflict/folder') return;
    if (readSummary(answer).startsWith('path/conflict/file'))
      throw new PermanentError(
        'output-misconfigured',
        `A file at Dropbox has the name of a folder of the output. Correct the output, or rename the file`,
      );
    throw toDropboxError(answer);
  }

  async begin(_path: CloudPath, _size: number, signal?: AbortSignal): Promise<string> {
    const answer = await this.api.upload('files/upload_session/start', { close: false }, { bytes: NO_BYTES, signal });
    return DropboxApi.read(SessionSchema, answer).session_id;
  }

  async send(session: string, { first, bytes }: Chunk, signal?: AbortSignal): Promise<ChunkAnswer> {
    const argument = { cursor: { session_id: session, offset: first }, close: false };
    const answer = await this.api.upload('files/upload_session/append_v2', argument, { bytes, signal });
    return answer.status === 200 ? { kind: 'kept', kept: first + bytes.byteLength } : toChunkAnswer(answer);
  }

  /** Dropbox tells the offset only to a request with another one. */
  status(session: string, _total: number, signal?: AbortSignal): Promise<ChunkAnswer> {
    return this.send(session, { first: 0, bytes: NO_BYTES, total: 0 }, signal);
  }

  async commit(session: string, path: CloudPath, { first, bytes }: Chunk, signal?: AbortSignal): Promise<ChunkAnswer> {
    const argument = { cursor: { session_id: session, offset: first }, commit: commitOf(path) };
    const answer = await this.api.upload('files/upload_session/finish', argument, { bytes, signal });
    if (answer.status !== 200) return toChunkAnswer(answer);
    return { kind: 'complete', item: DropboxApi.read(FileSchema, answer) };
  }

  /** Dropbox cannot end a session; it expires after a week, unseen. */
  async end(): Promise<void> {
    return Promise.resolve();
  }

  async put(path: CloudPath, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    DropboxApi.read(FileSchema, await this.api.upload('files/upload', commitOf(path), { bytes, signal }));
  }

  async read(item: ItemRef, signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.api.download({ path: toArgument(item) }, signal);
    if (isMissing(answer)) return undefined;
    if (answer.status !== 200) throw toDropboxError(answer);
    return answer.text;
  }

  async remove(item: ItemRef, signal?: AbortSignal): Promise<void> {
    const answer = await this.api.call('files/delete_v2', { path: toArgument(item) }, signal);
    if (answer.status !== 200 && readSummary(answer) !== 'path_lookup/not_found') throw toDropboxError(answer);
  }
}

const commitOf = (path: CloudPath): object => ({ path: toText(path), mode: 'overwrite', autorename: false, mute: true });

const isMissing = (answer: ServiceResponse): boolean => answer.status === 409 && readSummary(answer) === 'path/not_found';

const GONE: ReadonlySet<string> = new Set(['not_found', 'closed', 'lookup_failed/not_found', 'lookup_failed/closed']);

function toChunkAnswer(answer: ServiceResponse): ChunkAnswer {
  if (answer.status === 409 && GONE.has(readSummary(answer))) return { kind: 'gone' };
  const offset = readCorrectOffset(parseJsonOrUndefined(answer.text));
  if (answer.status === 409 && offset !== undefined) return { kind: 'kept', kept: offset };
  return { kind: 'trouble', error: toDropboxError(answer) };
}

function readCorrectOffset(raw: unknown): number | undefined {
  if (offsetError.Check(raw)) return raw.error.correct_offset;
  return lookupError.Check(raw) ? raw.error.lookup_failed.correct_offset : undefined;
}
