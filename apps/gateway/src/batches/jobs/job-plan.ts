import { sourcesOfTemplates } from '@throughline/domain';
import type { Template, TemplateStore } from '../../templates/index.js';
import type { JobTask } from './job.js';
import { NOT_ACTIVE, createUnread, type JobSources, type SourceReading, type SyncOptions } from './job-sources.js';

export interface JobPlan {
  /** The templates that the job can use, in the order of their priority. */
  readonly templates: readonly Template[];
  /** The templates that it cannot use any more, in words. */
  readonly problems: readonly string[];
}

/** Finds the templates of a job as they are now. They may have been deleted, or become drafts, since the job was saved. */
export async function loadPlan(
  store: Pick<TemplateStore, 'load'>,
  libraryId: string,
  task: Pick<JobTask, 'templateIds'>,
): Promise<JobPlan> {
  return findUsable((await store.load(libraryId)).templates, task);
}

export function findUsable(templates: readonly Template[], { templateIds }: Pick<JobTask, 'templateIds'>): JobPlan {
  const templatesById = new Map(templates.map((template) => [template.id, template]));
  const found = templateIds.map((id) => ({ id, template: templatesById.get(id) }));
  return {
    templates: found.flatMap(({ template }) => (template === undefined || template.isDraft ? [] : [template])),
    problems:
      found.length === 0
        ? ['The job has no template.']
        : found.flatMap(({ id, template }) => {
            if (template === undefined) return [`The template ${String(id)} was deleted.`];
            return template.isDraft ? [`The template ${template.name} is a draft.`] : [];
          }),
  };
}

/** Reads the sources that the templates name, or all active ones, one after the other (AUT-03, AUT-04), with their imports. */
export async function syncSources(
  sources: JobSources,
  libraryId: string,
  { templates, ...options }: Pick<JobPlan, 'templates'> & SyncOptions,
): Promise<readonly SourceReading[]> {
  const active = await sources.listActive(libraryId);
  const named = sourcesOfTemplates(templates);
  const ids = named === 'all' ? active.map(({ id }) => id) : named;
  const readings: SourceReading[] = [];
  for (const id of ids) {
    const source = active.find((one) => one.id === id);
    readings.push(source === undefined ? createUnread(id, String(id), NOT_ACTIVE) : await sources.sync(source, options));
  }
  return options.dryRun ? readings : sources.finishImports(readings, options.signal);
}
