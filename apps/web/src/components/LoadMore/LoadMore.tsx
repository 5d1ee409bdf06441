import type { ReactElement } from 'react';
import { text } from '../../texts/text.js';
import { Button } from '../Button/Button.js';

interface Props {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

export function LoadMore({ hasNextPage, isFetchingNextPage, fetchNextPage }: Props): ReactElement | null {
  if (!hasNextPage) return null;
  return (
    <Button size="wide" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {isFetchingNextPage ? text.list.loadingMore : text.list.more}
    </Button>
  );
}
