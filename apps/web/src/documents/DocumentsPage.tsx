import { useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { buttonClass } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Link } from '../components/Link.js';
import { duplicateCountQuery } from './duplicates/duplicates-api.js';
import type { ItemList } from '../list/item-list.js';
import { ItemsPage } from '../list/ItemsPage.js';
import { usePages } from '../list/use-pages.js';
import { formatNumber } from '../texts/numbers.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { DocumentRow, DocumentsHead } from './DocumentRow.js';
import { documentsQuery, reviewCountQuery } from './documents-api.js';

const documents: ItemList<Document> = {
  useItems: (search) => usePages(documentsQuery(search)),
  titleOf: documentTitle,
  Head: DocumentsHead,
  Row: DocumentRow,
  rowClass: 'document-row',
  rowPx: 77,
  isMeasured: true,
};

/** Opens the review, and says how many documents wait there. */
function ReviewLink(): ReactElement | null {
  const { data: count = 0 } = useQuery({ ...reviewCountQuery, refetchInterval: usePolling() });
  if (count === 0) return null;
  return (
    <Link to="/review" className={buttonClass({ look: 'primary' })}>
      <Icon name="review" />
      {text.documentView.review.open(count)}
    </Link>
  );
}

/** Opens the duplicates, and says how many groups there are. */
function DuplicatesLink(): ReactElement {
  const { data: count = 0 } = useQuery({ ...duplicateCountQuery, refetchInterval: usePolling() });
  return (
    <Link to="/duplicates" className={buttonClass()}>
      {text.documentView.duplicates}
      {count > 0 && <b className="view-count">{formatNumber(count)}</b>}
    </Link>
  );
}

const Actions = (): ReactElement => (
  <div className="buttons">
    <Link to="/documents/rules" className={buttonClass()}>
      {text.document.rules}
    </Link>
    <DuplicatesLink />
    <ReviewLink />
  </div>
);

export const DocumentsPage = (): ReactElement => <ItemsPage kind="document" list={documents} action={<Actions />} />;
