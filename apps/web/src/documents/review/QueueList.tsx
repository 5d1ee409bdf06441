import type { Document } from '@throughline/api-types';
import { useEffect, useRef, type ReactElement } from 'react';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { documentTitle } from '../document-title.js';
import { shownDocuments } from '../documents-api.js';
import { listFields, listUnsure } from '../fields/document-fields.js';
import type { ReviewQueue } from './review-queue.js';

const words = text.documentView.review;

/** Says in words what to check in a document, or that it was accepted. */
function describe(document: Document, isAccepted: boolean): string {
  if (isAccepted) return words.state.accepted;
  const unsure = listUnsure(listFields(document)).map((name) => text.documentView.fields.names[name].toLowerCase());
  return unsure.length === 0 ? words.state.sure : words.state.check(unsure);
}

function Picture({ document }: { readonly document: Document }): ReactElement {
  const address = document.previews.page_url;
  return (
    <span className="review-picture">
      {address === null ? <Icon name="documents" /> : <img src={address} alt="" loading="lazy" width={30} height={40} />}
    </span>
  );
}

interface Props {
  readonly queue: ReviewQueue;
  readonly onGo: (index: number) => void;
}

/** The documents of the review. A click shows one. */
export function QueueList({ queue: { documents, at, accepted }, onGo }: Props): ReactElement {
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <ol className="review-queue" aria-label={words.queue}>
      {documents.map((listed, index) => {
        // The list keeps the documents as they were when the review began.
        const document = shownDocuments.known.find(listed.id) ?? listed;
        const isAccepted = accepted.includes(document.id);
        return (
          <li key={document.id}>
            <button
              ref={index === at ? current : undefined}
              type="button"
              aria-current={index === at ? true : undefined}
              onClick={() => {
                onGo(index);
              }}
            >
              <Picture document={document} />
              <span className="review-entry">
                <b dir="auto">{documentTitle(document)}</b>
                <span className={isAccepted ? 'review-state good' : 'review-state quiet'}>
                  {isAccepted && <Icon name="ready" />}
                  {describe(document, isAccepted)}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
