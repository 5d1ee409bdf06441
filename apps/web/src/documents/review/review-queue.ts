import type { Document } from '@throughline/api-client';
import { removeDuplicates } from '../../list/remove-duplicates.js';

/**
 * The documents of one review, in the order in which the server listed them. They stay while they are accepted, so that a person
 * can go back to them.
 */
export interface ReviewQueue {
  readonly documents: readonly Document[];
  /** The index of the shown document. The number of documents after the last one. */
  readonly at: number;
  /** Ids of the documents that were accepted here, the latest one last. */
  readonly accepted: readonly string[];
  /** Ids of the documents that somebody else had accepted when the person went on from them. */
  readonly settled: readonly string[];
  /** Ids of the documents that were passed over and still wait. */
  readonly skipped: readonly string[];
  /** The times of the acceptances in milliseconds. An acceptance that was taken back is part of the pace too. */
  readonly acceptedAt: readonly number[];
  /** True once the person has gone on from the first document. */
  readonly hasMoved: boolean;
}

export const EMPTY_QUEUE: ReviewQueue = {
  documents: [],
  at: 0,
  accepted: [],
  settled: [],
  skipped: [],
  acceptedAt: [],
  hasMoved: false,
};

const without = (ids: readonly string[], id: string): readonly string[] => ids.filter((each) => each !== id);

const isDecided = ({ accepted, settled }: ReviewQueue, id: string): boolean => accepted.includes(id) || settled.includes(id);

/** Adds the documents that the queue does not have. */
export function addListed(queue: ReviewQueue, listed: readonly Document[]): ReviewQueue {
  const known = new Set(queue.documents.map(({ id }) => id));
  const added = removeDuplicates(listed).filter(({ id }) => !known.has(id));
  return added.length === 0 ? queue : { ...queue, documents: [...queue.documents, ...added] };
}

/** Shows the document with this index, or the nearest one that there is. */
export const goTo = (queue: ReviewQueue, index: number): ReviewQueue => ({
  ...queue,
  at: Math.max(0, Math.min(queue.documents.length - 1, index)),
  hasMoved: true,
});

/** Goes to the next document that waits, or to one that was passed over. There may be none. */
function findNext(queue: ReviewQueue, from: number): number {
  const { documents } = queue;
  const waits = ({ id }: Document): boolean => !isDecided(queue, id);
  const after = documents.findIndex((document, index) => index > from && waits(document));
  const next = after === -1 ? documents.findIndex(waits) : after;
  return next === -1 ? documents.length : next;
}

/** Marks the shown document as passed over, if it waits. */
function passOver(queue: ReviewQueue): readonly string[] {
  const id = queue.documents[queue.at]?.id;
  if (id === undefined || isDecided(queue, id)) return queue.skipped;
  return [...without(queue.skipped, id), id];
}

/** Goes to the next document, and from the last one to those that were passed over. */
export const goOn = (queue: ReviewQueue): ReviewQueue => ({
  ...queue,
  skipped: passOver(queue),
  at: queue.at + 1 < queue.documents.length ? queue.at + 1 : findNext(queue, queue.at),
  hasMoved: true,
});

/** Leaves a document that is accepted already, for the next one that waits. */
export function leaveAccepted(queue: ReviewQueue, id: string): ReviewQueue {
  const settled = queue.accepted.includes(id) || queue.settled.includes(id) ? queue.settled : [...queue.settled, id];
  const left = { ...queue, settled, skipped: without(queue.skipped, id), hasMoved: true };
  return { ...left, at: findNext(left, queue.at) };
}

/**
 * Records the acceptance of a document at a time in milliseconds. The person may have gone on to another one before the answer
 * came.
 */
export function markAccepted(queue: ReviewQueue, id: string, at: number): ReviewQueue {
  const marked = {
    ...queue,
    accepted: [...without(queue.accepted, id), id],
    skipped: without(queue.skipped, id),
    acceptedAt: [...queue.acceptedAt, at],
    hasMoved: true,
  };
  return queue.documents[queue.at]?.id === id ? { ...marked, at: findNext(marked, queue.at) } : marked;
}

/** Takes the acceptance back, and shows the document again. */
export const markReopened = (queue: ReviewQueue, id: string): ReviewQueue => ({
  ...queue,
  accepted: without(queue.accepted, id),
  at: queue.documents.findIndex((document) => document.id === id),
  hasMoved: true,
});

/** Returns the place of the shown document, 1 for the first, and the number of all. `total` counts those not listed yet too. */
export const describePlace = ({ documents, at }: ReviewQueue, total: number): readonly [place: number, of: number] => [
  at + 1,
  Math.max(total, documents.length),
];

/** Returns the number of documents that are not decided yet. `total` counts those not listed yet too. */
export const countLeft = (queue: ReviewQueue, total: number): number =>
  Math.max(0, Math.max(total, queue.documents.length) - queue.accepted.length - queue.settled.length);
