import { useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { useEffect, useRef, type ReactElement } from 'react';
import { Icon } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { documentTitle } from '../document-title.js';
import { documentQuery } from '../documents-api.js';
import { listFields, listUnsure } from '../fields/document-fields.js';
import type { ReviewQueue } from './review-queue.js';

const words = text.documentView.review;

type Mark = 'accepted' | 'skipped' | undefined;

const MARK_LOOKS = { accepted: ['good', 'ready'], skipped: ['calm', 'skipped'] } as const;

/** Says in words what to check in a document, or what was decided about it. */
function describe(document: Document, mark: Mark): string {
  if (mark !== undefined) return words.state[mark];
  const unsure = listUnsure(listFields(document)).map((name) => text.insideSentence(text.documentView.fields.names[name]));
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

interface EntryProps {
  readonly listed: Document;
  readonly isCurrent: boolean;
  readonly mark: Mark;
  readonly onGo: () => void;
}

function Entry({ listed, isCurrent, mark, onGo }: EntryProps): ReactElement {
  // The list keeps the documents as they were when the review began. Those that were opened since are known better.
  const { data: document = listed } = useQuery({ ...documentQuery(listed.id), enabled: false });
  const look = mark && MARK_LOOKS[mark];
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li>
      <button ref={button} type="button" aria-current={isCurrent ? true : undefined} onClick={onGo}>
        <Picture document={document} />
        <span className="review-entry">
          <b dir="auto">{documentTitle(document)}</b>
          <span className={look === undefined ? 'review-state quiet' : `review-state ${look[0]}`}>
            {look !== undefined && <Icon name={look[1]} />}
            {describe(document, mark)}
          </span>
        </span>
      </button>
    </li>
  );
}

interface Props {
  readonly queue: ReviewQueue;
  readonly onGo: (index: number) => void;
}

const markOf = ({ accepted, skipped }: ReviewQueue, id: string): Mark => {
  if (accepted.includes(id)) return 'accepted';
  return skipped.includes(id) ? 'skipped' : undefined;
};

/** The documents of the review. A click shows one. */
export const QueueList = ({ queue, onGo }: Props): ReactElement => (
  <ol className="review-queue" aria-label={words.queue}>
    {queue.documents.map((listed, index) => (
      <Entry
        key={listed.id}
        listed={listed}
        isCurrent={index === queue.at}
        mark={markOf(queue, listed.id)}
        onGo={() => {
          onGo(index);
        }}
      />
    ))}
  </ol>
);
