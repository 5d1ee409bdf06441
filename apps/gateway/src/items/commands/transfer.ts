import { isPresent, uploadOf, type AssetState, type LibraryConfig } from '@throughline/domain';
import type { Principal } from '../../kit/http/access.js';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { findVisibleLibrary, mayChange, type UserStore } from '../../people/index.js';
import type { Quotas } from '../../people/quotas/index.js';
import type { ItemQueries } from '../read/item-queries.js';
import { eventsOfType } from './describe-outcome.js';
import type { OutcomeDescriber } from './outcome.js';
import type { CommandOnItem, CommandSender } from './owned-items.js';

/** A library without the right to write gets the answer of an unknown one, so that nobody can try out ids. */
export function requireWritable(by: Principal, libraryId: string): void {
  const role = findVisibleLibrary(by, libraryId)?.role;
  if (role === undefined || role === 'viewer')
    throw invalid([{ pointer: '/library_id', message: 'must be a library in which you may write' }]);
}

/** Returns the item's outputs that the server does not offer to every library. */
function listOwnOutputs(state: AssetState, { outputs }: LibraryConfig): readonly string[] {
  const names = isPresent(state)
    ? state.steps.flatMap(({ kind, output }) => (kind === 'delivery' && output !== undefined ? [output.name] : []))
    : [];
  return names.filter((name) => !outputs.some((offered) => offered.name === name));
}

/** Returns the command that moves an item from the library of these settings. */
export const transferItem =
  (library: string, config: LibraryConfig): CommandOnItem =>
  (context, state) => ({
    type: 'TransferAsset',
    ...context,
    library,
    outputs: listOwnOutputs(state, config),
  });

export const DONE_TEXTS = {
  moved: 'The item is in the other library now.',
  unbound: ' Its template was unbound.',
  closed: ' Its deliveries to outputs of the earlier library are history: ',
};
const PREVIEWED: typeof DONE_TEXTS = {
  moved: 'The item would move to the other library.',
  unbound: ' Its template would be unbound.',
  closed: ' Its deliveries to outputs of the present library would become history: ',
};

export const describeTransfer =
  (hadTemplate: () => boolean): OutcomeDescriber =>
  (effect) => {
    const own = eventsOfType(effect, 'AssetTransferred').flatMap(({ data }) => data.outputs);
    const describe = ({ moved, unbound, closed }: typeof DONE_TEXTS): string =>
      `${moved}${hadTemplate() ? unbound : ''}${own.length === 0 ? '' : `${closed}${own.join(', ')}.`}`;
    return {
      code: 'transferred',
      detail: describe(DONE_TEXTS),
      preview: describe(PREVIEWED),
      tryInstead: 'Work in that library to see the item.',
    };
  };

interface TransferPorts {
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly quotas: Pick<Quotas, 'requireRoomForItem'>;
  readonly queries: Pick<ItemQueries, 'requireItem'>;
}

/** Checks what the domain cannot know about a move: the rights of the person, and the quotas of the other library. */
export class TransferChecks {
  constructor(private readonly ports: TransferPorts) {}

  /** Throws unless the person may write in both libraries now, for a bulk command whose request was checked long ago. */
  async requireRights({ by, owner }: Pick<CommandSender, 'by' | 'owner'>, library: string): Promise<void> {
    for (const id of [owner, library])
      if (!mayChange(await this.ports.users.accessTo(id, by)))
        throw new Problem('forbidden', {
          detail: 'The user who moves the items may no longer write in both libraries.',
          tryInstead: 'Ask an owner of the library for the right to write, then move the remaining items.',
        });
  }

  async requireRoom(owner: string, id: string, library: string): Promise<void> {
    const { asset } = await this.ports.queries.requireItem(owner, id);
    if (library === asset.owner) return;
    await this.ports.quotas.requireRoomForItem({ owner: library, bytes: uploadOf(asset.source)?.size ?? 0 });
  }
}
