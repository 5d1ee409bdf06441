import type { Token } from '../kit/provide.js';
import type { NewSource, Source, SourceContent, SourceId } from './source.js';

/** `name-taken`: another source of the library has the name. `credential-gone`: the credential does not exist (any more). */
export type SourceConflict = 'name-taken' | 'credential-gone';

/** A source as the caller has read it. */
export type ReadSource = Pick<Source, 'id' | 'revision'>;

/** Sources of a type with this value of a setting, or whose credential opens this account of the service of the same name. */
export type SourceChoice = { readonly type: string } & (
  | { readonly setting: string; readonly value: string }
  | { readonly accountId: string }
);

/** Changes succeed only at the revision that was read; `stale` also means that the source no longer exists. */
export interface SourceStore {
  /** Oldest first. */
  list(libraryId: string): Promise<readonly Source[]>;
  find(id: SourceId): Promise<Source | undefined>;
  /** With an interval, the first sync is due at once. */
  add(source: NewSource): Promise<Source | SourceConflict>;
  /** With an interval, the next sync is due at once. Without one, a requested sync and the next look at a pending item stay due. */
  replace(read: ReadSource, content: SourceContent): Promise<Source | SourceConflict | 'stale'>;
  /** Pauses or resumes any revision. A source that is so already keeps its revision. */
  setPaused(id: SourceId, isPaused: boolean): Promise<Source | undefined>;
  /** Takes the template from the sources that bind it. They start no runs then. Their next syncs stay due. */
  detachTemplate(libraryId: string, templateId: number): Promise<void>;
  /**
   * Makes sources due at once, after a sync that runs already, too. A paused source is synced when it is resumed. Returns after
   * the request is stored, with the number of sources.
   */
  requestSyncs(choice: SourceChoice): Promise<number>;
  /** Returns false if the revision is stale. */
  remove(read: ReadSource): Promise<boolean>;
}

export const SOURCE_STORE: Token<SourceStore> = Symbol('SourceStore');
