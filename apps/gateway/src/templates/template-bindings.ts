import { newId } from '@throughline/contracts';
import type { AssetCommands } from '@throughline/engine';
import { Problem } from '../http/problems/problem.js';
import type { ClientPositions, RowFreshness, TemplateUses } from '../projection/index.js';
import type { TemplateId } from './template.js';

export interface TemplateBindingsParts {
  readonly uses: TemplateUses;
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly fresh: Pick<RowFreshness, 'show'>;
  readonly shown: ClientPositions;
  readonly now: () => Date;
}

export interface BoundTemplate {
  readonly libraryId: string;
  readonly id: TemplateId;
}

/** The number of items that are unbound at once. */
const AT_ONCE = 8;
/** A deletion waits this long for the projector, because only the rows tell which items are bound. */
const CATCH_UP_MS = 5_000;
const RETRY_SECONDS = '5';
/** A deletion goes on without its client. */
const NEVER = new AbortController().signal;

/** The items that are bound to templates. */
export class TemplateBindings {
  constructor(private readonly parts: TemplateBindingsParts) {}

  count(libraryId: string): Promise<ReadonlyMap<TemplateId, number>> {
    return this.parts.uses.count(libraryId);
  }

  async requireUnused({ libraryId, id }: BoundTemplate): Promise<void> {
    await this.#requireFreshRows(libraryId);
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
    await this.#requireFreshRows(libraryId);
    const queue = (await this.parts.uses.boundTo(libraryId, id)).values();
    const unbindEach = async (): Promise<void> => {
      for (const item of queue) await this.#unbind({ libraryId, id }, item, by);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, unbindEach));
  }

  /** A lagging row would hide an item that the caller has just bound, and the item would keep a deleted template. */
  async #requireFreshRows(libraryId: string): Promise<void> {
    if (await this.parts.fresh.show(libraryId, undefined, NEVER, CATCH_UP_MS)) return;
    throw new Problem('unavailable', {
      detail: 'The list of items is behind the log, so it does not show yet which items are bound to the template.',
      headers: { 'retry-after': RETRY_SECONDS },
    });
  }

  async #unbind({ libraryId, id }: BoundTemplate, item: string, by: string): Promise<void> {
    const { commands, shown, now } = this.parts;
    const commandId = `request:${newId()}`;
    const outcome = await commands.execute(
      item,
      { type: 'UnbindTemplate', template: id, now: now().toISOString(), by },
      { commandId, actor: { kind: 'user', id: by }, correlationId: commandId },
    );
    shown.ofLog(libraryId, outcome.asset.revision);
  }
}
