import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import type { SourceRetired } from '@throughline/contracts';
import { toExternalId } from './file-ids.js';
import { MARK } from './file-names.js';
import type { FileTree, ListedFile } from './file-tree.js';
import type { FilesSettings } from './files-settings.js';
import type { Names } from './file-version.js';

/** After so many names that other files have, the name gets a part that no other file has. Each try is a request. */
const NUMBERED = 5;

function* nameCandidates(file: ListedFile, end: string): Generator<string, void, undefined> {
  const { name, ext } = parse(file.path.at(-1) ?? '');
  yield `${name}${ext}${end}`;
  for (let number = 2; number <= NUMBERED; number += 1) yield `${name} (${String(number)})${ext}${end}`;
  yield `${name} (${createHash('sha256').update(toExternalId(file)).digest('hex').slice(0, 12)})${ext}${end}`;
}

/** Subfolders of the source are kept below the folder for imported files. */
function targetFolder({ path, movedTo, after }: FilesSettings, file: ListedFile): Names {
  const parents = file.path.slice(0, -1);
  return after === 'mark' ? parents : [...path, ...movedTo, ...parents.slice(path.length)];
}

export interface Retirement {
  readonly tree: Pick<FileTree, 'move'>;
  readonly settings: FilesSettings;
}

/**
 * Moves or marks an imported file by renaming it. A file that has changed since it was listed stays: it is another item.
 */
export async function retireFile({ tree, settings }: Retirement, file: ListedFile, signal?: AbortSignal): Promise<SourceRetired> {
  const folder = targetFolder(settings, file);
  for (const name of nameCandidates(file, settings.after === 'mark' ? MARK : '')) {
    const result = await tree.move(file, [...folder, name], signal);
    if (result !== 'exists') return { state: result === 'moved' ? 'retired' : 'gone' };
  }
  // The last name contains the file's version, so an interrupted move has left it there.
  return { state: 'gone' };
}
