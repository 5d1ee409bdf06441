import { newId } from '@throughline/contracts';
import type { AssetState, Command } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import { Problem } from '../../kit/http/problems/problem.js';
import type { ClientPositions, RowFreshness } from '../../adapters/projection/index.js';
import { AT_ONCE } from '../bulk/bulk-work.js';

export interface ItemUpdatesParts {
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly fresh: Pick<RowFreshness, 'show'>;
  readonly shown: ClientPositions;
  readonly now: () => Date;
}

/** The items that a user changes together, because control data that they refer to goes. */
export interface ItemsOfUser {
  readonly libraryId: string;
  readonly items: readonly string[];
  readonly by: string;
}

export type CommandForItem = (state: AssetState, common: { readonly now: string; readonly by: string }) => Command;

/** A change waits this long for the projector, because only the rows tell which items it concerns. */
const CATCH_UP_MS = 5_000;
const RETRY_SECONDS = '5';
/** A change goes on without its client. */
const NEVER = new AbortController().signal;

/** Changes the items that refer to control data, before or after that data is deleted. */
export class ItemUpdates {
  constructor(private readonly parts: ItemUpdatesParts) {}

  /** A lagging row would hide an item that the caller has just changed. */
  async requireFreshRows(libraryId: string): Promise<void> {
    if ((await this.parts.fresh.show(libraryId, undefined, NEVER, CATCH_UP_MS)) === 'fresh') return;
    throw new Problem('unavailable', {
      detail: 'The list of items is behind the log, so it does not show yet which items are concerned.',
      headers: { 'retry-after': RETRY_SECONDS },
    });
  }

  /** Sends one command to each item. An item that cannot be changed does not keep the others from it; its error is thrown then. */
  async send({ libraryId, items, by }: ItemsOfUser, command: CommandForItem): Promise<void> {
    const queue = items.values();
    const errors: unknown[] = [];
    const sendEach = async (): Promise<void> => {
      for (const item of queue)
        await this.#sendOne(item, { libraryId, by }, command).catch((error: unknown) => errors.push(error));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendEach));
    if (errors.length > 0) throw errors[0];
  }

  async #sendOne(item: string, { libraryId, by }: Omit<ItemsOfUser, 'items'>, command: CommandForItem): Promise<void> {
    const { commands, shown, now } = this.parts;
    const commandId = `request:${newId()}`;
    const common = { now: now().toISOString(), by };
    const outcome = await commands.execute(item, (state) => command(state, common), {
      commandId,
      actor: { kind: 'user', id: by },
      correlationId: commandId,
    });
    shown.ofLog(libraryId, outcome.asset.revision);
  }
}
