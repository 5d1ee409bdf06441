import { isPresent } from '@throughline/domain';
import type { TemplateUses } from '../adapters/projection/template-uses.js';
import type { MemoryItemRows } from './memory-rows.js';

export class MemoryTemplateUses implements TemplateUses {
  constructor(private readonly rows: readonly MemoryItemRows[]) {}

  count(owner: string): Promise<ReadonlyMap<number, number>> {
    const counts = new Map<number, number>();
    for (const { template } of this.#bound(owner)) counts.set(template, (counts.get(template) ?? 0) + 1);
    return Promise.resolve(counts);
  }

  boundTo(owner: string, template: number): Promise<readonly string[]> {
    return Promise.resolve(this.#bound(owner).flatMap((one) => (one.template === template ? [one.id] : [])));
  }

  #bound(owner: string): readonly { readonly id: string; readonly template: number }[] {
    return this.rows
      .flatMap((rows) => rows.all())
      .flatMap(({ id, owner: of, state }) =>
        of === owner && isPresent(state) && state.deletedAt === undefined && state.erasedAt === undefined && state.template
          ? [{ id, template: state.template.id }]
          : [],
      );
  }
}
