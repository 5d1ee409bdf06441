import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { useEffect, useState } from 'react';
import { requestAction } from '../../actions/request-action.js';
import { usePolling } from '../../api/live-state.js';
import { readListsAgain } from '../../api/read-lists-again.js';
import { useAnnounce } from '../../components/Announcer.js';
import { text } from '../../texts/text.js';
import { documentTitle } from '../document-title.js';
import { acceptSeen, documentQuery, reviewCountQuery, reviewQuery } from '../documents-api.js';
import { shownDocuments } from '../shown-documents.js';
import {
  addListed,
  EMPTY_QUEUE,
  goOn,
  goTo,
  leaveAccepted,
  markAccepted,
  markReopened,
  type ReviewQueue,
} from './review-queue.js';

const words = text.documentView.review;
const REOPEN = { action: 'reopen', target: null } as const;

/** Documents before the end of the listed ones at which more are read. */
const READ_AHEAD = 10;

const DECISION = ['documents', 'decision'] as const;

/** Files documents as reviewed, and takes that back. */
function useDecisions(onAccepted: (id: string) => void, onReopened: (id: string) => void) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const show = (document: Document): void => {
    shownDocuments.show(client, document, 'command');
    void readListsAgain(client);
    void client.invalidateQueries({ queryKey: reviewCountQuery.queryKey });
  };
  const accepting = useMutation({
    mutationKey: DECISION,
    mutationFn: (seen: Document) => acceptSeen(client, seen),
    onSuccess: (document) => {
      show(document);
      announce(words.wasAccepted(documentTitle(document)));
      onAccepted(document.id);
    },
  });
  const reopening = useMutation({
    mutationKey: DECISION,
    mutationFn: (id: string) => requestAction<Document>('documents', id, REOPEN, {}),
    onSuccess: (document) => {
      show(document);
      announce(words.wasReopened(documentTitle(document)));
      onReopened(document.id);
    },
  });
  // The next key may come before React has drawn that a decision is on its way.
  const isDeciding = (): boolean => client.isMutating({ mutationKey: DECISION }) > 0;
  return { accepting, reopening, isDeciding };
}

export interface Review {
  readonly queue: ReviewQueue;
  /** Documents that wait, as the server counted them when the review began. */
  readonly total: number;
  readonly isReading: boolean;
  readonly readError: Error | null;
  readonly onReadAgain: () => void;
  readonly isPending: boolean;
  /** The refusal of an acceptance, or of taking one back. */
  readonly error: Error | null;
  /** The document whose acceptance was refused. The person may have gone on from it before the answer came. */
  readonly refused: Document | undefined;
  readonly go: (index: number) => void;
  /** Goes to the next document. Undefined if no other one is left. */
  readonly goOn: (() => void) | undefined;
  /** Leaves a document that is accepted already. */
  readonly leave: (document: Document) => void;
  readonly accept: (document: Document) => void;
  /** Takes the last acceptance back. Undefined if there is none. */
  readonly undo: (() => void) | undefined;
}

/** Reads the document to begin with, which counts only if it waits. */
function useFirst(id: string | undefined) {
  const { data, isPending } = useQuery({ ...documentQuery(id ?? ''), enabled: id !== undefined });
  return { first: data?.unsure === true ? [data] : [], isReadingFirst: id !== undefined && isPending };
}

type ReadQuery = Pick<UseInfiniteQueryResult, 'error' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;

/** Reads the next page of documents before they are needed. */
function useReadAhead({ error, hasNextPage, isFetchingNextPage, fetchNextPage }: ReadQuery, left: number): void {
  const needsMore = hasNextPage && !isFetchingNextPage && error === null && left <= READ_AHEAD;
  useEffect(() => {
    if (needsMore) void fetchNextPage();
  }, [needsMore, fetchNextPage]);
}

/** The documents that wait. */
function useListed(from: string | undefined) {
  const { first, isReadingFirst } = useFirst(from);
  const query = useInfiniteQuery(reviewQuery);
  const { data, error, refetch, isPending, hasNextPage } = query;
  const pages = data?.pages ?? [];
  const [before, setQueue] = useState(EMPTY_QUEUE);
  const queue = isReadingFirst ? before : addListed(before, [...first, ...pages.flatMap(({ items }) => items)]);
  if (queue !== before) setQueue(queue);
  useReadAhead(query, queue.documents.length - queue.at);
  return {
    queue,
    setQueue,
    total: pages[0]?.total ?? 0,
    isReading: isReadingFirst || isPending || (hasNextPage && error === null),
    readError: error,
    onReadAgain: () => void refetch(),
  };
}

/** The review of documents: the queue, and the decisions of this person. `from` is the id of the document to begin with. */
export function useReview(from: string | undefined): Review {
  const { setQueue, ...listed } = useListed(from);
  const { accepting, reopening, isDeciding } = useDecisions(
    (id) => {
      const at = Date.now();
      setQueue((before) => markAccepted(before, id, at));
    },
    (id) => {
      setQueue((before) => markReopened(before, id));
    },
  );
  const last = listed.queue.accepted.at(-1);
  const isPending = accepting.isPending || reopening.isPending;
  const forgetRefusals = (): void => {
    accepting.reset();
    reopening.reset();
  };
  const move = (change: (queue: ReviewQueue) => ReviewQueue): void => {
    // An answer that is to come must not be lost.
    if (!isDeciding()) forgetRefusals();
    setQueue(change);
  };
  const undo = (id: string): void => {
    if (isDeciding()) return;
    forgetRefusals();
    reopening.mutate(id);
  };
  return {
    ...listed,
    isPending,
    error: accepting.error ?? reopening.error,
    refused: accepting.error === null ? undefined : accepting.variables,
    go: (index) => {
      move((before) => goTo(before, index));
    },
    goOn:
      goOn(listed.queue).at === listed.queue.at
        ? undefined
        : () => {
            move(goOn);
          },
    leave: ({ id }) => {
      move((before) => leaveAccepted(before, id));
    },
    accept: (document) => {
      if (isDeciding()) return;
      forgetRefusals();
      accepting.mutate(document);
    },
    undo:
      last === undefined
        ? undefined
        : () => {
            undo(last);
          },
  };
}

export function useNewest(listed: Document): Document {
  const { data } = useQuery({
    ...documentQuery(listed.id),
    initialData: listed,
    initialDataUpdatedAt: 0,
    refetchInterval: usePolling(),
  });
  return data;
}
