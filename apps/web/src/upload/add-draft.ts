import type { StagedFile } from './staged-files.js';
import { NO_OPTIONS, type UploadOptions } from './upload.js';

/** The input of the dialog that adds items. It outlives the dialog, so that nothing is lost when the dialog closes. */
export interface AddDraft {
  readonly staged: readonly StagedFile[];
  readonly address: string;
  readonly options: UploadOptions;
}

export const EMPTY_DRAFT: AddDraft = { staged: [], address: '', options: NO_OPTIONS };

/** Returns true if files or an address would be lost with the draft. Options alone are chosen again easily. */
export const hasInput = ({ staged, address }: AddDraft): boolean => staged.length > 0 || address.trim() !== '';

/** Returns the draft after its files have begun their uploads. A typed address stays, with its options. */
export const afterUpload = (draft: AddDraft): AddDraft => (draft.address.trim() === '' ? EMPTY_DRAFT : { ...draft, staged: [] });

/** Returns the draft after an address was imported. Another address that was typed meanwhile stays. */
export const afterImport = (draft: AddDraft, imported: string): AddDraft =>
  draft.address.trim() === imported ? { ...draft, address: '' } : draft;
