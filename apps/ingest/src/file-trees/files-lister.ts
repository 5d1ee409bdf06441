import { SOURCE_LIMITS, type SourceEntry, type SourcePage } from '@throughline/contracts';
import type { ListingRequest, SourceLister, SourceProbe } from '../kit/source-lister.js';
import { isTooLong, parseExternalId, toCursor, toExternalId } from './file-ids.js';
import { findNameProblem, isHidden, isMarked, showName, type NameProblem } from './file-names.js';
import type { FileTree, ListedFile, Obstacle, TreeEntry } from './file-tree.js';
import type { FilesSettings } from './files-settings.js';
import { retireFile } from './retire-file.js';

/** A page ends after this many entries, although most of them may be outside the requested time. */
const MAX_SEEN = 20_000;
/** A page that takes longer ends early, because it must be answered within 20 seconds. */
const PAGE_MS = 10_000;

const OTHER_KIND: NameProblem = { code: 'not-a-file', message: 'It is a symbolic link or a special file, not a file.' };
const OBSTACLES: Readonly<Record<Obstacle, NameProblem>> = {
  'too-deep': { code: 'too-deep', message: 'The folder is too deep, so its files are left out.' },
  unreadable: { code: 'not-readable', message: 'It cannot be read: the operator must correct its owner and permissions.' },
  refused: { code: 'not-readable', message: 'The server has refused to list the folder. The next sync tries again.' },
  'too-many': {
    code: 'too-large',
    message: 'The folder has more files than can be read. Move files to other folders.',
  },
  'no-version': { code: 'no-details', message: 'The server does not tell the kind, the size or the time of the file.' },
};
const TOO_LONG: NameProblem = { code: 'name-too-long', message: 'The path of the file is too long. Rename the file.' };
const EMPTY: NameProblem = { code: 'empty', message: 'The file is empty.' };

interface Window {
  readonly from: number;
  readonly to: number;
}

const windowOf = ({ from, to }: ListingRequest): Window => ({
  from: from === undefined ? -Infinity : Date.parse(from),
  to: to === undefined ? Infinity : Date.parse(to),
});

/** File systems store times that no calendar has. Times near 0 stand for a missing time. Milliseconds of the years 1970 to 2199. */
const isPlausible = (time: number): boolean => time >= 86_400_000 && time < 7_258_118_400_000;

const findEntryProblem = ({ path, obstacle }: TreeEntry, { isWanted }: FilesSettings): NameProblem | undefined =>
  obstacle === undefined ? findNameProblem(path, isWanted) : OBSTACLES[obstacle];

/** Lists the files of a tree as items. Sources of one tree find the same items, also if their paths differ. */
export class FilesLister implements SourceLister {
  readonly retire?: NonNullable<SourceLister['retire']>;

  constructor(
    private readonly tree: FileTree,
    private readonly settings: FilesSettings,
    private readonly maxBytes: number,
  ) {
    if (settings.after !== 'leave')
      this.retire = (externalId, signal) => retireFile({ tree, settings }, parseExternalId(externalId), signal);
  }

  get place(): string {
    return this.tree.place;
  }

  probes(): readonly SourceProbe[] {
    const { tree, settings } = this;
    const read: SourceProbe = {
      name: 'read',
      confirms: 'The folder can be read.',
      run: (signal) => tree.checkRead(settings.path, signal),
    };
    const { checkWrite } = tree;
    if (settings.after === 'leave' || checkWrite === undefined) return [read];
    const confirms = 'Imported files can be moved or marked.';
    return [read, { name: 'write', confirms, run: (signal) => checkWrite(settings.path, signal) }];
  }

  async list(request: ListingRequest, signal: AbortSignal): Promise<SourcePage> {
    const { path: start, subfolders, after: act, movedTo } = this.settings;
    const after = request.cursor === undefined ? [] : request.cursor.split('/');
    const window = windowOf(request);
    const entries: SourceEntry[] = [];
    const startedAt = performance.now();
    let seen = 0;
    const walk = { start, after, subfolders, except: act === 'move' ? movedTo : [], signal };
    for await (const entry of this.tree.entries(walk)) {
      seen += 1;
      const found = entry.isFolderEnd === true ? undefined : this.#read(entry, window);
      if (found !== undefined) entries.push(found);
      if (entries.length === request.limit || seen === MAX_SEEN || performance.now() - startedAt > PAGE_MS)
        return { place: this.place, entries, next_cursor: toCursor(entry.path) };
    }
    return { place: this.place, entries };
  }

  readonly open: NonNullable<SourceLister['open']> = (externalId, signal) => this.tree.open(parseExternalId(externalId), signal);

  #read(entry: TreeEntry, { from, to }: Window): SourceEntry | undefined {
    const { path, file } = entry;
    const name = path.at(-1) ?? '';
    if (isHidden(name) || isMarked(name)) return undefined;
    const problem = findEntryProblem(entry, this.settings) ?? this.#findFileProblem(entry);
    if (problem !== undefined || file === undefined)
      return { kind: 'ignored', name: showName(path.join('/'), SOURCE_LIMITS.name), ...(problem ?? OTHER_KIND) };
    if (file.modified < from || file.modified > to) return undefined;
    return this.#toItem(name, { ...file, path: [...this.settings.path, ...path] });
  }

  #findFileProblem({ path, file }: TreeEntry): NameProblem | undefined {
    if (file === undefined) return OTHER_KIND;
    if (isTooLong({ ...file, path: [...this.settings.path, ...path] })) return TOO_LONG;
    if (file.size === 0) return EMPTY;
    const max = this.maxBytes;
    return file.size > max ? { code: 'too-large', message: `The file exceeds the limit of ${String(max)} bytes.` } : undefined;
  }

  #toItem(name: string, file: ListedFile): SourceEntry {
    const { settleMs, after } = this.settings;
    return {
      kind: 'item',
      external_id: toExternalId(file),
      name: showName(name, SOURCE_LIMITS.name),
      file_name: showName(name, 255),
      size: file.size,
      ...(isPlausible(file.modified) ? { recorded_at: new Date(file.modified).toISOString() } : {}),
      ...(settleMs === undefined ? {} : { stable_after_ms: settleMs }),
      retires: after !== 'leave',
    };
  }
}
