import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { liveDocuments } from '../documents/live-documents.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import type { Item } from './answers.js';
import { connection } from './connection.js';
import { followLibrary, portsOfBrowser } from './follow-library.js';
import type { Feed } from './live-feed.js';
import type { LiveKind } from './live-kind.js';
import { liveRecordings } from './live-recordings.js';
import { liveState } from './live-state.js';
import { moved } from './moved.js';

/** Lists are asked for anew at most so often, however much changes. */
const LISTS_EVERY_MS = 1_000;

type Announce = (message: string) => void;

/** Whether an item is in a list, and where, is for the API to say: lists are asked for again, soon but not for each change. */
function listRefresher(client: QueryClient, queryKey: readonly string[]): { soon(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey });
      }, LISTS_EVERY_MS);
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}

const isOtherState = <T extends Item>(one: T, other: T, { stateOf }: LiveKind<T>): boolean =>
  stateOf(one) !== stateOf(other) ||
  one.failed !== other.failed ||
  one.on_pause !== other.on_pause ||
  one.deleted_at !== other.deleted_at;

function feedOf<T extends Item>(kind: LiveKind<T>, client: QueryClient, announce: Announce, lists: { soon(): void }): Feed<T> {
  const { shown } = kind;
  const take = (item: T): void => {
    const before = shown.known.find(item.id);
    shown.show(client, item, 'push');
    if (before !== undefined && !isOtherState(before, item, kind)) return;
    lists.soon();
    if (before !== undefined) announce(text.list.changedAnnouncement(kind.titleOf(item), kind.stateOf(item)));
  };
  return {
    onSnapshot: (items) => {
      for (const item of items) shown.show(client, item, 'push');
      shown.readAgain(client);
    },
    onChange: take,
    onProgress: (event) => {
      const item = shown.known.find(event.id);
      if (item !== undefined) shown.show(client, moved(item, event), 'push');
    },
    onReset: (reason) => {
      if (reason === 'signed-out') void client.resetQueries({ queryKey: ['me'] });
      shown.readAgain(client);
    },
    onState: (isOpen) => {
      liveState.become(isOpen);
      if (isOpen) connection.heard();
    },
  };
}

/** Keeps what is shown of a kind as the API says it is now. Ends by the returned function. */
function follow<T extends Item>(kind: LiveKind<T>, client: QueryClient, announce: Announce): () => void {
  const lists = listRefresher(client, kind.shown.listsKey);
  const stop = followLibrary(feedOf(kind, client, announce, lists), portsOfBrowser(kind.path));
  return () => {
    stop();
    lists.stop();
    liveState.become(false);
  };
}

/** Follows what the page shows: browsers have few connections to a server, so it is one kind at a time. */
export function LiveUpdates(): null {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [location] = useLocation();
  const showsDocuments = location.startsWith('/documents');
  useEffect(
    () => (showsDocuments ? follow(liveDocuments, client, announce) : follow(liveRecordings, client, announce)),
    [client, announce, showsDocuments],
  );
  return null;
}
