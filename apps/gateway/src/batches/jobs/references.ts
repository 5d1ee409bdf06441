import { sourcesOfTemplates } from '@throughline/domain';
import type { AdministrationLog } from '../../people/administration-log/index.js';
import { named, OffersReference, type NamedKey, type Reference, type Uses } from '../../kit/references/index.js';
import { isSourceNamedBy, withoutSource, type Template, type TemplateStore } from '../../templates/index.js';
import { replaceJob } from './job-records.js';
import type { Job } from './job.js';
import type { JobStore } from './job-store.js';

/** The jobs that start items with a template. */
@OffersReference()
export class JobsOfTemplates implements Reference<'template', 'jobs'> {
  readonly of = 'template';
  readonly by = 'jobs';

  constructor(private readonly parts: { readonly store: Pick<JobStore, 'list' | 'replace'> }) {}

  async list(libraryId: string): Promise<(template: number) => Uses['template']['jobs']> {
    const jobs = await this.parts.store.list(libraryId);
    return (template) => jobs.filter(({ templateIds }) => templateIds.includes(template)).map(named);
  }

  /** Switches off the jobs that have no other template. */
  async detach({ libraryId, key }: NamedKey<'template'>): Promise<void> {
    const { store } = this.parts;
    const written: unknown[] = [];
    for (const job of await store.list(libraryId)) {
      if (!job.templateIds.includes(key)) continue;
      const templateIds = job.templateIds.filter((one) => one !== key);
      const isEnabled = job.isEnabled && templateIds.length > 0;
      written.push(await store.replace(job, { ...job, templateIds, isEnabled, isRescheduled: false }));
    }
    if (written.includes('stale')) await this.detach({ libraryId, key });
  }
}

/** Returns true if the source is the only one of a template, so that the job would read every source without it. */
function isWidened({ templateIds }: Job, templates: readonly Template[], source: number): boolean {
  const own = templates.filter((template) => templateIds.includes(template.id));
  const isUnlimited = sourcesOfTemplates(own.filter(({ isDraft }) => !isDraft)) === 'all';
  return (
    !isUnlimited && own.some((one) => isSourceNamedBy(one, source) && withoutSource(one, source).matchingRules === undefined)
  );
}

export interface JobsOfSourcesParts {
  readonly store: Pick<JobStore, 'list' | 'replace'>;
  readonly templates: Pick<TemplateStore, 'load'>;
  readonly log: AdministrationLog;
}

/** The jobs that read a source because of a template whose conditions name it. */
@OffersReference()
export class JobsOfSources implements Reference<'source', 'jobs'> {
  readonly of = 'source';
  readonly by = 'jobs';

  constructor(private readonly parts: JobsOfSourcesParts) {}

  async list(libraryId: string): Promise<(source: number) => Uses['source']['jobs']> {
    const [{ templates }, jobs] = await Promise.all([this.parts.templates.load(libraryId), this.parts.store.list(libraryId)]);
    return (source) => {
      const users = templates.filter((template) => isSourceNamedBy(template, source));
      return jobs.filter(({ templateIds }) => users.some(({ id }) => templateIds.includes(id))).map(named);
    };
  }

  /** Switches off the jobs that read only this source: without it, they would read every source. */
  async detach({ libraryId, key }: NamedKey<'source'>): Promise<void> {
    const { store, templates: stored, log } = this.parts;
    const { templates } = await stored.load(libraryId);
    const written: unknown[] = [];
    for (const job of await store.list(libraryId))
      if (job.isEnabled && isWidened(job, templates, key))
        written.push(await replaceJob({ store, log }, job, { ...job, isEnabled: false, isRescheduled: false }));
    if (written.includes('stale')) await this.detach({ libraryId, key });
  }
}
