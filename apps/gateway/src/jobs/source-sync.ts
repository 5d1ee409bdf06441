import type { Token } from '../provide.js';

export interface SyncOptions {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Lists what a sync would register, and changes nothing. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

/** The result of the sync of one source. */
export interface SourceReport {
  readonly source_id: number;
  readonly name: string;
  readonly found: number;
  readonly added: number;
  /** The reason why the source could not be read, with the remedy. */
  readonly problem: string | null;
}

export interface ActiveSource {
  readonly id: number;
  readonly name: string;
}

/** The sync of single sources, the same as by hand (AUT-10). */
export interface SourceSync {
  activeSources(libraryId: string): Promise<readonly ActiveSource[]>;
  /**
   * Registers what is new. A source that cannot be read is a report with a `problem`, not an error. Can be repeated: each
   * recording is registered once.
   */
  sync(libraryId: string, sourceId: number, options: SyncOptions): Promise<SourceReport>;
}

export const SOURCE_SYNC: Token<SourceSync> = Symbol('SourceSync');

/** The sources of a release that cannot read any. */
export class NoSourceSync implements SourceSync {
  activeSources(): Promise<readonly ActiveSource[]> {
    return Promise.resolve([]);
  }

  sync(_libraryId: string, sourceId: number): Promise<SourceReport> {
    const problem = 'This release reads no sources.';
    return Promise.resolve({ source_id: sourceId, name: String(sourceId), found: 0, added: 0, problem });
  }
}
