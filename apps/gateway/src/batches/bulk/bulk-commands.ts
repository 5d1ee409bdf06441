import { titleOf } from '@throughline/domain';
import { isUuid, newId } from '@throughline/contracts';
import type { Principal } from '../../kit/http/access.js';
import { notFound, Problem } from '../../kit/http/problems/problem.js';
import { MAX_BULK_ITEMS, selectItems, type BulkAction, type BulkBody, type Selection } from '../../items/index.js';
import type { BulkCommand, BulkItem, BulkNoun } from './bulk-command.js';
import type { BulkCommandStore, BulkItemsQuery, RecentWork } from './bulk-command-store.js';
import type { BulkRunner, BulkServices } from './bulk-runner.js';

/** A request waits this long for its effect. Small sets are previewed by then, and few commands take longer to stop. */
const TIMEOUT_MS = 2_000;
const LIST_LENGTH = 50;

export interface PreviewRequest {
  readonly noun: BulkNoun;
  readonly action: BulkAction;
  readonly body: BulkBody;
  readonly selection: Selection;
}

export interface TitledItem extends BulkItem {
  readonly title: string | null;
}

export interface BulkCommandsPorts {
  readonly store: BulkCommandStore;
  readonly runner: BulkRunner;
  readonly services: BulkServices;
}

/** Waits for a promise that never rejects, but not longer than {@link TIMEOUT_MS}. */
async function waitBriefly(promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS);
  });
  await Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** The bulk commands of libraries. Those of other libraries do not exist. */
export class BulkCommands {
  constructor(private readonly ports: BulkCommandsPorts) {}

  /** Fixes the set of items, and finds a verdict for each. Writes no event. */
  async preview(by: Principal, { noun, action, body, selection }: PreviewRequest): Promise<BulkCommand> {
    const { ownerId, userId } = by;
    const { commands, queries } = this.ports.services[noun];
    await commands.check(action, body, by);
    const ids = await selectItems(ownerId, selection, { queries, noun, most: MAX_BULK_ITEMS });
    const planParts = await commands.planParts(action, ownerId);
    const bulk = { id: newId(), libraryId: ownerId, noun, action, requestedBy: userId, body, planParts };
    await this.ports.store.add(bulk, ids);
    await waitBriefly(this.ports.runner.pursue(bulk.id));
    return this.find(ownerId, bulk.id);
  }

  async find(libraryId: string, id: string): Promise<BulkCommand> {
    const bulk = isUuid(id) ? await this.ports.store.find(libraryId, id) : undefined;
    if (bulk === undefined) throw notFound();
    return bulk;
  }

  list(libraryId: string): Promise<readonly BulkCommand[]> {
    return this.ports.store.list(libraryId, LIST_LENGTH);
  }

  /** A bulk command that was started stays started: a repeated request gets the same one. */
  async execute({ ownerId, userId }: Principal, id: string): Promise<BulkCommand> {
    const { state, startedAt } = await this.find(ownerId, id);
    if (state === 'previewing') throw new Problem('still-previewing');
    if (state === 'stopped' && startedAt === undefined) throw new Problem('preview-stopped');
    await this.ports.store.start(id, userId);
    void this.ports.runner.pursue(id);
    return this.find(ownerId, id);
  }

  async stop(libraryId: string, id: string): Promise<BulkCommand> {
    await this.find(libraryId, id);
    await this.ports.store.stop(id);
    await waitBriefly(this.ports.runner.pursue(id));
    return this.find(libraryId, id);
  }

  recentWork({ id }: BulkCommand): Promise<RecentWork> {
    return this.ports.store.recentWork(id);
  }

  /** Returns items with their present titles, which are not stored with the bulk command. */
  async items(bulk: BulkCommand, query: BulkItemsQuery): Promise<readonly TitledItem[]> {
    const items = await this.ports.store.items(bulk.id, query);
    const { loader } = this.ports.services[bulk.noun];
    return Promise.all(
      items.map(async (item) => {
        const shown = await loader.fromRow(item.itemId);
        return { ...item, title: shown?.asset.owner === bulk.libraryId ? (titleOf(shown.asset, shown.personal) ?? null) : null };
      }),
    );
  }
}
