import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { Item } from '@throughline/api-client';
import { useEffect } from 'react';
import { liveDocuments } from '../documents/live-documents.js';
import { useAnnounce } from '../components/Announcer.js';
import { createFeed } from '../api/create-feed.js';
import { followLibrary, createFollowPorts } from '../api/follow-library.js';
import type { LiveKind } from '../api/live-kind.js';
import { liveRecordings } from '../list/live-recordings.js';
import { liveState } from '../api/live-state.js';
import { readListsAgain } from '../api/read-lists-again.js';

/** Minimum time between two reloads of the lists, however many items change. */
const LISTS_EVERY_MS = 1_000;

/** A longer list is read again by its own polling, which takes its length into account. */
const MAX_PAGES = 3;

const isShort = (data: unknown): boolean =>
  ((data as { readonly pages?: readonly unknown[] } | undefined)?.pages ?? []).length <= MAX_PAGES;

type Announce = (message: string) => void;

/** Reloads the lists soon after a change. One reload covers several changes. */
function createListRefresher(client: QueryClient): { soon(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void readListsAgain(client, isShort);
      }, LISTS_EVERY_MS);
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}

/** Applies pushed changes of one kind to the query cache. Returns a function that stops it. */
function followKind<T extends Item>(kind: LiveKind<T>, client: QueryClient, announce: Announce): () => void {
  const lists = createListRefresher(client);
  const stop = followLibrary(createFeed(kind, { client, announce, lists }), createFollowPorts(kind.stream));
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
