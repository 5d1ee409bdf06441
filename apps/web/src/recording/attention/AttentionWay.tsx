import type { ListedItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { Link } from '../../components/Link.js';
import { ITEM_PATHS, type ReadItems } from '../../list/item-list.js';
import { itemsQuery } from '../../list/items-api.js';
import { usePages } from '../../list/use-pages.js';
import { text } from '../../texts/text.js';
import { findNeighbours } from './neighbours.js';

const words = text.recording.attention.way;

const DIRECTIONS = [
  ['previous', 'up'],
  ['next', 'down'],
] as const;

/** Leads to the items before and after this one in the list of those that need attention. */
export function AttentionWay({ id }: { readonly id: string }): ReactElement | null {
  const { items, hasNextPage }: ReadItems<ListedItem> = usePages(itemsQuery({ state: 'attention' }));
  const found = findNeighbours(items, id, hasNextPage);
  if (found === undefined) return null;
  return (
    <nav className="attention-way" aria-label={text.itemList.states.attention}>
      <Link to="/" search={{ state: 'attention' }} title={words.all}>
        {words.place(found.place, found.count, found.hasMore)}
      </Link>
      {DIRECTIONS.map(([direction, icon]) => {
        const item = found[direction];
        return (
          item !== undefined && (
            <Link
              key={direction}
              to={ITEM_PATHS[item.kind]}
              params={{ id: item.id }}
              className={buttonClass({ look: 'quiet', size: 'icon' })}
              title={words[direction]}
            >
              <Icon name={icon} />
              <span className="unseen">{words[direction]}</span>
            </Link>
          )
        );
      })}
    </nav>
  );
}
