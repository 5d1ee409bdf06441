import { Problem } from '../http/problems/problem.js';
import type { ItemUpdates } from '../items/index.js';
import type { TemplateUses } from '../projection/index.js';
import type { TemplateId } from './template.js';

export interface TemplateBindingsParts {
  readonly uses: TemplateUses;
  readonly updates: Pick<ItemUpdates, 'requireFreshRows' | 'send'>;
}

export interface BoundTemplate {
  readonly libraryId: string;
  readonly id: TemplateId;
}

/** The items that are bound to templates. */
export class TemplateBindings {
  constructor(private readonly parts: TemplateBindingsParts) {}

  count(libraryId: string): Promise<ReadonlyMap<TemplateId, number>> {
    return this.parts.uses.count(libraryId);
  }

  async requireUnused({ libraryId, id }: BoundTemplate): Promise<void> {
    await this.parts.updates.requireFreshRows(libraryId);
    const count = (await this.count(libraryId)).get(id) ?? 0;
    if (count > 0)
      throw new Problem('template-in-use', {
        detail: `${String(count)} ${count === 1 ? 'item is' : 'items are'} bound to the template.`,
      });
  }

  /**
   * Unbinds all items of a template. An item that was deleted meanwhile keeps its binding, as does one that was bound to another
   * template.
   */
  async detach({ libraryId, id }: BoundTemplate, by: string): Promise<void> {
    const { updates, uses } = this.parts;
    await updates.requireFreshRows(libraryId);
    const items = await uses.boundTo(libraryId, id);
    await updates.send({ libraryId, items, by }, (_, common) => ({ type: 'UnbindTemplate', template: id, ...common }));
  }
}
