import type { ArtifactStore } from '@throughline/artifact-store';
import { titleOf } from '@throughline/domain';
import { isPassing } from '../../kit/http/problems/from-error.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { findFreeName, toSafeName } from './archive-names.js';
import { requireStored } from './file-answers.js';
import { createArchive, listArchivedFiles, type ArchivedFile, type DatedFile, type ZipArchive } from './item-archive.js';
import type { ItemFiles } from './item-files.js';
import type { OfferedFile } from './made-files.js';

export const ARCHIVED_PARTS = ['all', 'texts'] as const;
export type ArchivedPart = (typeof ARCHIVED_PARTS)[number];

const REPORT = 'not-in-this-archive.txt';
const TEXT = /^(?:text\/|application\/(?:json|x-subrip|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)(?:$|;))/;

/** Files that a step has written or the server makes, in words. The original of a document is none of them. */
const isText = ({ mediaType, role }: OfferedFile): boolean => TEXT.test(mediaType) && role !== 'original';

interface Gathered {
  readonly files: DatedFile[];
  /** A line for each item or file that is not in the archive, with the reason. */
  readonly missing: string[];
  /** Folders, in lower case. */
  readonly folders: Set<string>;
}

/** The archives of several items of any kind: a folder for each. */
export class SelectionArchives {
  constructor(
    private readonly items: Pick<ItemFiles, 'offered'>,
    private readonly store: Pick<ArtifactStore, 'open' | 'stat'>,
  ) {}

  /**
   * Leaves out items and files that cannot be read, and names them in a text of the archive. Throws if nothing is left, or if the
   * reason may pass: a shorter archive would be wrong.
   */
  async create(owner: string, ids: readonly string[], part: ArchivedPart): Promise<ZipArchive> {
    const gathered: Gathered = { files: [], missing: [], folders: new Set([REPORT]) };
    for (const [index, id] of [...new Set(ids)].entries())
      // An item that cannot be read has no title here.
      await tryEach(gathered, `Item ${String(index + 1)}`, () => this.#addItem(gathered, owner, id, part));
    const { files, missing } = gathered;
    if (files.length === 0) throw new Problem('no-file-yet', { detail: missing.join(' ') });
    return createArchive(this.store, missing.length === 0 ? files : [reportOf(missing), ...files]);
  }

  async #addItem({ files, missing, folders }: Gathered, owner: string, id: string, part: ArchivedPart): Promise<void> {
    const { recording, files: offered } = await this.items.offered(owner, id);
    const { asset, personal } = recording;
    const title = titleOf(asset, personal) ?? id;
    const chosen = listArchivedFiles(part === 'all' ? offered : offered.filter(isText));
    if (chosen.length === 0) {
      missing.push(`${title}: it has no ${part === 'all' ? 'files' : 'texts'} yet.`);
      return;
    }
    const folder = findFreeName(toSafeName(title, id), folders);
    folders.add(folder.toLowerCase());
    const mtime = new Date(asset.registeredAt);
    const add = async ({ path, artifact }: ArchivedFile): Promise<void> => {
      await requireStored(this.store, artifact);
      files.push({ path: `${folder}/${path}`, artifact, mtime });
    };
    for (const file of chosen) await tryEach({ missing }, `${title}, ${file.path}`, () => add(file));
  }
}

/** Notes a refusal, which concerns this item or file alone. */
async function tryEach({ missing }: Pick<Gathered, 'missing'>, name: string, add: () => Promise<void>): Promise<void> {
  try {
    await add();
  } catch (error) {
    if (!(error instanceof Problem) || isPassing(error)) throw error;
    missing.push(`${name}: ${error.message}${error.message.endsWith('.') ? '' : '.'}`);
  }
}

function reportOf(missing: readonly string[]): DatedFile {
  const content = Buffer.from(`${['This is not in the archive:', '', ...missing].join('\n')}\n`);
  return {
    path: REPORT,
    artifact: {
      ...{ role: 'report', name: REPORT, key: REPORT, mediaType: 'text/plain', size: content.length, sha256: '' },
      make: () => Promise.resolve(content),
    },
    mtime: new Date(),
  };
}
