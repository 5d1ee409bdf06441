import { createKey } from '../api/client.js';
import type { Chosen, ChosenFile } from './chosen-files.js';
import { guessKind } from './kind-of.js';
import type { UploadKind } from './upload.js';

/** A chosen file that waits for the start of its upload. */
export interface StagedFile extends ChosenFile {
  readonly key: string;
  readonly kind: UploadKind;
}

export interface Staged {
  readonly staged: readonly StagedFile[];
  /** Paths of files in folders that are neither recordings nor documents. */
  readonly leftOut: readonly string[];
  readonly unread: readonly string[];
  readonly isCut: boolean;
  /** The last chosen folder had no files. */
  readonly isEmpty: boolean;
}

export const NOTHING_STAGED: Staged = { staged: [], leftOut: [], unread: [], isCut: false, isEmpty: false };

const identify = ({ file, path }: ChosenFile): string => JSON.stringify([path, file.size, file.lastModified]);

const isInFolder = ({ path }: ChosenFile): boolean => path.includes('/');

/** Files that systems keep in folders, and everything that is hidden. */
const isHidden = ({ path }: ChosenFile): boolean =>
  path.split('/').some((part) => /^(?:\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/iu.test(part));

/**
 * Adds files, each once. A single file whose kind is unclear becomes a recording, because a person has chosen it. A folder may have
 * other files too, which are left out.
 */
export function stageFiles(before: Staged, { files, unread, isCut }: Chosen): Staged {
  const known = new Set(before.staged.map(identify));
  const staged: StagedFile[] = [];
  const leftOut = new Set(before.leftOut);
  for (const chosen of files.filter((one) => !isInFolder(one) || !isHidden(one))) {
    const kind = guessKind(chosen.file) ?? (isInFolder(chosen) ? undefined : 'recordings');
    if (kind === undefined) leftOut.add(chosen.path);
    else if (!known.has(identify(chosen))) staged.push({ ...chosen, key: createKey(), kind });
    known.add(identify(chosen));
  }
  return {
    staged: [...before.staged, ...staged],
    leftOut: [...leftOut],
    unread: [...new Set([...before.unread, ...unread])],
    isCut: before.isCut || isCut,
    isEmpty: files.length === 0 && unread.length === 0,
  };
}

export const otherKind = (kind: UploadKind): UploadKind => (kind === 'recordings' ? 'documents' : 'recordings');
