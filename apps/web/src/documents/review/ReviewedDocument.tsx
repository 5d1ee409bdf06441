import type { Document } from '@throughline/api-client';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useMayChange } from '../../api/use-may-change.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { text } from '../../texts/text.js';
import { documentTitle } from '../document-title.js';
import { findFirstField, listFields, listUnsure } from '../fields/document-fields.js';
import { FieldList } from '../fields/DocumentFields.js';
import { Filing } from '../fields/Filing.js';
import { useFieldEditing, type FieldEditing } from '../fields/use-field-editing.js';
import { DocumentPages } from '../pages/DocumentPages.js';
import type { PlaceState } from '../pages/use-place.js';
import { useFiles } from '../use-files.js';
import { ACCEPT_ID, refusalOf, ReviewBar } from './ReviewBar.js';
import { usePlaceToCheck } from './use-place-to-check.js';
import type { Swipe } from './swipe.js';
import { useReviewKeys } from './use-review-keys.js';
import { useNewest, type Review } from './use-review.js';
import { useSwipe } from './use-swipe.js';

const words = text.documentView.review;

interface FormProps {
  readonly document: Document;
  readonly place: PlaceState;
  readonly editing: FieldEditing;
  /** True if the person has gone on to this document. */
  readonly isMoved: boolean;
  readonly onSwipe: (swipe: Swipe) => void;
}

/** The fields of the document. Its title has the focus after the person has gone on to it, so that Enter accepts. */
function Form({ document, place, editing, isMoved, onSwipe }: FormProps): ReactElement {
  const swiping = useSwipe(onSwipe);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isMoved) return;
    // A narrow window scrolls, and would show the middle of the next document.
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [isMoved]);
  const isSure = document.accepted_by === null && listUnsure(listFields(document)).length === 0;
  return (
    <section className="panel review-form" aria-labelledby="review-title" {...swiping}>
      <header className="panel-head">
        <h2 id="review-title" ref={heading} tabIndex={-1} dir="auto">
          {documentTitle(document)}
        </h2>
      </header>
      {isSure && <p className="review-sure good">{words.sure}</p>}
      <FieldList document={document} place={place} editing={editing} />
      <Filing document={document} />
    </section>
  );
}

interface ProblemsProps {
  readonly document: Document;
  readonly review: Review;
  readonly isBlocked: boolean;
}

/** Says why the document was not accepted, or an acceptance not taken back. */
function Problems({ document, review: { error, refused }, isBlocked }: ProblemsProps): ReactElement | null {
  if (error !== null)
    return (
      <>
        {refused !== undefined && refused.id !== document.id && <p>{words.notAccepted(documentTitle(refused))}</p>}
        <ProblemNote error={error} />
      </>
    );
  if (!isBlocked) return null;
  return (
    <Note tone="warn" role="alert" title={words.unsaved}>
      <p>{words.unsavedHint}</p>
    </Note>
  );
}

interface Props {
  readonly listed: Document;
  readonly review: Review;
}

/** One document of the review: its pages beside its fields, and the decisions. */
export function ReviewedDocument({ listed, review }: Props): ReactElement {
  const document = useNewest(listed);
  const editing = useFieldEditing(document, ACCEPT_ID);
  const files = useFiles(document);
  const place = usePlaceToCheck(document);
  const mayChange = useMayChange();
  const [isRefused, setRefused] = useState(false);
  const { at, hasMoved } = review.queue;
  const accept = (): void => {
    setRefused(editing.hasChanges);
    if (document.accepted_by !== null) review.leave(document);
    else if (mayChange && !editing.hasChanges && refusalOf(document) === undefined) review.accept(document);
  };
  const goBack = (): void => {
    review.go(at - 1);
  };
  const swipe = (direction: Swipe): void => {
    if (direction === 'left') accept();
    else goBack();
  };
  useReviewKeys({ accept, next: () => review.goOn?.(), previous: goBack });
  return (
    <>
      {(files.isRead || files.error === null) && (
        <DocumentPages document={document} artifacts={files.artifacts} isRead={files.isRead} place={place} />
      )}
      <Form {...{ document, place, editing }} isMoved={hasMoved} onSwipe={swipe} />
      <div className="review-foot">
        <Problems document={document} review={review} isBlocked={isRefused && editing.hasChanges} />
        {files.error !== null && <ProblemNote error={files.error} onRetry={files.onRetry} />}
        <ReviewBar
          document={document}
          isPending={review.isPending}
          onAccept={accept}
          onEdit={() => {
            const first = findFirstField(document);
            if (first !== undefined) editing.open(first);
          }}
          onSkip={review.goOn}
          onUndo={review.undo}
        />
      </div>
    </>
  );
}
