import { Problem } from '../http/problems/problem.js';
import type { NamedRow } from '../http/named-row.js';
import type { ItemUpdates } from '../items/index.js';
import type { JobStore } from '../jobs/index.js';
import type { TemplateUses } from '../projection/index.js';
import type { SourceStore } from '../sources/index.js';
import type { TemplateId, TemplateUse } from './template.js';

/** The problem of a template in use names this many of its items. The others are counted. */
const NAMED_ITEMS = 10;

export interface TemplateUsersParts {
  readonly uses: TemplateUses;
  readonly updates: Pick<ItemUpdates, 'requireFreshRows' | 'send'>;
  readonly sources: Pick<SourceStore, 'list' | 'detachTemplate'>;
  readonly jobs: Pick<JobStore, 'list' | 'replace'>;
}

export interface NamedTemplate {
  readonly libraryId: string;
  readonly id: TemplateId;
}

const named = ({ id, name }: NamedRow): NamedRow => ({ id, name });

const describeUse = ({ items, sources, jobs }: TemplateUse): string => {
  const names = [...sources.map(({ name }) => `the source ${name}`), ...jobs.map(({ name }) => `the job ${name}`)];
  return [
    ...(items === 0 ? [] : [`${String(items)} ${items === 1 ? 'item is' : 'items are'} bound to the template.`]),
    ...(names.length === 0 ? [] : [`These use the template: ${names.join(', ')}.`]),
  ].join(' ');
};

/** The items, the sources and the jobs of a library that use a template. */
export class TemplateUsers {
  constructor(private readonly parts: TemplateUsersParts) {}

  /** Returns a look-up for the templates of a library. */
  async read(libraryId: string): Promise<(id: TemplateId) => TemplateUse> {
    const { uses, sources, jobs } = this.parts;
    const [counts, allSources, allJobs] = await Promise.all([
      uses.count(libraryId),
      sources.list(libraryId),
      jobs.list(libraryId),
    ]);
    return (id) => ({
      items: counts.get(id) ?? 0,
      sources: allSources.filter(({ templateId }) => templateId === id).map(named),
      jobs: allJobs.filter(({ templateIds }) => templateIds.includes(id)).map(named),
    });
  }

  async requireUnused({ libraryId, id }: NamedTemplate): Promise<void> {
    const { updates, uses } = this.parts;
    await updates.requireFreshRows(libraryId);
    const use = (await this.read(libraryId))(id);
    if (use.items + use.sources.length + use.jobs.length === 0) return;
    const items = use.items === 0 ? [] : await uses.boundTo(libraryId, id);
    throw new Problem('template-in-use', {
      detail: describeUse(use),
      members: { used_by: { ...use, item_ids: items.slice(0, NAMED_ITEMS) } },
    });
  }

  /**
   * Detaches the sources and the jobs first, so that none of them binds another item meanwhile. An item that was deleted
   * meanwhile keeps its binding, as does one that was bound to another template.
   */
  async detach({ libraryId, id }: NamedTemplate, by: string): Promise<void> {
    const { updates, uses, sources } = this.parts;
    await updates.requireFreshRows(libraryId);
    await sources.detachTemplate(libraryId, id);
    await this.#detachJobs(libraryId, id);
    const items = await uses.boundTo(libraryId, id);
    await updates.send({ libraryId, items, by }, (_, common) => ({ type: 'UnbindTemplate', template: id, ...common }));
  }

  async #detachJobs(libraryId: string, id: TemplateId): Promise<void> {
    const { jobs } = this.parts;
    const written: unknown[] = [];
    for (const job of await jobs.list(libraryId)) {
      if (!job.templateIds.includes(id)) continue;
      const templateIds = job.templateIds.filter((one) => one !== id);
      const isEnabled = job.isEnabled && templateIds.length > 0;
      written.push(await jobs.replace(job, { ...job, templateIds, isEnabled, isRescheduled: false }));
    }
    if (written.includes('stale')) await this.#detachJobs(libraryId, id);
  }
}
