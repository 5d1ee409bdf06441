import { PermanentError } from '@throughline/contracts';
import { readGraphCode, toGraphError, unreadableError, type ServiceResponse } from '@throughline/credentials';
import { Type, type Static } from 'typebox';
import type { Chunk, ChunkAnswer } from '../../chunks/chunked-uploads.js';
import type { CloudItem, CloudPath, CloudStorage, ItemRef } from '../../cloud-folders/cloud-storage.js';
import { GraphApi } from './graph-api.js';
import { QuickXorHash } from './quick-xor-hash.js';

const ItemSchema = Type.Object({
  id: Type.String({ pattern: '^[\\w!.-]{1,200}$' }),
  name: Type.String(),
  size: Type.Optional(Type.Integer({ minimum: 0 })),
  webUrl: Type.Optional(Type.String({ maxLength: 4_000 })),
  folder: Type.Optional(Type.Object({})),
  file: Type.Optional(Type.Object({ hashes: Type.Optional(Type.Object({ quickXorHash: Type.Optional(Type.String()) })) })),
});
const ListSchema = Type.Object({ value: Type.Array(ItemSchema), '@odata.nextLink': Type.Optional(Type.String()) });
const SessionSchema = Type.Object({ uploadUrl: Type.String({ minLength: 1, maxLength: 8_192 }) });
const RangesSchema = Type.Object({
  nextExpectedRanges: Type.Array(Type.String({ pattern: '^\\d{1,15}(-\\d{0,15})?$' }), { minItems: 1 }),
});

/** All fragments but the last must have a multiple of this size. */
const UNIT_BYTES = 320 * 1024;
/** About 8 MB, of which each running delivery holds one chunk in memory. A fragment has less than 60 MiB. */
const CHUNK_BYTES = 25 * UNIT_BYTES;
const SELECT = '$select=id,name,size,webUrl,folder,file';
/** More entries than any folder of deliveries has. */
const MAX_PAGES = 500;

const encode = (path: CloudPath): string => path.map(encodeURIComponent).join('/');
const addressOf = (item: ItemRef): string => {
  if ('id' in item) return `/me/drive/items/${encodeURIComponent(item.id)}`;
  return item.path.length === 0 ? '/me/drive/root' : `/me/drive/root:/${encode(item.path)}`;
};
/** Returns the address of something that belongs to an item, such as its children. */
const below = (item: ItemRef, name: string): string =>
  'path' in item && item.path.length > 0 ? `${addressOf(item)}:/${name}` : `${addressOf(item)}/${name}`;

const toItem = ({ id, name, size = 0, folder, file, webUrl }: Static<typeof ItemSchema>): CloudItem => ({
  id,
  name,
  isFolder: folder !== undefined,
  size: folder === undefined ? size : 0,
  ...(file?.hashes?.quickXorHash === undefined ? {} : { hash: file.hashes.quickXorHash }),
  ...(webUrl === undefined ? {} : { url: webUrl }),
});

/** The OneDrive of one account (https://learn.microsoft.com/graph/api/driveitem-createuploadsession). */
export class OneDriveStorage implements CloudStorage {
  readonly label = 'OneDrive';
  readonly chunkBytes = CHUNK_BYTES;

  constructor(private readonly api: GraphApi) {}

  createHasher(): QuickXorHash {
    return new QuickXorHash();
  }

  /** The last fragment creates the file. It has 1 byte to one unit. */
  findLastChunk(size: number): number {
    return size === 0 ? 0 : Math.floor((size - 1) / UNIT_BYTES) * UNIT_BYTES;
  }

  urlOf({ url, id }: CloudItem): string {
    return url ?? `https://onedrive.live.com/?id=${encodeURIComponent(id)}`;
  }

  async find(item: ItemRef, signal?: AbortSignal): Promise<CloudItem | undefined> {
    const answer = await this.api.ask(`${addressOf(item)}?${SELECT}`, { signal });
    return isMissing(answer) ? undefined : toItem(GraphApi.read(ItemSchema, answer));
  }

  async list(folder: ItemRef, signal?: AbortSignal): Promise<readonly CloudItem[] | undefined> {
    let answer = await this.api.ask(`${below(folder, 'children')}?${SELECT}&$top=200`, { signal });
    if (isMissing(answer)) return undefined;
    const items: CloudItem[] = [];
    for (let pages = 1; ; pages += 1) {
      const { value, '@odata.nextLink': next } = GraphApi.read(ListSchema, answer);
      items.push(...value.map(toItem));
      if (next === undefined) return items;
      if (pages === MAX_PAGES) throw new PermanentError('output-failed', 'The folder at OneDrive has too many items to list');
      answer = await this.api.ask(this.api.requireNextPage(next), { signal });
    }
  }

  /** Looks first, because most folders exist. */
  async createFolders(path: CloudPath, signal?: AbortSignal): Promise<void> {
    if (path.length === 0) return;
    const found = await this.find({ path }, signal);
    if (found?.isFolder === true) return;
    if (found !== undefined)
      throw new PermanentError(
        'output-misconfigured',
        'A file at OneDrive has the name of a folder of the output. Correct the output, or rename the file',
      );
    const parent = path.slice(0, -1);
    await this.createFolders(parent, signal);
    const folder = { name: path.at(-1), folder: {}, '@microsoft.graph.conflictBehavior': 'fail' };
    const answer = await this.api.post(below({ path: parent }, 'children'), folder, signal);
    if (answer.status !== 201 && readGraphCode(answer) !== 'nameAlreadyExists') throw toGraphError(answer);
  }

  async begin(path: CloudPath, _size: number, signal?: AbortSignal): Promise<string> {
    const item = { '@microsoft.graph.conflictBehavior': 'replace' };
    const answer = await this.api.post(below({ path }, 'createUploadSession'), { item }, signal);
    return this.api.requireSecretUrl(GraphApi.read(SessionSchema, answer).uploadUrl);
  }

  async send(session: string, { first, bytes, total }: Chunk, signal?: AbortSignal): Promise<ChunkAnswer> {
    const range = `bytes ${String(first)}-${String(first + bytes.byteLength - 1)}/${String(total)}`;
    const answer = await this.api.askSecret(session, {
      method: 'PUT',
      headers: { 'content-range': range },
      body: bytes,
      signal,
    });
    // The bytes are there already, or others are expected first.
    if (answer.status === 416) return this.status(session, total, signal);
    return toChunkAnswer(answer);
  }

  async status(session: string, _total: number, signal?: AbortSignal): Promise<ChunkAnswer> {
    return toStatus(await this.api.askSecret(session, { signal }));
  }

  commit(session: string, _path: CloudPath, chunk: Chunk, signal?: AbortSignal): Promise<ChunkAnswer> {
    return this.send(session, chunk, signal);
  }

  async end(session: string, signal?: AbortSignal): Promise<void> {
    await this.api.askSecret(session, { method: 'DELETE', signal });
  }

  async put(path: CloudPath, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await this.api.ask(below({ path }, 'content'), { method: 'PUT', headers, body: bytes, signal });
    GraphApi.read(ItemSchema, answer);
  }

  /** Graph redirects to the content, at an address that is a secret. */
  async read(item: ItemRef, signal?: AbortSignal): Promise<string | undefined> {
    const answer = await this.api.ask(below(item, 'content'), { signal });
    if (isMissing(answer)) return undefined;
    if (answer.status !== 302) throw toGraphError(answer);
    const content = await this.api.askSecret(this.api.requireSecretUrl(answer.header('location') ?? ''), { signal });
    if (content.status !== 200) throw toGraphError(content);
    return content.text;
  }

  async remove(item: ItemRef, signal?: AbortSignal): Promise<void> {
    const answer = await this.api.ask(addressOf(item), { method: 'DELETE', signal });
    if (answer.status !== 204 && !isMissing(answer)) throw toGraphError(answer);
  }
}

const isMissing = (answer: ServiceResponse): boolean => answer.status === 404 && readGraphCode(answer) === 'itemNotFound';

function toChunkAnswer(answer: ServiceResponse): ChunkAnswer {
  if (answer.status !== 200 && answer.status !== 201) return toStatus(answer);
  return { kind: 'complete', item: GraphApi.read(ItemSchema, answer) };
}

function toStatus(answer: ServiceResponse): ChunkAnswer {
  if (answer.status === 404 || answer.status === 410) return { kind: 'gone' };
  if (answer.status !== 200 && answer.status !== 202) return { kind: 'trouble', error: toGraphError(answer) };
  const [next = ''] = GraphApi.read(RangesSchema, answer).nextExpectedRanges;
  const offset = Number(next.split('-')[0]);
  if (!Number.isSafeInteger(offset)) throw unreadableError(answer.status, 'Microsoft');
  return { kind: 'kept', kept: offset };
}
