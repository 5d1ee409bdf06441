import { filesNamedBy, isUuid, toCloudEvents, type Artifact, type NamedFile } from '@throughline/contracts';
import { fold, isPresent, nounOf, type Asset } from '@throughline/domain';
import type { EventStore, StoredCommit } from '@throughline/event-store';
import type { Principal } from '../../kit/http/access.js';
import { Problem, invalid, notFound } from '../../kit/http/problems/problem.js';
import { requireContent } from '../../items/index.js';

export interface ItemExportsPorts {
  readonly history: Pick<EventStore, 'load' | 'incarnation'>;
}

interface OwnedHistory {
  readonly asset: Asset;
  readonly commits: readonly StoredCommit[];
}

/** Removes the texts, which are sealed in the log. */
const withoutTexts = (stored: StoredCommit): StoredCommit => ({
  ...stored,
  commit: {
    ...stored.commit,
    events: stored.commit.events.map((event) => {
      if (!('personal' in event)) return event;
      const { personal: _, ...open } = event;
      return open;
    }),
  },
});

const lastSegment = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

const toArtifact = ({ key, size, sha256 }: NamedFile): Artifact => ({
  role: 'exported',
  name: lastSegment(key),
  key,
  mediaType: 'application/octet-stream',
  size,
  sha256,
});

/** The histories and files of items, for another system (ADR 116). */
export class ItemExports {
  constructor(private readonly ports: ItemExportsPorts) {}

  /** Returns the lines of a history. Only an owner of the library gets the texts, because the lines have them in the clear. */
  async lines(by: Principal, id: string, includesTexts: boolean): Promise<Generator<string>> {
    const { asset, commits } = await this.#require(by, id);
    if (includesTexts && by.user.library.role !== 'owner')
      throw new Problem('forbidden', {
        detail: 'Only an owner of the library exports the texts of its items.',
        tryInstead: 'Send `texts=false`, or ask an owner of the library.',
      });
    const { id: incarnation } = await this.ports.history.incarnation();
    const path = `/api/v1/${nounOf(asset.pipeline)}s`;
    return linesOf(includesTexts ? commits : commits.map(withoutTexts), path, incarnation);
  }

  /** Returns a file that an event of the item names, also one of an earlier run. */
  async file(by: Principal, id: string, key: string): Promise<Artifact> {
    const { asset, commits } = await this.#require(by, id);
    requireContent(asset);
    if (key === '') throw invalid([{ pointer: '/query/key', message: 'key is required' }]);
    const file = commits.flatMap(({ commit }) => commit.events.flatMap(filesNamedBy)).find((one) => one.key === key);
    if (file === undefined) throw notFound();
    return toArtifact(file);
  }

  async #require({ ownerId }: Principal, id: string): Promise<OwnedHistory> {
    if (!isUuid(id)) throw notFound();
    const { commits } = await this.ports.history.load(id);
    const asset = fold(commits);
    if (!isPresent(asset) || asset.owner !== ownerId) throw notFound();
    return { asset, commits };
  }
}

function* linesOf(commits: readonly StoredCommit[], path: string, incarnation: string): Generator<string> {
  for (const commit of commits) {
    const events = toCloudEvents(commit, path, incarnation);
    const last = commit === commits.at(-1) ? events.at(-1) : undefined;
    yield events.map((event) => `${JSON.stringify(event === last ? { ...event, originlast: true } : event)}\n`).join('');
  }
}
