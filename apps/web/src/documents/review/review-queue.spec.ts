import type { Document } from '@throughline/api-client';
import {
  addListed,
  countLeft,
  describePlace,
  EMPTY_QUEUE,
  goOn,
  goTo,
  leaveAccepted,
  markAccepted,
  markReopened,
  type ReviewQueue,
} from './review-queue.js';

const documents = ['a', 'b', 'c'].map((id) => ({ id }) as Document);
const [a, b, c] = documents as [Document, Document, Document];
const queue = addListed(EMPTY_QUEUE, documents);
const accept = (before: ReviewQueue, id: string): ReviewQueue => markAccepted(before, id, 0);
const currentId = ({ documents: all, at }: ReviewQueue): string | undefined => all[at]?.id;

describe('the queue of a review', () => {
  it('keeps its documents in the order in which they were listed, each once', () => {
    expect(addListed(addListed(EMPTY_QUEUE, [a, b]), [b, c]).documents).toEqual([a, b, c]);
    expect(addListed(queue, [b, c])).toBe(queue);
    expect(addListed(EMPTY_QUEUE, [b, a, b]).documents).toEqual([b, a]);
  });

  it('goes to the next document after an acceptance', () => {
    expect(currentId(accept(queue, 'a'))).toBe('b');
  });

  it('goes back to documents that were passed over, and ends when all are accepted', () => {
    const last = accept(goTo(queue, 2), 'c');
    expect(currentId(last)).toBe('a');
    const rest = accept(goTo(last, 1), 'b');
    expect(currentId(rest)).toBe('a');
    expect(currentId(accept(rest, 'a'))).toBeUndefined();
  });

  it('stays with a document that the person went on to before the answer came', () => {
    const gone = accept(goTo(queue, 2), 'a');
    expect(currentId(gone)).toBe('c');
    expect(gone.accepted).toEqual(['a']);
  });

  it('shows a document whose acceptance was taken back, and the one before it can be taken back next', () => {
    const two = accept(accept(queue, 'a'), 'b');
    expect(two.accepted).toEqual(['a', 'b']);
    const back = markReopened(two, 'b');
    expect(currentId(back)).toBe('b');
    expect(back.accepted).toEqual(['a']);
  });

  it('goes from its last document to those that were passed over, and then ends', () => {
    expect(currentId(goOn(queue))).toBe('b');
    expect(currentId(goOn(goTo(accept(queue, 'a'), 2)))).toBe('b');
    const rest = accept(accept(queue, 'a'), 'b');
    expect(currentId(goOn(rest))).toBe('c');
    expect(currentId(goOn(goTo(accept(rest, 'c'), 2)))).toBeUndefined();
  });

  it('ends without documents that somebody else has accepted, which do not count as accepted here', () => {
    const rest = accept(accept(queue, 'a'), 'b');
    const left = leaveAccepted(rest, 'c');
    expect(currentId(left)).toBeUndefined();
    expect(left.accepted).toEqual(['a', 'b']);
    expect(currentId(leaveAccepted(goTo(rest, 0), 'a'))).toBe('c');
  });

  it('never goes beyond its ends by choice of a document', () => {
    expect(currentId(goTo(queue, -1))).toBe('a');
    expect(currentId(goTo(queue, 3))).toBe('c');
    expect(goTo(EMPTY_QUEUE, 1).at).toBe(0);
  });

  it('counts the documents that are not listed yet', () => {
    expect(describePlace(goTo(queue, 1), 31)).toEqual([2, 31]);
    expect(describePlace(goTo(queue, 2), 2)).toEqual([3, 3]);
  });

  it('marks documents that were passed over, until they are decided', () => {
    const passed = goOn(goOn(queue));
    expect(passed.skipped).toEqual(['a', 'b']);
    expect(accept(goTo(passed, 0), 'a').skipped).toEqual(['b']);
    expect(leaveAccepted(goTo(passed, 1), 'b').skipped).toEqual(['a']);
    // A look at another document passes over nothing, and neither does going on from one that is decided.
    expect(goTo(queue, 2).skipped).toEqual([]);
    expect(goOn(goTo(accept(queue, 'a'), 0)).skipped).toEqual([]);
  });

  it('counts what is left, and keeps the times of the acceptances', () => {
    expect(countLeft(queue, 31)).toBe(31);
    expect(countLeft(leaveAccepted(accept(queue, 'a'), 'b'), 2)).toBe(1);
    expect(markAccepted(markAccepted(queue, 'a', 5), 'b', 9).acceptedAt).toEqual([5, 9]);
  });
});
