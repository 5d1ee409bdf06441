import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { useMemo, type ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { buttonClass } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { Link } from '../components/Link.js';
import type { ItemList, ReadItems } from '../list/item-list.js';
import { ItemsPage } from '../list/ItemsPage.js';
import type { ItemsSearch } from '../list/items-search.js';
import { refreshByLength } from '../list/refresh-by-length.js';
import { removeDuplicates } from '../list/remove-duplicates.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { DocumentRow, DocumentsHead } from './DocumentRow.js';
import { documentsQuery, reviewCountQuery } from './documents-api.js';

function useDocuments(search: ItemsSearch): ReadItems<Document> {
  const query = useInfiniteQuery({
    ...documentsQuery(search),
    refetchInterval: refreshByLength(usePolling()),
    placeholderData: (before) => before,
  });
  const { data } = query;
  const items = useMemo(() => removeDuplicates(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  return { ...query, items };
}

const documents: ItemList<Document> = {
  useItems: useDocuments,
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

export const DocumentsPage = (): ReactElement => <ItemsPage kind="document" list={documents} action={<ReviewLink />} />;
