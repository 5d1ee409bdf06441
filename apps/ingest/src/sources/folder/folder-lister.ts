import { constants, type BigIntStats } from 'node:fs';
import { access, opendir } from 'node:fs/promises';
import { SOURCE_LIMITS, type SourceEntry, type SourcePage } from '@throughline/contracts';
import type { ListingRequest, SourceLister, SourceProbe } from '../source-lister.js';
import { isTooLong, modifiedOf, parseExternalId, toExternalId, type ListedFile } from './file-ids.js';
import { toFolderError } from './file-errors.js';
import { findNameProblem, isMarked, showName, type NameProblem } from './file-names.js';
import { openListedFile, resolveBelow } from './folder-files.js';
import type { FolderSettings } from './folder-settings.js';
import { FolderWalk, type WalkedEntry } from './folder-walk.js';
import { retireFile } from './retire-file.js';

const OTHER_KIND: NameProblem = { code: 'not-a-file', message: 'It is a symbolic link or a special file, not a file.' };
const OBSTACLES: Readonly<Record<NonNullable<WalkedEntry['obstacle']>, NameProblem>> = {
  'too-deep': { code: 'too-deep', message: 'The folder is too deep, so its files are left out.' },
  unreadable: { code: 'not-readable', message: 'It cannot be read: the operator must correct its owner and permissions.' },
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

/** File systems store times that no calendar has. Milliseconds of the years 1970 to 2199. */
const isPlausible = (time: number): boolean => time >= 0 && time < 7_258_118_400_000;

const findEntryProblem = ({ name, obstacle }: WalkedEntry, { isWanted }: FolderSettings): NameProblem | undefined =>
  obstacle === undefined ? findNameProblem(name, isWanted) : OBSTACLES[obstacle];

/** Folders of one operator are shared by path, so a source below another one finds the same files. */
export class FolderLister implements SourceLister {
  readonly place: string;
  readonly retire?: NonNullable<SourceLister['retire']>;

  constructor(
    private readonly settings: FolderSettings,
    private readonly maxBytes: number,
  ) {
    this.place = `folder:${settings.folder}`;
    if (settings.after !== 'leave') this.retire = (externalId) => retireFile(settings, parseExternalId(externalId));
  }

  probes(): readonly SourceProbe[] {
    const read = {
      name: 'read',
      confirms: 'The folder can be read.',
      run: () => this.#check(constants.R_OK | constants.X_OK),
    };
    const write = {
      name: 'write',
      confirms: 'Imported files can be moved or marked.',
      run: () => this.#check(constants.W_OK),
    };
    return this.settings.after === 'leave' ? [read] : [read, write];
  }

  async list(request: ListingRequest, signal: AbortSignal): Promise<SourcePage> {
    const { base, path, subfolders, after: act, movedTo } = this.settings;
    const root = await resolveBelow(base, path);
    const walk = new FolderWalk(root, { subfolders, except: act === 'move' ? movedTo : [], signal });
    const after = request.cursor === undefined ? [] : request.cursor.split('/');
    const entries: SourceEntry[] = [];
    try {
      for await (const entry of walk.entries(after)) {
        const found = this.#read(entry, windowOf(request));
        if (found === undefined) continue;
        entries.push(found);
        if (entries.length === request.limit) return { place: this.place, entries, next_cursor: entry.path.join('/') };
      }
    } catch (error) {
      throw toFolderError(error, 'The folder of the source');
    }
    return { place: this.place, entries };
  }

  readonly open: NonNullable<SourceLister['open']> = (externalId) =>
    openListedFile(this.settings.base, parseExternalId(externalId));

  async #check(mode: number): Promise<void> {
    try {
      const root = await resolveBelow(this.settings.base, this.settings.path);
      await access(root, mode);
      await (await opendir(root)).close();
    } catch (error) {
      throw toFolderError(error, 'The folder of the source');
    }
  }

  #read(entry: WalkedEntry, { from, to }: Window): SourceEntry | undefined {
    const { name, stats } = entry;
    if (isMarked(name)) return undefined;
    const problem = findEntryProblem(entry, this.settings) ?? this.#findFileProblem(entry);
    if (problem !== undefined || stats === undefined)
      return { kind: 'ignored', name: showName(entry.path.join('/'), SOURCE_LIMITS.name), ...(problem ?? OTHER_KIND) };
    const modified = modifiedOf(stats);
    return modified < from || modified > to ? undefined : this.#toItem(name, this.#toFile(entry.path, stats));
  }

  #findFileProblem({ path, stats }: WalkedEntry): NameProblem | undefined {
    if (stats?.isFile() !== true) return OTHER_KIND;
    const file = this.#toFile(path, stats);
    if (isTooLong(file)) return TOO_LONG;
    if (file.size === 0) return EMPTY;
    const max = this.maxBytes;
    return file.size > max ? { code: 'too-large', message: `The file exceeds the limit of ${String(max)} bytes.` } : undefined;
  }

  #toFile(path: readonly string[], stats: BigIntStats): ListedFile {
    return { path: [...this.settings.path, ...path], size: Number(stats.size), modified: modifiedOf(stats) };
  }

  #toItem(name: string, file: ListedFile): SourceEntry {
    return {
      kind: 'item',
      external_id: toExternalId(file),
      name: showName(name, SOURCE_LIMITS.name),
      file_name: showName(name, 255),
      size: file.size,
      ...(isPlausible(file.modified) ? { recorded_at: new Date(file.modified).toISOString() } : {}),
      stable_after_ms: this.settings.settleMs,
      retires: this.settings.after !== 'leave',
    };
  }
}
