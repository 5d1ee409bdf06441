import type { UnsavedDraft } from '../drafts/unsaved-drafts.js';

/** The changes that were unsaved when a person chose to sign out. */
export interface Unsaved {
  readonly drafts: readonly UnsavedDraft[];
  /** Sentences about input that the browser does not keep. */
  readonly losses: readonly string[];
}

export const isSomethingUnsaved = ({ drafts, losses }: Unsaved): boolean => drafts.length + losses.length > 0;
