import { useQuery } from '@tanstack/react-query';
import type { PodcastFeed, PodcastItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { focusContentAfter } from '../components/focus-after.js';
import { ItemLink } from '../components/ItemLink.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { ActionButton } from '../controls/ActionButton.js';
import { Ago } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { focusRowAfter } from '../components/focus-after.js';
import { approveItems, decideItems, feedItemsQuery, FEEDS_KEY } from './podcasts-api.js';

const words = settingsText.podcasts.items;

interface ItemProps {
  readonly feed: PodcastFeed;
  readonly item: PodcastItem;
  readonly mayDecide: boolean;
}

function DecisionButtons({ feed, item }: Omit<ItemProps, 'mayDecide'>): ReactElement {
  const refresh = useRefresh([...FEEDS_KEY, feed.id]);
  const title = item.title ?? words.noTitle;
  return (
    <span className="line-buttons" role="group" aria-label={title}>
      {item.state !== 'listed' && (
        <ActionButton
          label={words.approve}
          name={words.approveOf(title)}
          act={() => decideItems(feed.id, [item.item_id], 'approve')}
          done={() => words.approved(title)}
          refresh={refresh}
        />
      )}
      {item.state !== 'left_out' && (
        <ActionButton
          label={words.leaveOut}
          name={words.leaveOutOf(title)}
          act={() => decideItems(feed.id, [item.item_id], 'leave_out')}
          done={() => words.isLeftOut(title)}
          refresh={refresh}
        />
      )}
    </span>
  );
}

function ItemLine({ feed, item, mayDecide }: ItemProps): ReactElement {
  return (
    <li className="line" ref={focusRowAfter}>
      <span>
        <ItemLink item={{ id: item.item_id, kind: 'recording' }}>{item.title ?? words.noTitle}</ItemLink>{' '}
        <small className="quiet">
          <Ago at={item.created_at} />
        </small>
      </span>
      {mayDecide && <DecisionButtons feed={feed} item={item} />}
    </li>
  );
}

interface PartProps {
  readonly feed: PodcastFeed;
  readonly state: PodcastItem['state'];
  readonly title: string;
  /** Undefined: an empty part is not shown. */
  readonly none?: string;
  readonly mayDecide: boolean;
}

function ApproveAll({ feed, items }: { readonly feed: PodcastFeed; readonly items: readonly PodcastItem[] }): ReactElement {
  const ids = items.map(({ item_id: id }) => id);
  return (
    <span ref={focusContentAfter}>
      <ActionButton
        label={words.approveAll}
        name={words.approveAll}
        act={() => approveItems(feed.id, ids)}
        done={() => words.approvedAll(ids.length)}
        refresh={useRefresh([...FEEDS_KEY, feed.id])}
      />
    </span>
  );
}

interface ListProps extends Pick<PartProps, 'feed' | 'title' | 'mayDecide'> {
  readonly items: readonly PodcastItem[];
}

function ItemList({ feed, title, mayDecide, items }: ListProps): ReactElement {
  return (
    <>
      <ul className="lines" aria-label={title}>
        {items.map((item) => (
          <ItemLine key={item.item_id} feed={feed} item={item} mayDecide={mayDecide} />
        ))}
      </ul>
      {items.length > 1 && items[0]?.state === 'waiting' && <ApproveAll feed={feed} items={items} />}
    </>
  );
}

function Part({ none, state, ...props }: PartProps): ReactElement | null {
  const { data, error, isPending } = useQuery(feedItemsQuery(props.feed.id, state));
  const isEmpty = data?.length === 0;
  if (isEmpty && none === undefined) return null;
  return (
    <>
      <h3>{props.title}</h3>
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={1} />}
      {isEmpty && <p className="quiet">{none}</p>}
      {data !== undefined && !isEmpty && <ItemList {...props} items={data} />}
    </>
  );
}

/** The recordings of a feed: those that wait for a person first. */
export function FeedItems({ feed }: { readonly feed: PodcastFeed }): ReactElement {
  const mayDecide = feed.state !== 'expired' && feed.state !== 'revoked';
  return (
    <>
      {feed.ask_first && mayDecide && (
        <Part feed={feed} state="waiting" title={words.waiting} none={words.noneWaiting} mayDecide />
      )}
      <Part feed={feed} state="listed" title={words.listed} none={words.noneListed} mayDecide={mayDecide} />
      <Part feed={feed} state="left_out" title={words.leftOut} mayDecide={mayDecide} />
    </>
  );
}
