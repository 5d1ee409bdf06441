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

export interface Chunk {
  readonly first: number;
  readonly bytes: Uint8Array;
  readonly total: number;
}

export type ChunkAnswer =
  | { readonly kind: 'kept'; readonly kept: number }
  /** The file exists now. */
  | { readonly kind: 'complete' }
  /** The service does not know the session: it has expired, or has become a file. */
  | { readonly kind: 'gone' }
  /** The request failed. A status request may still tell how many bytes the service has. */
  | { readonly kind: 'trouble'; readonly error: Error };

export interface ContentHasher {
  update(bytes: Uint8Array): void;
  digest(): string;
}

/** A file storage with upload sessions, for one account. A session's name is a secret that may open it. */
export interface CloudStorage {
  /** The subject of errors, such as `Dropbox`. */
  readonly label: string;
  readonly chunkBytes: number;
  createHasher(): ContentHasher;
  /** Returns the offset of the bytes that create the file, which are sent only on finalising. */
  findLastChunk(size: number): number;
  urlOf(folder: CloudItem, path: CloudPath): string;
  /** Returns an item, or `undefined` if there is none. The empty path is the top folder of the account. */
  find(item: ItemRef, signal?: AbortSignal): Promise<CloudItem | undefined>;
  /** Returns `undefined` if there is no such folder. */
  list(folder: ItemRef, signal?: AbortSignal): Promise<readonly CloudItem[] | undefined>;
  /** Creates missing folders. Existing ones are not an error. */
  createFolders(path: CloudPath, signal?: AbortSignal): Promise<void>;
  /** Starts an upload session of a file with content. */
  begin(path: CloudPath, size: number, signal?: AbortSignal): Promise<string>;
  send(session: string, chunk: Chunk, signal?: AbortSignal): Promise<ChunkAnswer>;
  status(session: string, signal?: AbortSignal): Promise<ChunkAnswer>;
  /** Sends the last bytes, if any, and creates the file. Replaces a file of this name. */
  commit(session: string, path: CloudPath, chunk: Chunk, signal?: AbortSignal): Promise<ChunkAnswer>;
  /** Ends an upload session, without checking the answer. */
  end(session: string, signal?: AbortSignal): Promise<void>;
  /** Writes a small file, and replaces a file of this name. */
  put(path: CloudPath, bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** Returns the text of a small file, or `undefined` if there is none. */
  read(item: ItemRef, signal?: AbortSignal): Promise<string | undefined>;
  /** Deletes an item with its content. A missing item is not an error. */
  remove(item: ItemRef, signal?: AbortSignal): Promise<void>;
}
