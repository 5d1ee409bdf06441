import type { ArtifactStore } from '@throughline/artifact-store';
import { titleOf } from '@throughline/domain';
import { isPassing } from '../../kit/http/problems/from-error.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { findFreeName, toSafeName } from './archive-names.js';
import { isTextType } from './content.js';
import { requireStored } from './file-answers.js';
import { listArchivedFiles, streamArchive, type ArchivedFile, type DatedFile, type ZipArchive } from './item-archive.js';
import type { ItemFiles } from './item-files.js';
import { TRANSCRIPT_PDF_ROLE, type OfferedFile } from './made-files.js';

export const ARCHIVED_PARTS = ['all', 'texts'] as const;
export type ArchivedPart = (typeof ARCHIVED_PARTS)[number];

const REPORT = 'not-in-this-archive.txt';

/** Files that a step has written or the server makes, in words. The original of a document is none of them, and no PDF of its pages. */
const isText = ({ mediaType, role }: OfferedFile): boolean =>
  role === TRANSCRIPT_PDF_ROLE || (isTextType(mediaType) && role !== 'source');

export interface ArchivedItems {
  readonly ids: readonly string[];
  /** The report names an item that cannot be read by its id, otherwise by its place among the ids. */
  readonly namesIds: boolean;
}

interface Gathered {
  /** A line for each item or file that is not in the archive, with the reason. */
  readonly missing: string[];
  /** Folders, in lower case. */
  readonly folders: Set<string>;
}

/** Items that are looked at before the answer, until one has files. A selection of so few without files is refused. */
const LOOKED_AT = 20;
/** Reasons that a refusal lists. */
const LISTED_REASONS = 20;

/** The archives of several items of any kind: a folder for each. */
export class SelectionArchives {
  constructor(
    private readonly items: Pick<ItemFiles, 'offered'>,
    private readonly store: Pick<ArtifactStore, 'open' | 'stat'>,
  ) {}

  /**
   * Leaves out items and files that cannot be read, and names them in a text at the end of the archive. Throws if nothing is left, or
   * if the reason may pass: a shorter archive would be wrong. Items are read while the archive is sent, so their number does not
   * matter.
   */
  async create(owner: string, items: ArchivedItems, part: ArchivedPart): Promise<ZipArchive> {
    const gathered: Gathered = { missing: [], folders: new Set([REPORT]) };
    const rest = this.#read(gathered, owner, items, part);
    let first: IteratorResult<readonly DatedFile[], void> = await rest.next();
    for (let seen = 1; first.done !== true && first.value.length === 0 && seen < LOOKED_AT; seen += 1) first = await rest.next();
    if (first.done === true) {
      const { missing } = gathered;
      const more = missing.length - LISTED_REASONS;
      const lines = [...missing.slice(0, LISTED_REASONS), ...(more > 0 ? [`And ${String(more)} more.`] : [])];
      throw new Problem('no-file-yet', { detail: lines.join(' ') });
    }
    const begin = first.value;
    return { size: undefined, open: () => streamArchive(this.store, completeArchive(begin, rest, gathered)) };
  }

  async *#read(
    gathered: Gathered,
    owner: string,
    { ids, namesIds }: ArchivedItems,
    part: ArchivedPart,
  ): AsyncGenerator<readonly DatedFile[], void> {
    for (const [index, id] of [...new Set(ids)].entries()) {
      const files: DatedFile[] = [];
      // An item that cannot be read has no title here.
      const read = async (): Promise<void> => {
        files.push(...(await this.#filesOf(gathered, owner, id, part)));
      };
      const refusal = await findRefusal(`Item ${namesIds ? id : String(index + 1)}`, read);
      if (refusal !== undefined) gathered.missing.push(refusal);
      yield files;
    }
  }

  async #filesOf({ missing, folders }: Gathered, owner: string, id: string, part: ArchivedPart): Promise<readonly DatedFile[]> {
    const { recording, files: offered } = await this.items.offered(owner, id);
    const { asset, personal } = recording;
    const title = titleOf(asset, personal) ?? id;
    const chosen = listArchivedFiles(part === 'all' ? offered : offered.filter(isText), personal.fileName);
    if (chosen.length === 0) {
      missing.push(`${title}: it has no ${part === 'all' ? 'files' : 'texts'} yet.`);
      return [];
    }
    const folder = findFreeName(toSafeName(title, id), folders);
    folders.add(folder.toLowerCase());
    const mtime = new Date(asset.registeredAt);
    const check = ({ path, artifact }: ArchivedFile): Promise<string | undefined> =>
      findRefusal(`${title}, ${path}`, () => requireStored(this.store, artifact));
    // A store at the other end of a network needs a moment for each file.
    const refusals = await Promise.all(chosen.map(check));
    missing.push(...refusals.filter((refusal) => refusal !== undefined));
    return chosen.flatMap(({ path, artifact }, index) =>
      refusals[index] === undefined ? [{ path: `${folder}/${path}`, artifact, mtime }] : [],
    );
  }
}

async function* completeArchive(
  begin: readonly DatedFile[],
  rest: AsyncIterable<readonly DatedFile[]>,
  { missing }: Gathered,
): AsyncGenerator<readonly DatedFile[], void> {
  yield begin;
  yield* rest;
  if (missing.length > 0) yield [reportOf(missing)];
}

/** Returns a line about a refusal, which concerns this item or file alone. */
async function findRefusal(name: string, read: () => Promise<void>): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem) || isPassing(error)) throw error;
    return `${name}: ${error.message}${error.message.endsWith('.') ? '' : '.'}`;
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
