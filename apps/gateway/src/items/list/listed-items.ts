import { ATTENTION_STATES, isRunActive, LIST_STATES, renderListItem, type ListFields } from '@throughline/domain';
import type { UserNames } from '../../people/index.js';
import type { ChangeFeed, ItemFilter, ItemRows, ListFilter } from '../../adapters/projection/index.js';
import type { LiveProgress, StallWatch } from '../../workers/index.js';
import type { Forecasts } from '../estimates/forecasts.js';
import { limitState, type ShownState } from '../read/limit-actions.js';
import { buildListFilter } from '../read/filters.js';
import type { ItemSnapshot } from '../read/item-loader.js';
import type { ItemQueries } from '../read/item-queries.js';
import { renderTemplateOf } from '../read/own-settings.js';
import { combineVerdicts, judgeRunningSteps, type StalledVerdict } from '../read/stalled-steps.js';
import { pictureUrlOf } from '../read/thumbnail.js';
import type { LibraryConfigs } from '../runs/library-configs.js';
import { ItemCounts } from './item-counts.js';
import { readSelection, toListQuery } from './list-filter.js';
import type { ItemListQuery } from './list.dto.js';

export interface ListedItemsPorts {
  readonly queries: Pick<ItemQueries, 'list'>;
  readonly rows: Pick<ItemRows, 'countByFilter' | 'countToDo' | 'registrants'>;
  readonly changes: ChangeFeed;
  readonly live: LiveProgress;
  readonly stalls: Pick<StallWatch, 'livenessOf'>;
  readonly forecasts: Pick<Forecasts, 'prepare' | 'facts'>;
  readonly libraries: Pick<LibraryConfigs, 'refresh' | 'known'>;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
  /** The path below which people reach the server: empty at the root of its host. */
  readonly basePath: string;
}

interface ListedItem extends Omit<ListFields, 'state'> {
  readonly state: ShownState['state'];
  readonly needs_attention: boolean;
  readonly stalled: StalledVerdict;
  readonly revision: string;
  readonly thumbnail_url: string | null;
  readonly template: string | null;
  readonly registered_by: { readonly id: string; readonly name: string | null } | null;
}

interface ListedItemPage {
  readonly items: readonly ListedItem[];
  readonly next_cursor: string | null;
  readonly counts?: Readonly<Record<string, number>>;
}

/** An item has one of these states. The other filters collect items of several. */
const PRESENT_STATES: readonly ListFilter[] = [...LIST_STATES.filter((state) => state !== 'deleted'), 'unreadable'];

const withTotal = (counts: ReadonlyMap<ListFilter, number>): Readonly<Record<string, number>> => ({
  all: PRESENT_STATES.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0),
  ...Object.fromEntries(counts),
});

/** Lists items of all kinds, in one shape. */
export class ListedItems {
  readonly #counts: ItemCounts;

  constructor(private readonly ports: ListedItemsPorts) {
    this.#counts = new ItemCounts(ports.rows, ports.changes);
  }

  async page(owner: string, query: ItemListQuery): Promise<ListedItemPage> {
    const { queries } = this.ports;
    const listQuery = toListQuery(query);
    const only = readSelection(query);
    const [{ recordings, nextCursor }, counts] = await Promise.all([
      queries.list(owner, listQuery, only),
      this.count({ ...buildListFilter(owner, listQuery), ...only }, query.include),
    ]);
    return {
      items: await this.render(recordings),
      next_cursor: nextCursor ?? null,
      ...(counts === undefined ? {} : { counts }),
    };
  }

  private async count(filter: ItemFilter, include: ItemListQuery['include']): Promise<ListedItemPage['counts']> {
    const { rows } = this.ports;
    if (include === 'counts') return withTotal(await this.#counts.of(filter));
    return include === 'to_do' ? Object.fromEntries(await rows.countToDo(filter)) : undefined;
  }

  private async render(items: readonly ItemSnapshot[]): Promise<readonly ListedItem[]> {
    const { rows, forecasts, names, libraries } = this.ports;
    const bound = items.find(({ asset }) => asset.template !== undefined);
    const [registrants] = await Promise.all([
      rows.registrants(items.map(({ id }) => id)),
      forecasts.prepare(items.map(({ asset }) => asset).filter(isRunActive)),
      bound && libraries.refresh(bound.asset.owner),
    ]);
    await names.learn(registrants.values());
    return items.map((item) => this.renderItem(item, registrants.get(item.id)));
  }

  private renderItem({ asset, personal, revision, held }: ItemSnapshot, registrant: string | undefined): ListedItem {
    const { stalls, live, forecasts, names, libraries, basePath } = this.ports;
    const stalled = judgeRunningSteps(asset, stalls);
    const forecast = forecasts.facts((step) => stalled.get(step) === true);
    const fields = renderListItem(asset, personal, { live: live.of(asset), forecast });
    const { state, state_reason: reason } = limitState({ state: fields.state, state_reason: fields.reason }, held?.kind);
    return {
      ...fields,
      state,
      reason,
      // Newer events, which cannot be read, may have changed it.
      plan: held === undefined ? fields.plan : [],
      can_retry: held === undefined && fields.can_retry,
      needs_attention: state === 'unreadable' || ATTENTION_STATES.some((each) => each === state),
      stalled: combineVerdicts(stalled.values()),
      revision,
      template: renderTemplateOf(asset, libraries.known(asset.owner))?.name ?? null,
      thumbnail_url: pictureUrlOf(asset, basePath),
      registered_by: registrant === undefined ? null : { id: registrant, name: names.known(registrant) ?? null },
    };
  }
}
