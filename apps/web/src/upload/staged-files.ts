import { createKey } from '../api/client.js';
import { guessKind } from './kind-of.js';
import type { UploadKind } from './upload.js';

/** A chosen file that waits for the start of its upload. */
export interface StagedFile {
  readonly key: string;
  readonly file: File;
  readonly kind: UploadKind;
}

const isSame = (one: File, other: File): boolean =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

/** Adds files, each once. A file whose kind is unclear becomes a recording. */
export function stageFiles(staged: readonly StagedFile[], files: readonly File[]): readonly StagedFile[] {
  return files.reduce<readonly StagedFile[]>(
    (before, file) =>
      before.some((one) => isSame(one.file, file))
        ? before
        : [...before, { key: createKey(), file, kind: guessKind(file) ?? 'recordings' }],
    staged,
  );
}

export const otherKind = (kind: UploadKind): UploadKind => (kind === 'recordings' ? 'documents' : 'recordings');
