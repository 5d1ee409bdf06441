import { addAbortSignal } from 'node:stream';
import type { Bucket, BucketLocation, ListedObject } from '@throughline/bucket';
import { PermanentError } from '@throughline/contracts';
import { toCopySignal } from '../../file-trees/copy-signal.js';
import { changedError } from '../../file-trees/file-errors.js';
import { isHidden } from '../../file-trees/file-names.js';
import type { FileTree, ListedFile, TreeEntry, WalkRequest } from '../../file-trees/file-tree.js';
import type { FileVersion, Names } from '../../file-trees/file-version.js';
import type { OpenedItem } from '../../kit/source-lister.js';
import { toBucketSourceError } from './bucket-errors.js';

/** So many objects of a folder that is left out are read before the listing continues after the folder. */
const MAX_SKIPPED = 1_000;
/** The last character that a key may have. */
const LAST = '\u{10FFFF}';
/** The limit of CopyObject. */
const MAX_COPY_BYTES = 5 * 2 ** 30;

const compareBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const startsWith = (path: Names, start: Names): boolean => start.every((name, index) => path[index] === name);

/** Returns the length of the hidden or excluded folder that contains a path, or 0. */
function findSkipped(path: Names, except: Names): number {
  if (except.length > 0 && path.length > except.length && startsWith(path, except)) return except.length;
  return path.slice(0, -1).findIndex(isHidden) + 1;
}

/** An ETag is a part of an item's id, and of later requests. */
function versionOf({ size, modifiedAt, etag }: ListedObject): FileVersion | undefined {
  return /^[\x21-\x7e]{1,200}$/.test(etag) ? { size, modified: modifiedAt.getTime(), tag: etag } : undefined;
}

function toEntries(object: ListedObject, path: Names): readonly TreeEntry[] {
  // Programs mark folders by an empty object whose key ends with a slash.
  if (path.at(-1) === '' && object.size === 0) return [];
  const file = versionOf(object);
  return [{ path, ...(file === undefined ? {} : { file }) }];
}

/** The objects of a bucket. A slash in a key separates the names of folders. */
export class BucketTree implements FileTree {
  readonly place: string;
  readonly #where: string;

  constructor(
    { connection, bucket: name }: BucketLocation,
    private readonly bucket: Bucket,
  ) {
    this.place = `s3:${connection}/${name}`;
    this.#where = `The bucket '${name}' of the connection '${connection}'`;
  }

  /** Keys are in the order of their bytes. */
  async *entries(request: WalkRequest): AsyncGenerator<TreeEntry, void, undefined> {
    const start = request.start.length === 0 ? '' : `${request.start.join('/')}/`;
    let after: string | undefined = request.after.length === 0 ? '' : `${start}${request.after.join('/')}`;
    do
      try {
        after = yield* this.#list(request, start, after);
      } catch (error) {
        throw toBucketSourceError(error, this.#where);
      }
    while (after !== undefined);
  }

  async open(file: ListedFile, signal?: AbortSignal): Promise<OpenedItem> {
    const version = toObjectVersion(file);
    const opened = await this.#ask(() => this.bucket.versions.open(version, signal));
    if (opened === 'missing') throw new PermanentError('source-gone', 'The file does not exist');
    if (opened === 'changed') throw changedError();
    return {
      size: file.size,
      stream: addAbortSignal(toCopySignal(file.size, signal), opened),
      // The bytes are those of one version, whatever happens to the object meanwhile.
      requireUnchanged: async () => {
        if (!(await this.#ask(() => this.bucket.versions.isCurrent(version, signal)))) throw changedError();
      },
      close: () => {
        opened.destroy();
        return Promise.resolve();
      },
    };
  }

  /** S3 cannot rename. The object is copied and then removed, each only if it has not changed. A repeated move finishes that. */
  async move(file: ListedFile, target: Names, signal?: AbortSignal): Promise<'moved' | 'exists' | 'gone'> {
    const version = toObjectVersion(file);
    if (file.size > MAX_COPY_BYTES)
      throw new PermanentError('source-too-large', 'S3 copies objects of up to 5 GiB. Move this one yourself, or leave objects');
    return this.#ask(async () => {
      const copied = await this.bucket.versions.copy(version, target.join('/'), signal);
      if (copied !== 'copied') return copied === 'exists' ? 'exists' : 'gone';
      return (await this.bucket.versions.remove(version, signal)) === 'removed' ? 'moved' : 'gone';
    });
  }

  async checkRead(start: Names, signal: AbortSignal): Promise<void> {
    const request = { start, after: [], subfolders: true, except: [], signal };
    const entries = this.entries(request);
    await entries.next();
    await entries.return();
  }

  /** Returns the key to continue after, if a folder is left out. */
  async *#list(
    { subfolders, except, signal }: WalkRequest,
    start: string,
    after: string,
  ): AsyncGenerator<TreeEntry, string | undefined, undefined> {
    const options = { isFlat: !subfolders, ...(after === '' ? {} : { after }) };
    let last = after;
    let skipped = 0;
    for await (const object of this.bucket.list(start, signal, options)) {
      signal.throwIfAborted();
      // Also ends the listing of a service that repeats itself.
      if (!object.key.startsWith(start) || compareBytes(object.key, last) <= 0) throw orderError(this.#where);
      last = object.key;
      const path = object.key.slice(start.length).split('/');
      const depth = findSkipped(path, except);
      if (depth > 0) {
        skipped += 1;
        if (skipped > MAX_SKIPPED) return `${start}${path.slice(0, depth).join('/')}/${LAST}`;
        continue;
      }
      skipped = 0;
      yield* toEntries(object, path);
    }
    return undefined;
  }

  async #ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw toBucketSourceError(error, this.#where);
    }
  }
}

const toObjectVersion = ({ path, tag = '' }: ListedFile): { readonly key: string; readonly etag: string } => {
  if (tag === '') throw new PermanentError('source-item-invalid', 'The id of the item is not that of an object');
  return { key: path.join('/'), etag: tag };
};

const orderError = (where: string): PermanentError =>
  new PermanentError(
    'source-unsupported',
    `${where} does not list its keys in their order, so it cannot be a source. Directory buckets of S3 Express do not`,
  );
