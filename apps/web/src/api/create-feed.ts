import type { QueryClient } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { text } from '../texts/text.js';
import { applyProgress } from './apply-progress.js';
import { connection } from './connection.js';
import type { LiveFeed } from './live-feed.js';
import type { LiveKind } from './live-kind.js';
import { liveState } from './live-state.js';
import { meQuery } from './me.js';

export interface FeedPorts {
  readonly client: QueryClient;
  readonly announce: (message: string) => void;
  readonly lists: { soon(): void };
}

/** Returns a feed that applies pushed changes of one kind to the query cache. */
export function createFeed<T extends Item>(kind: LiveKind<T>, { client, announce, lists }: FeedPorts): LiveFeed<T> {
  const { shown } = kind;
  const take = (item: T): void => {
    const before = shown.known.find(item.id);
    shown.show(client, item, 'push');
    const words = kind.badgeOf(item);
    if (before !== undefined && kind.badgeOf(before) === words) return;
    lists.soon();
    // The steps of a run would say too much.
    if (before !== undefined && before.state !== item.state) announce(text.list.changedAnnouncement(kind.titleOf(item), words));
  };
  return {
    onSnapshot: (items) => {
      for (const item of items) shown.show(client, item, 'push');
      shown.readAgain(client);
    },
    onChange: take,
    onProgress: (event) => {
      const item = shown.known.find(event.id);
      if (item !== undefined) shown.show(client, applyProgress(item, event), 'push');
    },
    onReset: () => {
      // `signed-out` also means that the sign-in works in another library. `LibraryScope` can leave the views of the former
      // library only while the user stays in the cache. After a real sign-out the answer is 401, which shows the sign-in page.
      void client.invalidateQueries({ queryKey: meQuery.queryKey });
      shown.readAgain(client);
    },
    onState: (isOpen) => {
      liveState.become(isOpen);
      if (isOpen) connection.answered();
    },
  };
}
