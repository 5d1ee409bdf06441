import type { OpenedItem } from '../kit/source-lister.js';
import type { FileVersion, Names } from './file-version.js';

/** The reason why a folder is not entered, or why nothing is known about an entry. */
export type Obstacle = 'too-deep' | 'unreadable' | 'refused' | 'too-many' | 'no-version';

/** One entry of a file tree, or the end of a folder. */
export interface TreeEntry {
  /** Names below the start of the walk. */
  readonly path: Names;
  /** Absent for anything but a file, and for a name that cannot be used to find the file. */
  readonly file?: FileVersion;
  readonly obstacle?: Obstacle;
  /** The walk has left this folder, so a page may end here. */
  readonly isFolderEnd?: true;
}

export interface WalkRequest {
  /** Names below the root of the tree. */
  readonly start: Names;
  /** The entry after which the walk continues, which may have disappeared meanwhile. Empty: from the beginning. */
  readonly after: Names;
  readonly subfolders: boolean;
  /** A folder that is left out, in every spelling, as names below the start. Empty: none. */
  readonly except: Names;
  readonly signal: AbortSignal;
}

/** A listed file: names below the root of the tree, and its version. */
export interface ListedFile extends FileVersion {
  readonly path: Names;
}

/**
 * Files in folders, wherever they are stored. Throws errors of kind `permanent`, `waiting` or `retryable`, whose messages users
 * read. They name no address, no user and no path of a server.
 */
export interface FileTree {
  /** Names the root of the tree, so that sources with overlapping folders find the same items. */
  readonly place: string;
  /** Yields the entries in an order that stays the same between calls. Leaves out hidden folders. */
  entries(request: WalkRequest): AsyncIterable<TreeEntry>;
  /** Opens a listed file. Throws `changedError()` if it has another version now. */
  open(file: ListedFile, signal?: AbortSignal): Promise<OpenedItem>;
  /**
   * Renames a listed file without replacing another file, and creates missing folders. `gone`: it is no longer there, or it has
   * another version now.
   */
  move(file: ListedFile, target: Names, signal?: AbortSignal): Promise<'moved' | 'exists' | 'gone'>;
  /** Checks that the start of a walk can be read. */
  checkRead(start: Names, signal: AbortSignal): Promise<void>;
  /** Checks that files can be moved, without changing anything. Absent if that is impossible. */
  readonly checkWrite?: (start: Names, signal: AbortSignal) => Promise<void>;
}
