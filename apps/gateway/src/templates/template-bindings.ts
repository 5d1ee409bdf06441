import { newId } from '@throughline/contracts';
import type { AssetCommands } from '@throughline/engine';
import { Problem } from '../http/problems/problem.js';
import type { ClientPositions, TemplateUses } from '../projection/index.js';
import type { TemplateId } from './template.js';

export interface TemplateBindingsParts {
  readonly uses: TemplateUses;
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly shown: ClientPositions;
  readonly now: () => Date;
}

export interface BoundTemplate {
  readonly libraryId: string;
  readonly id: TemplateId;
}

/** The number of items that are unbound at once. */
const AT_ONCE = 8;

/** The items that are bound to templates. */
export class TemplateBindings {
  constructor(private readonly parts: TemplateBindingsParts) {}

  count(libraryId: string): Promise<ReadonlyMap<TemplateId, number>> {
    return this.parts.uses.count(libraryId);
  }

  async requireUnused({ libraryId, id }: BoundTemplate): Promise<void> {
    const count = (await this.count(libraryId)).get(id) ?? 0;
    if (count > 0)
      throw new Problem('template-in-use', {
        detail: `${String(count)} ${count === 1 ? 'item is' : 'items are'} bound to the template.`,
      });
  }

  /** Unbinds all items of a template. An item that was deleted meanwhile keeps its binding. */
  async detach({ libraryId, id }: BoundTemplate, by: string): Promise<void> {
    const queue = (await this.parts.uses.boundTo(libraryId, id)).values();
    const unbindEach = async (): Promise<void> => {
      for (const item of queue) await this.#unbind(libraryId, item, by);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, unbindEach));
  }

  async #unbind(libraryId: string, item: string, by: string): Promise<void> {
    const { commands, shown, now } = this.parts;
    const commandId = `request:${newId()}`;
    const outcome = await commands.execute(
      item,
      { type: 'UnbindTemplate', now: now().toISOString(), by },
      { commandId, actor: { kind: 'user', id: by }, correlationId: commandId },
    );
    shown.ofLog(libraryId, outcome.asset.revision);
  }
}
