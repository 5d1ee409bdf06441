import { useQuery } from '@tanstack/react-query';
import type { PublishedItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { focusContentAfter, focusRowAfter } from '../components/focus-after.js';
import { ItemLink } from '../components/ItemLink.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { ActionButton } from '../controls/ActionButton.js';
import { Ago } from '../controls/Times.js';
import { approveItems, type PublishedSet, type SetRequests } from './published-api.js';
import type { SetWords } from './set-kind.js';

type Requests = Pick<SetRequests<never, never>, 'key' | 'items' | 'decide'>;

interface SetProps {
  readonly set: PublishedSet;
  readonly words: SetWords['items'];
  readonly requests: Requests;
}

interface ItemProps extends SetProps {
  readonly item: PublishedItem;
  readonly mayDecide: boolean;
}

function DecisionButtons({ set, words, requests, item }: Omit<ItemProps, 'mayDecide'>): ReactElement {
  const refresh = useRefresh([...requests.key, set.id]);
  const title = item.title ?? words.noTitle;
  return (
    <span className="line-buttons" role="group" aria-label={title}>
      {item.state !== 'listed' && (
        <ActionButton
          label={words.approve}
          name={words.approveOf(title)}
          act={() => requests.decide(set.id, [item.item_id], 'approve')}
          done={() => words.approved(title)}
          refresh={refresh}
        />
      )}
      {item.state !== 'left_out' && (
        <ActionButton
          label={words.leaveOut}
          name={words.leaveOutOf(title)}
          act={() => requests.decide(set.id, [item.item_id], 'leave_out')}
          done={() => words.isLeftOut(title)}
          refresh={refresh}
        />
      )}
    </span>
  );
}

function ItemLine({ mayDecide, ...props }: ItemProps): ReactElement {
  const { item, words } = props;
  return (
    <li className="line" ref={focusRowAfter}>
      <span>
        <ItemLink item={{ id: item.item_id, kind: 'recording' }}>{item.title ?? words.noTitle}</ItemLink>{' '}
        <small className="quiet">
          <Ago at={item.created_at} />
        </small>
      </span>
      {mayDecide && <DecisionButtons {...props} />}
    </li>
  );
}

interface PartProps extends SetProps {
  readonly state: PublishedItem['state'];
  readonly title: string;
  /** Undefined: an empty part is not shown. */
  readonly none?: string;
  readonly mayDecide: boolean;
}

interface ItemsProps extends SetProps {
  readonly items: readonly PublishedItem[];
}

function ApproveAll({ set, words, requests, items }: ItemsProps): ReactElement {
  const ids = items.map(({ item_id: id }) => id);
  return (
    <span ref={focusContentAfter}>
      <ActionButton
        label={words.approveAll}
        name={words.approveAll}
        act={() => approveItems(requests, set.id, ids)}
        done={() => words.approvedAll(ids.length)}
        refresh={useRefresh([...requests.key, set.id])}
      />
    </span>
  );
}

function ItemList({ title, mayDecide, items, ...props }: ItemsProps & Pick<PartProps, 'title' | 'mayDecide'>): ReactElement {
  return (
    <>
      <ul className="lines" aria-label={title}>
        {items.map((item) => (
          <ItemLine key={item.item_id} item={item} mayDecide={mayDecide} {...props} />
        ))}
      </ul>
      {items.length > 1 && items[0]?.state === 'waiting' && <ApproveAll items={items} {...props} />}
    </>
  );
}

function Part({ none, state, ...props }: PartProps): ReactElement | null {
  const { data, error, isPending } = useQuery(props.requests.items(props.set.id, state));
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

/** The recordings of a set: those that wait for a person first. */
export function PublishedItems({ set, words, requests }: SetProps): ReactElement {
  const mayDecide = set.state !== 'expired' && set.state !== 'revoked';
  const props = { set, words, requests };
  return (
    <>
      {set.ask_first && mayDecide && <Part {...props} state="waiting" title={words.waiting} none={words.noneWaiting} mayDecide />}
      <Part {...props} state="listed" title={words.listed} none={words.noneListed} mayDecide={mayDecide} />
      <Part {...props} state="left_out" title={words.leftOut} mayDecide={mayDecide} />
    </>
  );
}
