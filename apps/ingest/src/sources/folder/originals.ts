import { constants } from 'node:fs';
import { access, lstat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { PermanentError, codeOf, type LocatedFile, type SourceLocateRequest } from '@throughline/contracts';
import { leftOriginalOf, nounOf, type LeftOriginal } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import type { ListedFile } from '../../file-trees/file-tree.js';
import { findByName, misconfiguredError, readFolderNames } from '../../kit/read-settings.js';
import type { SourceType } from '../../kit/source.js';
import type { OpenedItem } from '../../kit/source-lister.js';
import { toFolderError } from './file-errors.js';
import { openListedFile, resolveFile, versionOf } from './folder-files.js';

type Folders = Readonly<Record<string, string>>;
type FileToLocate = SourceLocateRequest['files'][number];

const THE_FILE = 'The file';

const findFolder = (folders: Folders, name: unknown) => findByName(folders, name, 'source folder');

function readNames(path: string): readonly string[] {
  const names = readFolderNames(path, 'The path of the file');
  if (names.length === 0) throw misconfiguredError('The path names no file');
  return names;
}

/** Returns the version of a file below a folder of the operator. Follows no symbolic link, and no path out of the folder. */
export async function locateOriginal(folders: Folders, { folder, path }: FileToLocate): Promise<LocatedFile> {
  const { value: base } = findFolder(folders, folder);
  const file = await resolveFile(base, { path: readNames(path), size: 0, modified: 0 });
  try {
    const stats = await lstat(file, { bigint: true });
    if (!stats.isFile()) throw misconfiguredError('The path names no regular file. Symbolic links are not followed');
    await access(file, constants.R_OK);
    return versionOf(stats);
  } catch (error) {
    throw toFolderError(error, THE_FILE);
  }
}

const fileOf = ({ size, modified }: LeftOriginal, path: string): ListedFile => ({ path: readNames(path), size, modified });

async function openOriginal(base: string, file: ListedFile): Promise<OpenedItem> {
  try {
    return await openListedFile(base, file);
  } catch (error) {
    throw toChanged(error);
  }
}

/** The words for a listed file speak of the next sync, which an original does not have. */
const toChanged = (error: unknown): unknown =>
  codeOf(error) === 'source-changed'
    ? new PermanentError(
        'source-changed',
        'The original in the folder of the server has changed since the item was bound to it',
        {
          cause: error,
        },
      )
    : error;

async function readOriginal({ stream, size, requireUnchanged }: OpenedItem, context: StepContext) {
  const checked = async function* (): AsyncGenerator<Buffer, void, undefined> {
    let done = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      yield chunk;
      done += chunk.byteLength;
      context.progress({ fraction: Math.min(1, done / Math.max(1, size ?? 1)), phase: 'reading', done, unit: 'bytes' });
    }
    await requireUnchanged().catch((error: unknown) => {
      throw toChanged(error);
    });
  };
  return context.output(
    { role: 'source', name: 'original', mediaType: 'application/octet-stream' },
    Readable.from(checked(), { objectMode: false }),
  );
}

/**
 * Reads an original that stays in a folder of the operator. The steps of the run need a copy, which is an artifact of the run. The
 * original is never written, moved or removed.
 */
export const originalSource = (folders: Folders): SourceType => ({
  async fetch(source, context) {
    const left = leftOriginalOf(source);
    const { sourceUrl: path } = await context.personal();
    if (left === undefined || path === undefined)
      throw new PermanentError('source-missing', `The path of the ${nounOf(context.pipeline)} no longer exists: it was erased`);
    const opened = await openOriginal(findFolder(folders, left.folder).value, fileOf(left, path));
    try {
      const { key, size, sha256 } = await readOriginal(opened, context);
      return { path: await context.local(key), file: { key, size, sha256 } };
    } finally {
      await opened.close();
    }
  },
});
