import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useItemKind } from '../api/item-kind.js';
import { Avatar } from '../controls/Avatar.js';
import { text } from '../texts/text.js';
import { eventsQuery } from './recording-api.js';

/** The person who added an item, by its first event. Renders nothing if a service did, or if the name is unknown. */
export function Owner({ id }: { readonly id: string }): ReactElement | null {
  const { data } = useInfiniteQuery(eventsQuery({ kind: useItemKind(), id }));
  const name = data?.pages[0]?.items[0]?.actor.name;
  if (name == null) return null;
  return (
    <span className="summary-fact summary-owner" title={text.itemList.addedBy(name)}>
      <Avatar name={name} />
      <span dir="auto">{name}</span>
    </span>
  );
}
