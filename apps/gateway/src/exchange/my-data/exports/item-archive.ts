import type { ArtifactStore } from '@throughline/artifact-store';
import { kindOf, toCloudEvents, type Artifact } from '@throughline/contracts';
import { brokenOffFolders, renderNotes, shownFiles, uploadOf, type Asset, type ShownFile, titleOf } from '@throughline/domain';
import type { EventStore, History, LoadOptions } from '@throughline/event-store';
import type { ProblemCode } from '../../../kit/http/problems/catalogue.js';
import { toProblem } from '../../../kit/http/problems/from-error.js';
import { ListQuery, nameArchivedFiles, nameOriginal, type ItemServices, type ItemSnapshot } from '../../../items/index.js';
import { findSoFarFile } from '../../../kinds/transcripts/index.js';
import type { ArchiveWriter } from './archive-writer.js';
import type { IndexPage } from './index-page.js';

/** The kinds of items, by their folders in the archive and in the paths of the API. */
export const KINDS = ['recordings', 'documents', 'sessions'] as const;
export type Kind = (typeof KINDS)[number];

export type ExportedItems = Readonly<Record<Kind, Pick<ItemServices, 'queries' | 'render'>>>;

export interface ItemArchivePorts {
  readonly items: ExportedItems;
  readonly history: Pick<EventStore, 'load'>;
  readonly artifacts: Pick<ArtifactStore, 'list' | 'open'>;
}

const NOTES = 'notes.json';
const LINES = 'transcript-so-far.json';
const PAGE = 100;
/** Media and pictures do not become smaller. */
const COMPRESSED_ALREADY = /^(video|audio|image)\//;

/** The history has an event that this release cannot read. */
const UNREADABLE: ReadonlySet<ProblemCode> = new Set(['quarantined', 'needs-upgrade']);

type MissingReason = 'erased' | 'expired' | 'not-stored' | 'unreadable';

/** The source file of an upload that no step has passed on, and the files of the steps that people can read. */
function filesOf(asset: Asset, fileName: string | undefined): readonly ShownFile[] {
  const files = shownFiles(asset).map((file) => nameOriginal(file, fileName));
  const upload = uploadOf(asset.source);
  if (upload === undefined || files.some(({ key }) => key === upload.key)) return files;
  return [...files, { ...upload, role: 'upload', name: fileName ?? 'upload' }];
}

/** Returns the item without the actions that a reader could take, which depend on the moment. */
const withoutActions = ({ allowed_actions: _, ...item }: { readonly allowed_actions?: unknown }): object => item;

/** Writes the items of a library with their histories and files. */
export class ItemArchive {
  constructor(
    private readonly ports: ItemArchivePorts,
    private readonly archive: ArchiveWriter,
    private readonly index: IndexPage,
  ) {}

  async count(library: string): Promise<number> {
    const pages = KINDS.map((kind) => this.#page(kind, library, undefined, { limit: 1, include: 'total' }));
    return (await Promise.all(pages)).reduce((sum, { total = 0 }) => sum + total, 0);
  }

  /** `onItem` is called after each item. */
  async write(library: string, onItem: () => Promise<void>): Promise<void> {
    for (const kind of KINDS) {
      await this.index.startSection(`libraries/${library}/${kind}`);
      for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
        const page = await this.#page(kind, library, cursor, { limit: PAGE });
        for (const item of page.recordings) {
          await this.#writeItem(kind, `libraries/${library}/${kind}/${item.id}`, item);
          await onItem();
        }
        cursor = page.nextCursor;
      }
    }
  }

  #page(kind: Kind, library: string, cursor: string | undefined, given: Partial<ListQuery>) {
    const query = Object.assign(new ListQuery(), { sort: 'created_at', deleted: 'any', cursor, ...given });
    return this.ports.items[kind].queries.list(library, query);
  }

  async #writeItem(kind: Kind, folder: string, item: ItemSnapshot): Promise<void> {
    const { archive, index, ports } = this;
    await archive.addJson(`${folder}/item.json`, withoutActions(await ports.items[kind].render(item)));
    await this.#writeEvents(`${folder}/events.jsonl`, `/api/v1/${kind}`, item);
    const parts = [...(await this.#writeNotes(folder, item)), ...(await this.#writeLines(folder, item))];
    const names = await this.#writeFiles(folder, item);
    await index.addItem({
      folder,
      title: titleOf(item.asset, item.personal),
      registeredAt: item.asset.registeredAt,
      files: ['item.json', 'events.jsonl', ...parts, ...names.map((name) => `files/${name}`)],
    });
  }

  async #writeNotes(folder: string, { asset, personal }: ItemSnapshot): Promise<readonly string[]> {
    const notes = renderNotes(asset, personal);
    if (notes.length === 0) return [];
    await this.archive.addJson(`${folder}/${NOTES}`, notes);
    return [NOTES];
  }

  /** The lines of a failed transcription are no file of the item. */
  async #writeLines(folder: string, { asset }: ItemSnapshot): Promise<readonly string[]> {
    const found = await findSoFarFile(this.ports.artifacts, brokenOffFolders(asset));
    if (found === undefined) return [];
    const { key } = found;
    return (await this.#writeFile(`${folder}/${LINES}`, { key, mediaType: 'application/json' })) ? [LINES] : [];
  }

  /** A history that this release cannot read to its end does not keep the user from the rest. */
  async #writeEvents(path: string, source: string, item: ItemSnapshot): Promise<void> {
    const { commits, isWhole } = await this.#load(item);
    function* events(): Generator {
      for (const commit of commits) yield* toCloudEvents(commit, source);
    }
    await this.archive.addLines(path, events());
    if (!isWhole) await this.#noteMissing(path, 'unreadable');
  }

  /** The commits until the one that cannot be read. */
  async #load({ id, revision }: ItemSnapshot): Promise<Pick<History, 'commits'> & { readonly isWhole: boolean }> {
    const whole = await this.#tryLoad(id);
    if (whole !== undefined) return { commits: whole.commits, isWhole: true };
    return { commits: (await this.#tryLoad(id, { upTo: revision }))?.commits ?? [], isWhole: false };
  }

  #tryLoad(id: string, options?: LoadOptions): Promise<History | undefined> {
    return this.ports.history.load(id, options).catch((error: unknown) => {
      if (UNREADABLE.has(toProblem(error).code)) return undefined;
      throw error;
    });
  }

  async #writeFiles(folder: string, { asset, personal }: ItemSnapshot): Promise<readonly string[]> {
    const files = filesOf(asset, personal.fileName);
    if (asset.erasedAt !== undefined || asset.expiredAt !== undefined) {
      await this.#noteMissing(`${folder}/files`, asset.erasedAt === undefined ? 'expired' : 'erased');
      return [];
    }
    const written: string[] = [];
    for (const [file, name] of nameArchivedFiles(files))
      if (await this.#writeFile(`${folder}/files/${name}`, file)) written.push(name);
    return written;
  }

  async #writeFile(path: string, { key, mediaType }: Pick<Artifact, 'key' | 'mediaType'>): Promise<boolean> {
    try {
      const { stream } = await this.ports.artifacts.open(key);
      await this.archive.add(path, stream, { isCompressed: !COMPRESSED_ALREADY.test(mediaType) });
      return true;
    } catch (error) {
      if (kindOf(error) !== 'not-found') throw error;
      await this.#noteMissing(path, 'not-stored');
      return false;
    }
  }

  #noteMissing(path: string, reason: MissingReason): Promise<void> {
    return this.archive.appendTo('missing.jsonl', `${JSON.stringify({ path, reason })}\n`);
  }
}
