import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import {
  correctionPrefix,
  filesNamedBy,
  isImported,
  isUuid,
  kindOf,
  uploadPrefix,
  type AssetEventType,
  type NamedFile,
} from '@throughline/contracts';
import { fold, isContentGone, isPresent, uploadOf, type Asset } from '@throughline/domain';
import type { EventStore, Revision, StoredCommit } from '@throughline/event-store';
import { Problem, invalid, notFound } from '../../kit/http/problems/problem.js';
import { requireContent } from '../../items/index.js';

export interface ImportedFile {
  readonly itemId: string;
  /** The key that the item's history names, and under which the bytes are stored. */
  readonly key: string;
}

export const FILE_STATES = ['missing', 'present', 'not-needed'] as const;
export type FileState = (typeof FILE_STATES)[number];

export interface ImportedFilesPorts {
  readonly history: Pick<EventStore, 'head' | 'load'>;
  readonly artifacts: Pick<ArtifactStore, 'put' | 'remove' | 'stat'>;
}

interface FileOfItem {
  readonly asset: Asset;
  readonly commits: readonly StoredCommit[];
  readonly revision: Revision;
  readonly file: NamedFile;
}

/** Events after which the files of earlier attempts are removed. */
const LEAVES_FILES: ReadonlySet<AssetEventType> = new Set<AssetEventType>(['RunStarted', 'RunCancelled', 'AssetReset']);

const differs = (detail: string, options?: { readonly cause: unknown }): Problem =>
  new Problem('import-file-differs', { detail, ...options });

const hasRunHere = (commits: readonly StoredCommit[]): boolean =>
  commits.some(({ commit }) => !isImported(commit) && commit.events.some(({ type }) => LEAVES_FILES.has(type)));

/**
 * Returns true for a file that would be removed again, or was removed: the content of the item is gone, its upload was replaced,
 * or a run here has made the file of a step useless. Previews are of no run.
 */
function isUnneeded({ asset, commits }: FileOfItem, key: string): boolean {
  if (isContentGone(asset)) return true;
  if (key.startsWith(`${uploadPrefix(asset.assetId)}/`)) return uploadOf(asset.source)?.key !== key;
  if (!hasRunHere(commits) || key.startsWith(correctionPrefix(asset.assetId, ''))) return false;
  const steps = asset.preview === undefined ? asset.steps : [...asset.steps, asset.preview];
  return !steps.some(({ artifacts }) => artifacts.some((artifact) => artifact.key === key));
}

function requireNeeded(found: FileOfItem, key: string): void {
  requireContent(found.asset);
  if (isUnneeded(found, key))
    throw new Problem('import-changed', {
      detail: `${key} is no longer needed: a run, a reset or another file here has taken its place.`,
      tryInstead: 'Leave the file out of the import.',
    });
}

/** Passes bytes on, and fails at their end if they are not those of the file. So wrong bytes are never stored. */
async function* requireBytesOf({ key, size, sha256 }: NamedFile, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const hash = createHash('sha256');
  let received = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    received += chunk.length;
    yield chunk;
  }
  if (received !== size || hash.digest('hex') !== sha256)
    throw differs(`The bytes of ${key} are not those of the file that the item's history names.`);
}

/** Files of items that were imported without them (ADR 120). */
export class ImportedFiles {
  constructor(private readonly ports: ImportedFilesPorts) {}

  /**
   * Returns `missing` if the bytes of the file have to be sent. Throws if the item's history does not name the file with this
   * size, or if other bytes are stored under its key. `mayReach` decides about the library of the item.
   */
  async check({ itemId, key }: ImportedFile, size: number, mayReach: (library: string) => boolean): Promise<FileState> {
    const found = await this.#require({ itemId, key }, mayReach);
    const { file } = found;
    if (file.size !== size)
      throw differs(`The item's history names ${key} with ${String(file.size)} bytes, not with ${String(size)}.`);
    if (isUnneeded(found, key)) return 'not-needed';
    const stored = await this.ports.artifacts.stat(key);
    if (stored === undefined) return 'missing';
    if (stored.size !== size) throw differs(`${key} is stored with ${String(stored.size)} bytes instead of ${String(size)}.`);
    return 'present';
  }

  /** Stores the bytes under the key of the file. Repeating it after an interruption changes nothing more. */
  async store(of: ImportedFile, bytes: AsyncIterable<Buffer>): Promise<void> {
    const { history, artifacts } = this.ports;
    const { itemId, key } = of;
    const before = await this.#require(of);
    requireNeeded(before, key);
    try {
      await artifacts.put(key, Readable.from(requireBytesOf(before.file, bytes), { objectMode: false }));
    } catch (error) {
      if (kindOf(error) === 'exists') throw differs(`Other bytes are stored as ${key}.`, { cause: error });
      throw error;
    }
    if ((await history.head(itemId)) === before.revision) return;
    // Meanwhile, an erasure, a run or another file may have removed the files that the bytes belong to.
    const after = await this.#require(of);
    if (isUnneeded(after, key)) await artifacts.remove(key);
    requireNeeded(after, key);
  }

  async #require({ itemId, key }: ImportedFile, mayReach: (library: string) => boolean = () => true): Promise<FileOfItem> {
    if (!isUuid(itemId)) throw notFound();
    const { commits, revision } = await this.ports.history.load(itemId);
    const asset = fold(commits);
    if (!isPresent(asset) || !mayReach(asset.owner)) throw notFound();
    const file = commits.flatMap(({ commit }) => commit.events.flatMap(filesNamedBy)).find((one) => one.key === key);
    if (file === undefined) throw invalid([{ pointer: '/key', message: "is no file that the item's history names" }]);
    return { asset, commits, revision, file };
  }
}
