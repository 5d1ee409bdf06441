export interface Chunk {
  readonly first: number;
  readonly bytes: Uint8Array;
  readonly total: number;
}

export type ChunkAnswer<Item = unknown> =
  | { readonly kind: 'kept'; readonly kept: number }
  /** The object exists now. */
  | { readonly kind: 'complete'; readonly item: Item }
  /** The service does not know the session: it has expired, or has become an object. */
  | { readonly kind: 'gone' }
  /** The request failed. A status request may still tell how many bytes the service has. */
  | { readonly kind: 'trouble'; readonly error: Error };

export interface ContentHasher {
  update(bytes: Uint8Array): void;
  digest(): string;
}

/** Upload sessions of one service. The name or address of a session is a secret that may open it. */
export interface ChunkedUploads<Item = unknown> {
  /** The subject of errors, such as `Google Drive`. */
  readonly label: string;
  /** Bytes of a chunk, of which each running delivery holds one in memory. */
  readonly chunkBytes: number;
  /** Returns the offset of the bytes that create the object, which are sent only on finalising. */
  findLastChunk(size: number): number;
  /** Absent if the service compares contents by SHA-256. */
  createHasher?(): ContentHasher;
  send(session: string, chunk: Chunk, signal?: AbortSignal): Promise<ChunkAnswer<Item>>;
  /** Returns how many bytes of `total` the service has. */
  status(session: string, total: number, signal?: AbortSignal): Promise<ChunkAnswer<Item>>;
  /** Ends an upload session, without checking the answer. */
  end(session: string, signal?: AbortSignal): Promise<void>;
}
