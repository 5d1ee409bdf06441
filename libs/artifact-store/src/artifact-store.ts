import type { Readable } from 'node:stream';

/** Bytes to be stored: a stream, what is in memory, or a file of this machine. */
export type ArtifactSource = Readable | Uint8Array | { readonly path: string };

export interface PutOptions {
  readonly signal?: AbortSignal;
  /** More bytes than this are refused with `too-large`. */
  readonly limitBytes?: number;
}

export interface StoredArtifact {
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Both ends are included, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface OpenedArtifact {
  readonly stream: Readable;
  /** Of the whole artifact, whatever the range. */
  readonly size: number;
}

export interface ArtifactFacts {
  readonly size: number;
  /** ISO 8601. */
  readonly modifiedAt: string;
}

/** A file of this machine with an artifact's bytes. To be read only. */
export interface LocalFile {
  readonly path: string;
  readonly release: () => Promise<void>;
}

/** A private folder for temporary files. */
export interface Workspace {
  readonly dir: string;
  /** Removes the folder with all that is in it; may be repeated. */
  readonly dispose: () => Promise<void>;
}

/**
 * Write-once files under keys. A key is visible only with all its bytes, and then keeps them until it is removed.
 * Keys are segments of letters, digits and `. _ -`, joined by `/`; a bad key is refused with `invalid-key`.
 */
export interface ArtifactStore {
  /**
   * Stores the source under the key. An existing key with equal content is satisfied; with other content it is refused
   * with `exists`. Also throws `too-large`, `retryable` (code `disk-full`), and what the source or the signal throws;
   * then nothing is left behind. A stream is read to its end, or destroyed.
   */
  put(key: string, source: ArtifactSource, options?: PutOptions): Promise<StoredArtifact>;
  /** Throws `not-found`, and `invalid-range` where the range does not begin inside the artifact. */
  open(key: string, range?: ByteRange): Promise<OpenedArtifact>;
  stat(key: string): Promise<ArtifactFacts | undefined>;
  /** The artifacts below a prefix of whole segments (`''` is all), sorted by key. */
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }>;
  /** What is not there is satisfied. */
  remove(key: string): Promise<void>;
  /** Everything below a prefix of whole segments; never the whole store. */
  removePrefix(prefix: string): Promise<void>;
  /** For programs that need a path. Throws `not-found`, and what the signal throws. */
  materialize(key: string, signal?: AbortSignal): Promise<LocalFile>;
  /** `name` is for the operator who looks at the folder. */
  workspace(name: string): Promise<Workspace>;
}
