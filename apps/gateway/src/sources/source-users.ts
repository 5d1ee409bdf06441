import { sourcesOfTemplates } from '@throughline/domain';
import type { AdministrationLog } from '../administration-log/index.js';
import type { NamedRow } from '../http/named-row.js';
import { Problem } from '../http/problems/problem.js';
import { replaceJob, type Job, type JobStore } from '../jobs/index.js';
import { replaceTemplate, type Template, type TemplateStore } from '../templates/index.js';
import type { Source, SourceId } from './source.js';

export interface SourceUsersParts {
  readonly templates: Pick<TemplateStore, 'load' | 'replace'>;
  readonly jobs: Pick<JobStore, 'list' | 'replace'>;
  readonly log: AdministrationLog;
}

export interface SourceUse {
  /** The templates whose conditions name it. */
  readonly templates: readonly NamedRow[];
  /** The jobs that read it because of such a template. */
  readonly jobs: readonly NamedRow[];
}

type NamedSource = Pick<Source, 'libraryId' | 'id'>;

const isNamedBy = ({ matchingRules }: Template, id: SourceId): boolean => matchingRules?.source_ids?.includes(id) === true;

const named = ({ id, name }: NamedRow): NamedRow => ({ id, name });

/**
 * Returns the template without the source. If its conditions name no other source, it loses all of them: without the source it
 * would be used for items of every source.
 */
function withoutSource({ matchingRules, ...template }: Template, id: SourceId): Template {
  const sources = matchingRules?.source_ids?.filter((one) => one !== id) ?? [];
  return sources.length === 0 ? template : { ...template, matchingRules: { ...matchingRules, source_ids: sources } };
}

/** Returns true if the source is the only one of a template, so that the job would read every source without it. */
function isWidened({ templateIds }: Job, templates: readonly Template[], id: SourceId): boolean {
  const own = templates.filter((template) => templateIds.includes(template.id));
  const isUnlimited = sourcesOfTemplates(own.filter(({ isDraft }) => !isDraft)) === 'all';
  return !isUnlimited && own.some((one) => isNamedBy(one, id) && withoutSource(one, id).matchingRules === undefined);
}

/** The templates and the jobs of a library that name a source. The items that it has brought do not. */
export class SourceUsers {
  constructor(private readonly parts: SourceUsersParts) {}

  /** Returns a look-up for the sources of a library. */
  async read(libraryId: string): Promise<(id: SourceId) => SourceUse> {
    const [{ templates }, jobs] = await Promise.all([this.parts.templates.load(libraryId), this.parts.jobs.list(libraryId)]);
    return (id) => {
      const users = templates.filter((template) => isNamedBy(template, id));
      const isReader = ({ templateIds }: Job): boolean => users.some((template) => templateIds.includes(template.id));
      return { templates: users.map(named), jobs: jobs.filter(isReader).map(named) };
    };
  }

  async requireUnused({ libraryId, id }: NamedSource): Promise<void> {
    const { templates, jobs } = (await this.read(libraryId))(id);
    if (templates.length === 0) return;
    const names = [...templates.map(({ name }) => `the template ${name}`), ...jobs.map(({ name }) => `the job ${name}`)];
    throw new Problem('source-in-use', {
      detail: `These use the source: ${names.join(', ')}.`,
      members: { used_by: { templates, jobs } },
    });
  }

  /** Removes the source wherever it is named. A row that another request changes meanwhile is decided again. */
  async detach(source: NamedSource): Promise<void> {
    await this.#switchJobsOff(source);
    await this.#detachTemplates(source);
  }

  /** Switches off the jobs that read only this source: without it, they would read every source. */
  async #switchJobsOff({ libraryId, id }: NamedSource): Promise<void> {
    const { templates: store, jobs, log } = this.parts;
    const { templates } = await store.load(libraryId);
    const written: unknown[] = [];
    for (const job of await jobs.list(libraryId)) {
      if (job.isEnabled && isWidened(job, templates, id))
        written.push(await replaceJob({ store: jobs, log }, job, { ...job, isEnabled: false, isRescheduled: false }));
    }
    if (written.includes('stale')) await this.#switchJobsOff({ libraryId, id });
  }

  async #detachTemplates({ libraryId, id }: NamedSource): Promise<void> {
    const { templates: store, log } = this.parts;
    const written: unknown[] = [];
    for (const template of (await store.load(libraryId)).templates)
      if (isNamedBy(template, id)) written.push(await replaceTemplate({ store, log }, template, withoutSource(template, id)));
    if (written.includes('stale')) await this.#detachTemplates({ libraryId, id });
  }
}
