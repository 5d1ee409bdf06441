import { PermanentError } from '@throughline/contracts';
import { isHidden } from './file-names.js';
import type { Obstacle, TreeEntry, WalkRequest } from './file-tree.js';
import type { FileVersion, Names } from './file-version.js';

/** A listing ends with an error after this many names, so that no folder can occupy a worker. */
const MAX_NAMES = 100_000;
const MAX_DEPTH = 20;
/** Longer names are left out, because they may not fit into a cursor. File systems allow 255. */
const MAX_NAME = 1_000;
const REPLACEMENT = '\u{FFFD}';

export type TreeNode =
  | { readonly kind: 'folder' | 'other' | 'no-version' }
  | { readonly kind: 'file'; readonly version: FileVersion };

export interface FolderName {
  readonly name: string;
  /** Absent: the walk looks at the entry when it gets there. */
  readonly node?: TreeNode;
}

/** Reads the folders of a tree for a walk. Paths are names below the start of the walk. */
export interface FolderReader {
  /** Yields the names of a folder, in any order. */
  read(path: Names, signal: AbortSignal): AsyncIterable<FolderName>;
  /** Looks at an entry that was read without a node. Follows no links. */
  readonly look?: (path: Names) => Promise<TreeNode>;
  /** Recognizes the problems of one file or folder that leave its neighbours readable. */
  findObstacle(error: unknown): Obstacle | 'missing' | undefined;
}

const toComparable = (names: Names): string => names.join('/').normalize('NFC').toLowerCase();

/** Some servers find a folder by another spelling of its name. So every spelling counts as the same folder. */
const isSameFolder = (one: Names, other: Names): boolean => toComparable(one) === toComparable(other);

/** Returns the path within an entry after which the walk goes on, or undefined if the whole entry is before that. */
function restAfter(name: string, [start, ...rest]: Names): Names | undefined {
  if (start === undefined || name > start) return [];
  return name === start && rest.length > 0 ? rest : undefined;
}

/** A name with a slash would lead to another file. */
const toWalkedName = ({ name, node }: FolderName): FolderName =>
  name.includes('/') ? { name: name.replaceAll('/', REPLACEMENT), node: { kind: 'other' } } : { name, ...(node && { node }) };

const isWalked = (name: string): boolean => name !== '' && name.length <= MAX_NAME && !isHidden(name);

type Walk = AsyncGenerator<TreeEntry, void, undefined>;

/** A walk through folders in the order of names. It enters no symbolic link. */
export class FolderWalk {
  #names = 0;

  constructor(
    private readonly reader: FolderReader,
    private readonly request: Pick<WalkRequest, 'subfolders' | 'except' | 'after' | 'signal'>,
  ) {}

  entries(): Walk {
    return this.#enter([], this.request.after);
  }

  async *#enter(parents: Names, after: Names): Walk {
    const found = await this.#readNames(parents);
    if (typeof found === 'string') {
      yield { path: parents, obstacle: found };
      return;
    }
    for (const [name, node] of found) {
      const rest = restAfter(name, after);
      if (rest !== undefined) yield* this.#visit([...parents, name], node, rest);
    }
  }

  async *#visit(path: Names, known: TreeNode | undefined, after: Names): Walk {
    this.request.signal.throwIfAborted();
    const node = known ?? (await this.#look(path));
    if (node === 'missing') return;
    if (typeof node === 'string') yield { path, obstacle: node };
    else if (node.kind === 'no-version') yield { path, obstacle: node.kind };
    else if (node.kind === 'file') yield { path, file: node.version };
    else if (node.kind === 'other') yield { path };
    else if (this.request.subfolders && !isSameFolder(path, this.request.except)) {
      if (path.length > MAX_DEPTH) yield { path, obstacle: 'too-deep' };
      else {
        yield* this.#enter(path, after);
        yield { path, isFolderEnd: true };
      }
    }
  }

  async #look(path: Names): Promise<TreeNode | Obstacle | 'missing'> {
    try {
      return (await this.reader.look?.(path)) ?? { kind: 'other' };
    } catch (error) {
      const obstacle = this.reader.findObstacle(error);
      if (obstacle === undefined) throw error;
      // Otherwise, the file was moved or removed since the folder was read.
      if (path.at(-1)?.includes(REPLACEMENT) === true) return { kind: 'other' };
      return obstacle;
    }
  }

  /** Returns the names in their order, or why a subfolder cannot be read. */
  async #readNames(parents: Names): Promise<readonly (readonly [string, TreeNode | undefined])[] | Obstacle> {
    const { signal } = this.request;
    const found = new Map<string, TreeNode | undefined>();
    try {
      for await (const entry of this.reader.read(parents, signal)) {
        this.#names += 1;
        if (this.#names > MAX_NAMES) throw tooManyError();
        signal.throwIfAborted();
        const { name, node } = toWalkedName(entry);
        if (isWalked(name)) found.set(name, node);
      }
    } catch (error) {
      // The start of the walk must exist and be readable, and the limit of the walk is no problem of one folder.
      const obstacle = parents.length > 0 && this.#names <= MAX_NAMES ? this.reader.findObstacle(error) : undefined;
      if (obstacle === undefined) throw error;
      // A missing subfolder was removed since its parent was read.
      return obstacle === 'missing' ? [] : obstacle;
    }
    return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  }
}

const tooManyError = (): PermanentError =>
  new PermanentError(
    'source-too-large',
    `The folder has more than ${String(MAX_NAMES)} files. Move imported files to another folder, or set up one source for each subfolder`,
  );
