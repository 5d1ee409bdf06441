import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { KeptDuplicates } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { readListsAgain } from '../../api/read-lists-again.js';
import { useMayChange } from '../../api/use-may-change.js';
import { useAnnounce } from '../../components/Announcer.js';
import { Button } from '../../components/Button/Button.js';
import { Disclosure } from '../../components/Disclosure/Disclosure.js';
import { focusContentAfter } from '../../components/focus-after.js';
import { ItemLink } from '../../components/ItemLink.js';
import { LoadMore } from '../../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { When } from '../../controls/Times.js';
import { settingsText } from '../../texts/settings-text.js';
import { text } from '../../texts/text.js';
import { keptQuery, showAgain } from './duplicates-api.js';

const words = settingsText.duplicates;

function KeptLine({ kept: { id, items, kept_at: at } }: { readonly kept: KeptDuplicates }): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  const mayChange = useMayChange();
  const titles = items.map(({ title }) => title ?? text.list.untitled).join(', ');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => showAgain(id),
    onSuccess: () => {
      announce(words.shownAgain(titles));
    },
    onSettled: () => readListsAgain(client),
  });
  return (
    <li ref={focusContentAfter}>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <ItemLink item={item}>{item.title ?? text.list.untitled}</ItemLink>
          </li>
        ))}
      </ul>
      <span className="quiet">
        <When at={at} />
      </span>
      {mayChange && (
        <Button
          size="small"
          aria-label={`${words.showAgain}: ${titles}`}
          disabled={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {words.showAgain}
        </Button>
      )}
      {error !== null && <ProblemNote error={error} />}
    </li>
  );
}

function KeptList(): ReactElement {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(keptQuery);
  if (data === undefined) return error === null ? <Skeleton /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
  const kept = data.pages.flatMap(({ items }) => items);
  if (kept.length === 0) return <p className="quiet">{words.noDecisions}</p>;
  return (
    <>
      <p className="quiet">{words.decisionsHint}</p>
      <ul className="kept-duplicates">
        {kept.map((one) => (
          <KeptLine key={one.id} kept={one} />
        ))}
      </ul>
      <LoadMore {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </>
  );
}

/** The decisions to keep items that look the same. Each can be taken back. */
export const Kept = (): ReactElement => <Disclosure label={words.decisions}>{() => <KeptList />}</Disclosure>;
