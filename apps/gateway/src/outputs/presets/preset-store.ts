import type { Token } from '../../provide.js';
import type { LastTest, NewPreset, Preset, PresetContent, PresetId } from './preset.js';

/** `name-taken`: another preset of the library has the name. `credential-gone`: the credential does not exist (any more). */
export type PresetConflict = 'name-taken' | 'credential-gone';

/** A preset as the caller has read it. */
export type ReadPreset = Pick<Preset, 'id' | 'revision'>;

export type EndedTest = Omit<LastTest, 'at'>;

/** Changes succeed only at the revision that was read; `stale` also means that the preset no longer exists. */
export interface PresetStore {
  /** Oldest first. */
  list(libraryId: string): Promise<readonly Preset[]>;
  find(id: PresetId): Promise<Preset | undefined>;
  add(preset: NewPreset): Promise<Preset | PresetConflict>;
  /** Also forgets the last test. */
  replace(read: ReadPreset, content: PresetContent): Promise<Preset | 'stale' | 'credential-gone'>;
  /** Stores the result of a test that has just ended. Does nothing if the revision is stale. */
  recordTest(read: ReadPreset, test: EndedTest): Promise<void>;
  /** Returns false if the revision is stale. */
  remove(read: ReadPreset): Promise<boolean>;
}

export const PRESET_STORE: Token<PresetStore> = Symbol('PresetStore');
