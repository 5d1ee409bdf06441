import type { Token } from '../../kit/provide.js';

/** The items of all pipelines that are bound to templates. Deleted and erased items do not count: they cannot be unbound. */
export interface TemplateUses {
  /** Returns the number of bound items for each template of a library. Templates without items are absent. */
  count(owner: string): Promise<ReadonlyMap<number, number>>;
  /** Returns the ids of the items that are bound to a template. */
  boundTo(owner: string, template: number): Promise<readonly string[]>;
}

export const TEMPLATE_USES: Token<TemplateUses> = Symbol('TemplateUses');
