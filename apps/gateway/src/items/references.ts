import { isPresent } from '@throughline/domain';
import type { OutputItems, TemplateUses } from '../adapters/projection/index.js';
import { OffersReference, type NamedKey, type Reference, type Uses } from '../kit/references/index.js';
import type { ItemUpdates } from './commands/item-updates.js';
import { namesOutput, withoutOutput } from './runs/saved-outputs.js';

type Updates = Pick<ItemUpdates, 'requireFreshRows' | 'send'>;

/** The items that are bound to a template. */
@OffersReference()
export class ItemsOfTemplates implements Reference<'template', 'items'> {
  readonly of = 'template';
  readonly by = 'items';

  constructor(private readonly parts: { readonly uses: TemplateUses; readonly updates: Updates }) {}

  requireComplete(libraryId: string): Promise<void> {
    return this.parts.updates.requireFreshRows(libraryId);
  }

  async list(libraryId: string): Promise<(template: number) => Uses['template']['items']> {
    const { uses } = this.parts;
    const counts = await uses.count(libraryId);
    return (template) => ({ count: counts.get(template) ?? 0, ids: () => uses.boundTo(libraryId, template) });
  }

  /** An item that was deleted meanwhile keeps its binding, as does one that was bound to another template. */
  async detach({ libraryId, key }: NamedKey<'template'>, by: string): Promise<void> {
    const { uses, updates } = this.parts;
    const items = await uses.boundTo(libraryId, key);
    await updates.send({ libraryId, items, by }, (_, common) => ({ type: 'UnbindTemplate', template: key, ...common }));
  }
}

/** The items whose preferences name an output, and those whose runs deliver to it. */
@OffersReference()
export class ItemsOfOutputs implements Reference<'output', 'items'> {
  readonly of = 'output';
  readonly by = 'items';

  constructor(private readonly parts: { readonly items: OutputItems; readonly updates: Updates }) {}

  requireComplete(libraryId: string): Promise<void> {
    return this.parts.updates.requireFreshRows(libraryId);
  }

  async list(libraryId: string): Promise<(output: string) => Uses['output']['items']> {
    const counts = await this.parts.items.count(libraryId);
    return (output) => counts.get(output) ?? { preferences: 0, running: 0 };
  }

  /** Running items keep the definition of the output. */
  async detach({ libraryId, key }: NamedKey<'output'>, by: string): Promise<void> {
    const items = await this.parts.items.preferring(libraryId, key);
    await this.parts.updates.send({ libraryId, items, by }, (state, common) => {
      const preferences = (isPresent(state) ? state.preferences : undefined) ?? {};
      return {
        type: 'SetPreferences',
        ...common,
        preferences: namesOutput(preferences, key) ? withoutOutput(preferences, key) : preferences,
      };
    });
  }
}
