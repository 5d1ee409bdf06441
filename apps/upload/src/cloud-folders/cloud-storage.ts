import type { Chunk, ChunkAnswer, ChunkedUploads, ContentHasher } from '../chunks/chunked-uploads.js';

/** Names from the top of the account, outermost first. */
export type CloudPath = readonly string[];

/** An item by its path, or by its id, which stays the same if the item is moved. */
export type ItemRef = { readonly path: CloudPath } | { readonly id: string };

export interface CloudItem {
  readonly id: string;
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; zero for a folder. */
  readonly size: number;
  /** In the service's own algorithm, if it reports one. */
  readonly hash?: string;
  /** The address for people, if the service reports one. */
  readonly url?: string;
}

/** A file storage with upload sessions, for one account. */
export interface CloudStorage extends ChunkedUploads {
  createHasher(): ContentHasher;
  urlOf(folder: CloudItem, path: CloudPath): string;
  /** Returns an item, or `undefined` if there is none. The empty path is the top folder of the account. */
  find(item: ItemRef, signal?: AbortSignal): Promise<CloudItem | undefined>;
  /** Returns `undefined` if there is no such folder. */
  list(folder: ItemRef, signal?: AbortSignal): Promise<readonly CloudItem[] | undefined>;
  /** Creates missing folders. Existing ones are not an error. */
  createFolders(path: CloudPath, signal?: AbortSignal): Promise<void>;
  /** Starts an upload session of a file with content. */
  begin(path: CloudPath, size: number, signal?: AbortSignal): Promise<string>;
  /** Sends the last bytes, if any, and creates the file. Replaces a file of this name. */
  commit(session: string, path: CloudPath, chunk: Chunk, signal?: AbortSignal): Promise<ChunkAnswer>;
  /** Writes a small file, and replaces a file of this name. */
  put(path: CloudPath, bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** Returns the text of a small file, or `undefined` if there is none. */
  read(item: ItemRef, signal?: AbortSignal): Promise<string | undefined>;
  /** Deletes an item with its content. A missing item is not an error. */
  remove(item: ItemRef, signal?: AbortSignal): Promise<void>;
}
