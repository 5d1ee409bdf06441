import type { Position, Revision } from '@throughline/event-store';
import type { Token } from '../kit/provide.js';
import type { SearchQuery } from './query/search-query.js';
import type { SearchEntry } from './search-entry.js';

/** The right of one process to write the index. */
export interface IndexLease {
  readonly token: string;
  /** Changes when the index has to be filled again from the start of the log. */
  readonly generation: number;
}

export interface IndexCheckpoint {
  readonly partition: number;
  readonly incarnation: string;
  readonly position: Position;
  readonly commitId: string | undefined;
}

/** A commit that the index does not show yet. */
export interface NotedCommit {
  readonly assetId: string;
  readonly position: Position;
  /** ISO. */
  readonly storedAt: string;
  /** The item is due after this time, unless another commit makes it due earlier. */
  readonly waitMs: number;
}

export interface PendingItem {
  readonly assetId: string;
  /** The newest commit that was noted. */
  readonly position: Position;
  readonly attempts: number;
}

/** An item that could not be indexed, with a code that names no content. */
export interface IndexFailure {
  readonly code: string;
  readonly retryMs: number;
}

/** The newest content of an item. Without an entry, nothing but the revision stays. With a failure, the item is tried again. */
export interface IndexedItem {
  readonly assetId: string;
  readonly revision: Revision;
  readonly entry: SearchEntry | undefined;
  readonly failure?: IndexFailure | undefined;
}

export interface IndexState {
  /** The log was read up to the present at least once since the index was last filled. */
  readonly isBuilt: boolean;
  /** A process holds the lease. */
  readonly isRunning: boolean;
  /** Commits that were read and are not shown yet. */
  readonly pendingCommits: number;
  readonly pendingItems: number;
  readonly failedItems: number;
  /** The age of the oldest such commit. Items that failed do not count. */
  readonly behindMs: number;
  /** Words of similar spelling can be found: the database has `pg_trgm`. */
  readonly findsSimilar: boolean;
}

/** The search service has never run on this database, or the gateway may not read its tables. */
export class SearchIndexMissingError extends Error {
  readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('The tables of the search cannot be read: start the setup and the search service of this release', options);
    this.name = 'SearchIndexMissingError';
  }
}

export interface SearchIndex {
  /** Returns undefined while another process has the lease. A changed `version` fills the index again. */
  claim(token: string, leaseMs: number, version: number): Promise<IndexLease | undefined>;
  /** Returns false if the lease is lost, or the index has to be filled again. */
  renew(lease: IndexLease, leaseMs: number): Promise<boolean>;
  release(lease: IndexLease): Promise<void>;
  checkpoints(): Promise<readonly IndexCheckpoint[]>;
  /** Stores the commits and the checkpoint in one transaction. Returns false, and stores nothing, without the lease. */
  note(lease: IndexLease, commits: readonly NotedCommit[], checkpoint: IndexCheckpoint): Promise<boolean>;
  markBuilt(lease: IndexLease): Promise<void>;
  /** Items to index now: those without a wait first, then by the oldest commit. Items that have failed come last. */
  due(limit: number): Promise<readonly PendingItem[]>;
  /**
   * Replaces everything that is stored of an item, unless a later revision is stored. Without an entry, nothing but the position
   * stays. With a failure, the item is tried again.
   */
  replace(assetId: string, revision: Revision, entry: SearchEntry | undefined, failure?: IndexFailure): Promise<void>;
  /** Replaces several distinct items, as `replace` does: all of them or, if one cannot be written, none. */
  replaceAll(items: readonly IndexedItem[]): Promise<void>;
  fail(assetId: string, failure: IndexFailure): Promise<void>;
  /** Reads the log again from its start. The present entries stay until they are replaced. */
  refill(): Promise<void>;
  /** Removes all entries: the log is an older copy or another one. */
  clear(): Promise<void>;
  state(): Promise<IndexState>;
  /** True if words of similar spelling can be found. */
  prepare(): Promise<boolean>;
}

/** A place in the order of the results: by rank, then the newest first. */
export interface HitKey {
  readonly rank: string;
  /** ISO. */
  readonly at: string;
  readonly id: string;
}

/** Words of similar spelling, by the word of the query in lower case. */
export type SimilarWords = Readonly<Record<string, readonly string[]>>;

export interface SearchRequest {
  readonly libraryId: string;
  readonly query: SearchQuery;
  /** Each is accepted in place of its word. */
  readonly similar: SimilarWords;
  readonly after: HitKey | undefined;
  readonly limit: number;
}

/** A place in a text, from `start` for `length` UTF-16 code units. */
export interface TextRange {
  readonly start: number;
  readonly length: number;
}

export interface MarkedText {
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

export interface PassageHit extends MarkedText {
  readonly page: number | undefined;
  readonly startMs: number | undefined;
  readonly speaker: string | undefined;
}

export interface SearchHit extends Omit<SearchEntry, 'passages' | 'title' | 'libraryId' | 'registeredAt' | 'facts'> {
  readonly id: string;
  readonly title: MarkedText | undefined;
  /** The best passages, in their order. */
  readonly passages: readonly PassageHit[];
  /** All passages with one of the words. */
  readonly passageCount: number;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly next: HitKey | undefined;
}

export interface SearchReader {
  /** Throws `SearchIndexMissingError` if there is no index. */
  state(): Promise<IndexState>;
  search(request: SearchRequest): Promise<SearchPage>;
  /** Returns words of the library that are spelled similarly to these, the most similar first. */
  similar(libraryId: string, words: readonly string[]): Promise<SimilarWords>;
}

export const SEARCH_INDEX: Token<SearchIndex> = Symbol('SearchIndex');
export const SEARCH_READER: Token<SearchReader> = Symbol('SearchReader');
