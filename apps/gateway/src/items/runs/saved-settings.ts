import type { SharedSettings } from '@throughline/contracts';
import type { Token } from '../../kit/provide.js';

interface Revised {
  readonly config: SharedSettings;
  readonly revision: number;
}

interface SavedTemplate extends Revised {
  readonly id: number;
  readonly name: string;
  /** No run uses a draft. */
  readonly isDraft: boolean;
}

export interface SavedSettings {
  readonly settings: Revised;
  /** Oldest first. */
  readonly templates: readonly SavedTemplate[];
}

/** Loads what a library has saved for its runs. A library that does not exist has neither settings nor templates. */
export interface SavedSettingsReader {
  load(libraryId: string): Promise<SavedSettings>;
  /** Returns texts that differ after each change of what `load` returns. Unknown libraries are absent. */
  versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export const SAVED_SETTINGS: Token<SavedSettingsReader> = Symbol('SavedSettings');
