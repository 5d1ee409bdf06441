import type { Readable } from 'node:stream';

export type ArtifactSource = Readable | Uint8Array | { readonly path: string };

export interface PutOptions {
  readonly signal?: AbortSignal;
  /** A larger source is rejected with `too-large`. */
  readonly limitBytes?: number;
}

export interface StoredArtifact {
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Both ends are inclusive, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface OpenedArtifact {
  readonly stream: Readable;
  /** Size of the whole artifact, not of the range. */
  readonly size: number;
}

export interface ArtifactFacts {
  readonly size: number;
  readonly modifiedAt: string;
}

export interface LocalFile {
  readonly path: string;
  readonly release: () => Promise<void>;
}

export interface Workspace {
  readonly dir: string;
  /** Removes the folder with its content. Safe to repeat. */
  readonly dispose: () => Promise<void>;
}

/**
 * Write-once files by key. A key appears only with all its bytes, and keeps them until it is removed. Keys consist of segments
 * of letters, digits and `. _ -`, joined by `/`. Other keys are rejected with `invalid-key`.
 */
export interface ArtifactStore {
  /**
   * Stores the source under the key. An existing key with equal content is no error; with other content it is rejected with
   * `exists`. A stream is read to its end, or destroyed.
   *
   * Also throws `too-large`, `retryable` (code `disk-full`), and errors of the source or the signal. Then nothing is left
   * behind.
   */
  put(key: string, source: ArtifactSource, options?: PutOptions): Promise<StoredArtifact>;
  /** Throws `not-found`, or `invalid-range` if the range starts beyond the artifact. */
  open(key: string, range?: ByteRange): Promise<OpenedArtifact>;
  stat(key: string): Promise<ArtifactFacts | undefined>;
  /** Lists the artifacts below a prefix of whole segments (`''` lists all), sorted by key. */
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }>;
  /** A missing artifact is no error. */
  remove(key: string): Promise<void>;
  /** Removes all artifacts below a prefix of whole segments. Rejects an empty prefix. */
  removePrefix(prefix: string): Promise<void>;
  /** Returns a local copy for programs that need a path. Throws `not-found`, and the signal's reason. */
  materialize(key: string, signal?: AbortSignal): Promise<LocalFile>;
  /** Creates a workspace. Its folder's name contains `name`, for operators. */
  workspace(name: string): Promise<Workspace>;
}
