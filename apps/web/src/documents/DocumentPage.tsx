import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ItemKindProvider } from '../api/item-kind.js';
import { usePolling } from '../api/live-state.js';
import { useIsMissing } from '../api/use-is-missing.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { MovedItemNotice } from '../libraries/MovedItemNotice.js';
import { useMovedItem } from '../libraries/moved-items.js';
import { MissingItem } from '../components/MissingItem.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { documentQuery } from './documents-api.js';
import { DocumentView } from './DocumentView.js';

const words = text.document;

export function DocumentPage({ id }: { readonly id: string }): ReactElement {
  const moved = useMovedItem(id);
  const { data, error, refetch } = useQuery({ ...documentQuery(id), refetchInterval: usePolling() });
  const isMissing = useIsMissing({ data, error });
  usePageTitle(data === undefined ? words.title : documentTitle(data));
  if (moved !== undefined) return <MovedItemNotice moved={moved} list="/documents" />;
  if (data !== undefined)
    return (
      <ItemKindProvider value="documents">
        <DocumentView key={id} now={data} />
      </ItemKindProvider>
    );
  if (isMissing) return <MissingItem title={words.gone} list="/documents" />;
  if (error === null) return <Skeleton rows={4} />;
  return <ProblemNote error={error} onRetry={() => void refetch()} />;
}
