import type { UnusableConfig } from '@throughline/domain';
import type { RunRequests } from '../items/index.js';
import type { LibraryConfig, TemplateId } from './template.js';

export type TemplateRuns = Pick<RunRequests, 'check' | 'library' | 'findTemplateProblem'>;

/** Returns the reasons why runs cannot use the templates with these settings of the library. Drafts have none. */
export async function findProblems(
  libraryId: string,
  { settings, templates }: LibraryConfig,
  runs: TemplateRuns,
): Promise<ReadonlyMap<TemplateId, UnusableConfig>> {
  const { config } = await runs.library(libraryId);
  const library = { ...config, user: settings.config };
  return new Map(
    templates.flatMap(({ id, name, isDraft, config: saved }) => {
      const problem = runs.findTemplateProblem({ id, name, isDraft, settings: saved }, library);
      return problem === undefined ? [] : [[id, problem] as const];
    }),
  );
}
