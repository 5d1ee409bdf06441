import type { LibraryConfig, RequestedRun, TemplateConfig } from '@throughline/domain';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { RunOverrides } from './run-overrides.dto.js';

/** Returns a template that runs can use. Templates of other libraries do not exist for the caller. */
export function requireTemplate({ templates }: LibraryConfig, id: number): TemplateConfig {
  const template = templates?.get(id);
  if (template === undefined) throw new Problem('unknown-template');
  if (!template.isDraft) return template;
  throw new Problem('template-is-draft', { detail: `The template ${template.name} is a draft, so no run can use it.` });
}

/** Returns the template that a request names, if any, and whether the run binds it. */
export function chooseTemplate(
  { template_id, bind_template }: RunOverrides,
  library: LibraryConfig,
): Pick<RequestedRun, 'template' | 'isBound'> {
  const isBound = bind_template === true;
  if (hasValue(template_id)) return { template: requireTemplate(library, template_id), isBound };
  if (isBound) throw invalid([{ pointer: '/bind_template', message: 'needs template_id: the template to bind' }]);
  return {};
}
