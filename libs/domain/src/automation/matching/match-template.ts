import { findMiss, type MatchedItem, type MatchingRules, type Miss } from './matching-rules.js';

export interface MatchableTemplate {
  readonly id: number;
  readonly name: string;
  readonly isDraft: boolean;
  readonly matchingRules?: MatchingRules | undefined;
}

export interface TemplateMiss<T extends MatchableTemplate> {
  readonly template: T;
  readonly miss: Miss;
}

/** `several`: the first of the given templates wins, and `others` names those that match too. */
export type TemplateMatch<T extends MatchableTemplate = MatchableTemplate> =
  | { readonly kind: 'none'; readonly misses: readonly TemplateMiss<T>[] }
  | { readonly kind: 'template'; readonly template: T }
  | { readonly kind: 'several'; readonly template: T; readonly others: readonly T[] };

/** Finds the template to use for an item. The order of the templates is their priority. */
export function matchTemplate<T extends MatchableTemplate>(item: MatchedItem, templates: readonly T[]): TemplateMatch<T> {
  const judged = templates.map((template) => ({
    template,
    miss: template.isDraft ? ('draft' as const) : findMiss(template.matchingRules, item),
  }));
  const [winner, ...others] = judged.filter(({ miss }) => miss === undefined).map(({ template }) => template);
  if (winner === undefined)
    return { kind: 'none', misses: judged.flatMap(({ template, miss }) => (miss === undefined ? [] : [{ template, miss }])) };
  return others.length === 0 ? { kind: 'template', template: winner } : { kind: 'several', template: winner, others };
}

/** Returns the sources that the templates name together, or `all` if one of them names none (AUT-02 to AUT-04). */
export function sourcesOfTemplates(templates: readonly Pick<MatchableTemplate, 'matchingRules'>[]): readonly number[] | 'all' {
  const named = templates.map(({ matchingRules }) => matchingRules?.source_ids ?? []);
  if (named.some((ids) => ids.length === 0)) return 'all';
  return [...new Set(named.flat())].sort((a, b) => a - b);
}
