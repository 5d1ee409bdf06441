import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { ItemKindProvider } from '../../api/item-kind.js';
import { usePolling } from '../../api/live-state.js';
import { Button, buttonClass } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { ProgressBar } from '../../components/ProgressBar/ProgressBar.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { Link } from '../../components/Link.js';
import { usePageTitle } from '../../components/use-page-title.js';
import { text } from '../../texts/text.js';
import { reviewCountQuery } from '../documents-api.js';
import { estimateMinutes } from './pace.js';
import { QueueList } from './QueueList.js';
import { countLeft, describePlace, type ReviewQueue } from './review-queue.js';
import { ReviewedDocument } from './ReviewedDocument.js';
import { useReview, type Review } from './use-review.js';
import { useReviewKeys } from './use-review-keys.js';

const words = text.documentView.review;

/** Says what was decided, and how long the rest takes. */
function describeProgress(queue: ReviewQueue, total: number): string {
  const { accepted, skipped, acceptedAt } = queue;
  const minutes = estimateMinutes(acceptedAt, countLeft(queue, total));
  return [
    accepted.length > 0 && words.accepted(accepted.length),
    skipped.length > 0 && words.skipped(skipped.length),
    minutes !== undefined && words.minutesLeft(minutes),
  ]
    .filter((fact) => fact !== false)
    .join(' · ');
}

/** Documents that have come to wait since the review began. */
export function Arrivals({ onReadAgain }: Pick<Review, 'onReadAgain'>): ReactElement | null {
  const { data: count = 0, isFetchedAfterMount } = useQuery({ ...reviewCountQuery, refetchInterval: usePolling() });
  // A count from before the last acceptance contains documents of this review.
  if (count === 0 || !isFetchedAfterMount) return null;
  return (
    <>
      <p role="status">{words.arrived(count)}</p>
      <Button look="primary" onClick={onReadAgain}>
        {words.open(count)}
      </Button>
    </>
  );
}

/** The place in the queue, and the way back to the list. */
function Head({ review: { queue, total } }: { readonly review: Review }): ReactElement {
  const [place, of] = describePlace(queue, total);
  const { accepted } = queue;
  const facts = describeProgress(queue, total);
  return (
    <header className="review-head">
      <Link to="/documents" className={buttonClass({ look: 'quiet', size: 'icon' })} aria-label={words.close}>
        <Icon name="close" />
      </Link>
      <div>
        <div className="review-place">
          <h1>
            {words.title} <span className="quiet">{words.place(place, of)}</span>
          </h1>
          {facts !== '' && <span className="quiet">{facts}</span>}
        </div>
        <ProgressBar value={accepted.length / of} label={words.title} tone="good" words={words.accepted(accepted.length)} />
      </div>
    </header>
  );
}

/** The review without a document: nothing waits, or everything was accepted. */
function NothingLeft({ review }: { readonly review: Review }): ReactElement {
  const { undo, queue } = review;
  const count = queue.accepted.length;
  const { hasMoved } = queue;
  useEffect(() => {
    // The button of the last acceptance is gone.
    if (hasMoved) document.getElementById('content')?.focus();
  }, [hasMoved]);
  const ignore = (): void => undefined;
  useReviewKeys({
    accept: ignore,
    next: ignore,
    previous: () => {
      review.go(queue.at - 1);
    },
  });
  return (
    <EmptyState title={count === 0 ? words.emptyTitle : words.doneTitle} level={1}>
      <p>{count === 0 ? words.emptyHint : words.accepted(count)}</p>
      {review.error !== null && <ProblemNote error={review.error} />}
      <Arrivals onReadAgain={review.onReadAgain} />
      <div className="buttons">
        <Link to="/documents" className={buttonClass()}>
          {words.allDocuments}
        </Link>
        {undo !== undefined && (
          <Button aria-keyshortcuts="z" disabled={review.isPending} onClick={undo}>
            {words.undo} <kbd aria-hidden="true">{words.keys.undo}</kbd>
          </Button>
        )}
      </div>
    </EmptyState>
  );
}

/** The documents whose fields are not sure, one at a time. */
export function ReviewPage(): ReactElement {
  usePageTitle(words.title);
  const { from } = useSearch({ strict: false });
  const review = useReview(from);
  const { queue, isReading, readError, onReadAgain } = review;
  const listed = queue.documents[queue.at];
  if (listed === undefined) {
    if (readError !== null) return <ProblemNote error={readError} onRetry={onReadAgain} />;
    return isReading ? <Skeleton rows={8} /> : <NothingLeft review={review} />;
  }
  return (
    <ItemKindProvider value="documents">
      <div className="review">
        <Head review={review} />
        {readError !== null && <ProblemNote error={readError} onRetry={onReadAgain} />}
        <QueueList queue={queue} onGo={review.go} />
        <ReviewedDocument key={listed.id} listed={listed} review={review} />
      </div>
    </ItemKindProvider>
  );
}
