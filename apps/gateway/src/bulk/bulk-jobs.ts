import { titleOf } from '@throughline/domain';
import { isUuid, newId } from '@throughline/contracts';
import type { Principal } from '../http/access.js';
import { notFound, Problem } from '../http/problems/problem.js';
import { MAX_JOB_ITEMS, selectItems, type BulkAction, type BulkBody, type Selection } from '../items/index.js';
import type { BulkItem, BulkJob, BulkNoun } from './bulk-job.js';
import type { BulkItemsQuery, BulkJobStore, RecentWork } from './bulk-job-store.js';
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

export interface BulkJobsPorts {
  readonly store: BulkJobStore;
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

/** The bulk jobs of libraries. Those of other libraries do not exist. */
export class BulkJobs {
  constructor(private readonly ports: BulkJobsPorts) {}

  /** Fixes the set of items, and finds a verdict for each. Writes no event. */
  async preview(by: Principal, { noun, action, body, selection }: PreviewRequest): Promise<BulkJob> {
    const { ownerId, userId } = by;
    const { commands, queries } = this.ports.services[noun];
    await commands.check(action, body, by);
    const ids = await selectItems(ownerId, selection, { queries, noun, most: MAX_JOB_ITEMS });
    const planParts = await commands.planParts(action, ownerId);
    const job = { id: newId(), libraryId: ownerId, noun, action, requestedBy: userId, body, planParts };
    await this.ports.store.add(job, ids);
    await waitBriefly(this.ports.runner.pursue(job.id));
    return this.find(ownerId, job.id);
  }

  async find(libraryId: string, id: string): Promise<BulkJob> {
    const job = isUuid(id) ? await this.ports.store.find(libraryId, id) : undefined;
    if (job === undefined) throw notFound();
    return job;
  }

  list(libraryId: string): Promise<readonly BulkJob[]> {
    return this.ports.store.list(libraryId, LIST_LENGTH);
  }

  /** A job that was started stays started: a repeated request answers with the same job. */
  async execute({ ownerId, userId }: Principal, id: string): Promise<BulkJob> {
    const { state, startedAt } = await this.find(ownerId, id);
    if (state === 'previewing') throw new Problem('still-previewing');
    if (state === 'stopped' && startedAt === undefined) throw new Problem('preview-stopped');
    await this.ports.store.start(id, userId);
    void this.ports.runner.pursue(id);
    return this.find(ownerId, id);
  }

  async stop(libraryId: string, id: string): Promise<BulkJob> {
    await this.find(libraryId, id);
    await this.ports.store.stop(id);
    await waitBriefly(this.ports.runner.pursue(id));
    return this.find(libraryId, id);
  }

  recentWork({ id }: BulkJob): Promise<RecentWork> {
    return this.ports.store.recentWork(id);
  }

  /** Returns items with their present titles, which are not stored with the job. */
  async items(job: BulkJob, query: BulkItemsQuery): Promise<readonly TitledItem[]> {
    const items = await this.ports.store.items(job.id, query);
    const { loader } = this.ports.services[job.noun];
    return Promise.all(
      items.map(async (item) => {
        const shown = await loader.fromRow(item.itemId);
        return { ...item, title: shown?.asset.owner === job.libraryId ? (titleOf(shown.asset, shown.personal) ?? null) : null };
      }),
    );
  }
}
