import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { Item } from '@throughline/api-types';
import { useEffect } from 'react';
import { liveDocuments } from '../documents/live-documents.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import { connection } from './connection.js';
import { followLibrary, createFollowPorts } from './follow-library.js';
import type { LiveFeed } from './live-feed.js';
import type { LiveKind } from './live-kind.js';
import { liveRecordings } from './live-recordings.js';
import { liveState } from './live-state.js';
import { applyProgress } from './apply-progress.js';

/** Minimum time between two reloads of the lists, however many items change. */
const LISTS_EVERY_MS = 1_000;

type Announce = (message: string) => void;

/**
 * Reloads the lists soon after a change, because only the API knows their members and order. One reload covers several changes.
 */
function createListRefresher(client: QueryClient, queryKey: readonly string[]): { soon(): void; stop(): void } {
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

const hasStateChanged = <T extends Item>(one: T, other: T, { stateOf }: LiveKind<T>): boolean =>
  stateOf(one) !== stateOf(other) ||
  one.failed !== other.failed ||
  one.on_pause !== other.on_pause ||
  one.deleted_at !== other.deleted_at;

function createFeed<T extends Item>(
  kind: LiveKind<T>,
  client: QueryClient,
  announce: Announce,
  lists: { soon(): void },
): LiveFeed<T> {
  const { shown } = kind;
  const take = (item: T): void => {
    const before = shown.known.find(item.id);
    shown.show(client, item, 'push');
    if (before !== undefined && !hasStateChanged(before, item, kind)) return;
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
      if (item !== undefined) shown.show(client, applyProgress(item, event), 'push');
    },
    onReset: (reason) => {
      if (reason === 'signed-out') void client.resetQueries({ queryKey: ['me'] });
      // The stream also ends when the membership in the library ends.
      else void client.invalidateQueries({ queryKey: ['me'] });
      shown.readAgain(client);
    },
    onState: (isOpen) => {
      liveState.become(isOpen);
      if (isOpen) connection.heard();
    },
  };
}

/** Applies pushed changes of one kind to the query cache. Returns a function that stops it. */
function followKind<T extends Item>(kind: LiveKind<T>, client: QueryClient, announce: Announce): () => void {
  const lists = createListRefresher(client, kind.shown.listsKey);
  const stop = followLibrary(createFeed(kind, client, announce, lists), createFollowPorts(kind.path));
  return () => {
    stop();
    lists.stop();
    liveState.become(false);
  };
}

/** Follows only the kind of items on the current page, because browsers allow few connections to one server. */
export function LiveUpdates(): null {
  const client = useQueryClient();
  const announce = useAnnounce();
  const showsDocuments = useLocation({ select: ({ pathname }) => pathname.startsWith('/documents') });
  useEffect(
    () => (showsDocuments ? followKind(liveDocuments, client, announce) : followKind(liveRecordings, client, announce)),
    [client, announce, showsDocuments],
  );
  return null;
}
