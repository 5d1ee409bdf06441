import type { Dispatch, SetStateAction } from 'react';
import type { Chosen } from './chosen-files.js';
import { NOTHING_STAGED, stageFiles, type Staged } from './staged-files.js';
import { NO_OPTIONS, type UploadOptions } from './upload.js';

/** The input of the dialog that adds items. It outlives the dialog, so that nothing is lost when the dialog closes. */
export interface AddDraft extends Staged {
  /** The number of choices whose folders are still being read. */
  readonly readings: number;
  readonly address: string;
  readonly options: UploadOptions;
}

export const EMPTY_DRAFT: AddDraft = { ...NOTHING_STAGED, readings: 0, address: '', options: NO_OPTIONS };

/** Returns true if files or an address would be lost with the draft. Options alone are chosen again easily. */
export const hasInput = ({ staged, address }: AddDraft): boolean => staged.length > 0 || address.trim() !== '';

/** Returns the draft after its files have begun their uploads. A typed address stays, with its options. */
export const afterUpload = (draft: AddDraft): AddDraft =>
  draft.address.trim() === '' ? EMPTY_DRAFT : { ...draft, ...NOTHING_STAGED };

/** Returns the draft after an address was imported. Another address that was typed meanwhile stays. */
export const afterImport = (draft: AddDraft, imported: string): AddDraft =>
  draft.address.trim() === imported ? { ...draft, address: '' } : draft;

/** Returns the draft after the folders of a choice were read. A draft that was discarded meanwhile stays empty. */
const afterReading = (draft: AddDraft, chosen: Chosen): AddDraft =>
  draft.readings === 0 ? draft : { ...draft, ...stageFiles(draft, chosen), readings: draft.readings - 1 };

/** Puts a choice into the draft as soon as its folders are read. */
export async function stageChosen(chosen: Promise<Chosen>, onDraft: Dispatch<SetStateAction<AddDraft>>): Promise<void> {
  onDraft((draft) => ({ ...draft, readings: draft.readings + 1 }));
  const read = await chosen;
  onDraft((draft) => afterReading(draft, read));
}
