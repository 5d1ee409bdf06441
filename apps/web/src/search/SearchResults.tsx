import { useInfiniteQuery } from '@tanstack/react-query';
import type { SearchAnswer } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { isProblem } from '../api/problem.js';
import { Button } from '../components/Button/Button.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { searchQuery } from './search-api.js';
import { listNotes } from './search-notes.js';
import { findBeginning, textOf } from './search-text.js';
import { SearchResult } from './SearchResult.js';
import { countCharacters, LONGEST_QUERY } from './unfinished-query.js';
import { useFoundAnnouncement } from './use-found-announcement.js';

const words = text.search;

export interface QueryProps {
  readonly q: string;
  readonly onSearch: (q: string) => void;
}

/** Explains why nothing was found. The server searches the beginning of a word as it is: no forms, no similar spellings. */
export function NothingFound({ q, onSearch }: QueryProps): ReactElement {
  const beginning = findBeginning(q);
  return (
    <EmptyState title={words.none}>
      <p>{beginning === undefined ? words.noneHint : words.noneBegins(beginning)}</p>
      {beginning !== undefined && (
        <Button
          onClick={() => {
            onSearch(textOf(q));
          }}
        >
          {words.searchWhole}
        </Button>
      )}
    </EmptyState>
  );
}

interface FoundProps extends QueryProps {
  readonly pages: readonly SearchAnswer[];
}

function Found({ pages, ...query }: FoundProps): ReactElement {
  const items = pages.flatMap((page) => page.items);
  const [first] = pages;
  return (
    <>
      <div className="search-notes">
        {(first === undefined ? [] : listNotes(first, pages.length > 1)).map((note) => (
          <p key={note} className="quiet">
            {note}
          </p>
        ))}
      </div>
      {items.length === 0 ? (
        <NothingFound {...query} />
      ) : (
        <ul className="hits" aria-label={words.results}>
          {items.map((item) => (
            <SearchResult key={item.id} item={item} />
          ))}
        </ul>
      )}
    </>
  );
}

/** Another attempt cannot mend the words, and requests without an answer are repeated anyway. */
const canRetry = (error: Error | null): boolean => error !== null && !(isProblem(error) && error.status === 400);

function Results({ q, onSearch }: QueryProps): ReactElement {
  const results = useInfiniteQuery(searchQuery(q));
  const { data, error, failureReason, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = results;
  const isEarlier = results.isPlaceholderData;
  const pages = isEarlier ? undefined : data?.pages;
  useFoundAnnouncement(q, pages);
  const problem = pages === undefined ? (error ?? failureReason) : null;
  if (problem !== null) return <ProblemNote error={problem} onRetry={canRetry(error) ? () => void refetch() : undefined} />;
  if (data === undefined) return <Skeleton />;
  return (
    <div aria-busy={isEarlier}>
      <Found {...{ q, onSearch }} pages={data.pages} />
      <LoadMore hasNextPage={hasNextPage && !isEarlier} {...{ fetchNextPage, isFetchingNextPage }} />
    </div>
  );
}

/** The results of a query that can be asked. The field takes no longer one, but an address can have it. */
export function SearchResults(query: QueryProps): ReactElement | null {
  if (query.q === '') return null;
  const length = countCharacters(query.q);
  return length > LONGEST_QUERY ? (
    <Note tone="bad" icon="failed" role="alert" title={words.tooLong(length, LONGEST_QUERY)}>
      <p>{words.tooLongHint}</p>
    </Note>
  ) : (
    <Results {...query} />
  );
}
